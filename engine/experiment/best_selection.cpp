#include "engine/experiment/best_selection.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"

#include <algorithm>
#include <numeric>

namespace ocssim {
namespace {

double mean_of_first(const std::vector<double>& figures, std::size_t count) {
  const auto end = figures.begin() + static_cast<std::ptrdiff_t>(count);
  return std::accumulate(figures.begin(), end, 0.0) / static_cast<double>(count);
}

}  // namespace

BestSelection::BestSelection(const BestSelectionConfig& config)
    : config_(config), figures_(config.designs), wanted_(config.first) {
  OCSSIM_CHECK(config.designs >= 1 && config.first >= 2 && config.indifference > 0.0);
  OCSSIM_CHECK(config.error > 0.0 && config.error < 1.0);
  survivors_.resize(config.designs);
  std::iota(survivors_.begin(), survivors_.end(), std::size_t{0});
  is_decided_ = config.designs == 1;
  if (is_decided_) return;
  asked_ = survivors_;
  const double degrees = config.first - 1.0;
  const double base = 2.0 * config.error / (static_cast<double>(config.designs) - 1.0);
  const double eta = 0.5 * (elementary::pow(base, -2.0 / degrees) - 1.0);
  h2_ = 2.0 * eta * degrees;
}

double BestSelection::mean_of(std::size_t design) const {
  const double mean = mean_of_first(figures_[design], figures_[design].size());
  return config_.larger_is_better ? mean : -mean;
}

std::size_t BestSelection::best() const {
  return *std::max_element(survivors_.begin(), survivors_.end(), [&](std::size_t a, std::size_t b) {
    return mean_of_first(figures_[a], figures_[a].size()) <
           mean_of_first(figures_[b], figures_[b].size());
  });
}

double BestSelection::variance(std::size_t i, std::size_t l) const {
  return variances_[i * config_.designs + l];
}

void BestSelection::estimate_variances() {
  variances_.assign(config_.designs * config_.designs, 0.0);
  for (std::size_t i = 0; i < config_.designs; ++i) {
    for (std::size_t l = 0; l < config_.designs; ++l) {
      const double mean =
          mean_of_first(figures_[i], config_.first) - mean_of_first(figures_[l], config_.first);
      double squares = 0.0;
      for (std::size_t r = 0; r < config_.first; ++r) {
        const double off = figures_[i][r] - figures_[l][r] - mean;
        squares += off * off;
      }
      variances_[i * config_.designs + l] = squares / (config_.first - 1.0);
    }
  }
}

void BestSelection::drop_worse() {
  const double r = wanted_;
  const double delta = config_.indifference;
  std::vector<std::size_t> kept;
  for (const std::size_t i : survivors_) {
    const bool beaten = std::any_of(survivors_.begin(), survivors_.end(), [&](std::size_t l) {
      const double width =
          std::max(0.0, delta / (2.0 * r) * (h2_ * variance(i, l) / (delta * delta) - r));
      return l != i &&
             mean_of_first(figures_[i], wanted_) < mean_of_first(figures_[l], wanted_) - width;
    });
    if (!beaten) kept.push_back(i);
  }
  survivors_ = std::move(kept);
}

void BestSelection::tell(const std::vector<std::vector<double>>& figures) {
  OCSSIM_CHECK(!asked_.empty() && figures.size() == asked_.size());
  const double sign = config_.larger_is_better ? 1.0 : -1.0;
  for (std::size_t at = 0; at < asked_.size(); ++at) {
    std::vector<double>& own = figures_[asked_[at]];
    for (const double figure : figures[at]) own.push_back(sign * figure);
    OCSSIM_CHECK(own.size() == wanted_);
  }
  if (variances_.empty()) estimate_variances();
  drop_worse();
  is_decided_ = survivors_.size() == 1;
  asked_ = survivors_;
  ++wanted_;
  if (is_decided_ || wanted_ > config_.replications) asked_.clear();
}

}  // namespace ocssim
