#include "engine/experiment/bracket_search.hpp"

#include "engine/check.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim {
namespace {

constexpr double largest_stride = 1.0;
/// The first two values lie this share of the width to either side of the start, so that both
/// being right gives a bracket of less than the width.
constexpr double side = 0.45;
constexpr double far_below = 0.5;
constexpr double far_above = 1.25;

/// A power of ten of which the width at `value` holds at least eight.
double readable_grain(const BracketSearchConfig& config, double value) {
  double grain = config.grain;
  if (grain <= 0.0) return 0.0;
  while (grain * 10.0 * 8.0 <= value * config.width) grain *= 10.0;
  return grain;
}

}  // namespace

BracketSearch::BracketSearch(const BracketSearchConfig& config)
    : config_(config), stride_up_(2.0 * side * config.width), stride_down_(stride_up_) {
  OCSSIM_CHECK(config.lowest > 0.0 && config.lowest < config.highest);
  OCSSIM_CHECK(config.width > 0.0 && config.width < 1.0);
  OCSSIM_CHECK(config.probes >= 1);
  config_.start = std::clamp(config.start, config.lowest, config.highest);
  next_ = first_value();
}

double BracketSearch::on_grain(double value) const {
  value = std::clamp(value, config_.lowest, config_.highest);
  const double grain = readable_grain(config_, value);
  if (grain <= 0.0) return value;
  // The limits themselves may lie between two grains and are still values to ask.
  return std::clamp(std::round(value / grain) * grain, config_.lowest, config_.highest);
}

bool BracketSearch::was_asked(double value) const {
  return std::any_of(probes_.begin(), probes_.end(),
                     [&](const Probe& probe) { return probe.value == value; });
}

bool BracketSearch::is_narrow() const {
  if (!met_ || !not_met_) return false;
  return *not_met_ - *met_ <= config_.width * *not_met_ || *not_met_ - *met_ <= config_.grain;
}

void BracketSearch::end(SearchStatus status) {
  status_ = status;
  next_.reset();
}

void BracketSearch::tell(ProbeOutcome outcome) {
  OCSSIM_CHECK(next_.has_value());
  const double value = *next_;
  next_.reset();
  take(value, outcome);
  if (contradictory_) return end(SearchStatus::inconclusive);
  plan();
}

void BracketSearch::take(double value, ProbeOutcome outcome) {
  probes_.push_back({value, outcome});
  switch (outcome) {
    case ProbeOutcome::met:
      contradictory_ = not_met_ && value >= *not_met_;
      if (!contradictory_) met_ = met_ ? std::max(*met_, value) : value;
      break;
    case ProbeOutcome::not_met:
      contradictory_ = met_ && value <= *met_;
      if (!contradictory_) not_met_ = not_met_ ? std::min(*not_met_, value) : value;
      break;
    case ProbeOutcome::undecided:
      undecided_low_ = undecided_low_ ? std::min(*undecided_low_, value) : value;
      undecided_high_ = undecided_high_ ? std::max(*undecided_high_, value) : value;
      break;
  }
  // An undecided value below a met one, or above one not met, was noise of its own.
  if (undecided_low_ && met_ && *undecided_high_ <= *met_) undecided_low_ = undecided_high_ = {};
  if (undecided_low_ && not_met_ && *undecided_low_ >= *not_met_) {
    undecided_low_ = undecided_high_ = {};
  }
  if (undecided_low_ && met_) undecided_low_ = std::max(*undecided_low_, *met_);
  if (undecided_high_ && not_met_) undecided_high_ = std::min(*undecided_high_, *not_met_);
}

void BracketSearch::plan() {
  std::optional<double> value;
  if (is_narrow()) {
    value = check_value();
    if (!value || probes_.size() >= config_.probes) return end(SearchStatus::found);
    next_ = value;
    return;
  }
  if (met_ && *met_ >= config_.highest) return end(SearchStatus::unbounded);
  if (not_met_ && *not_met_ <= config_.lowest) return end(SearchStatus::infeasible);
  if (probes_.size() >= config_.probes) return end(SearchStatus::inconclusive);
  if (met_ && not_met_) {
    value = inside();
  } else if (!met_ && (not_met_ || undecided_low_)) {
    value = step_down();
  } else {
    value = step_up();
  }
  if (!value) return end(SearchStatus::inconclusive);
  next_ = value;
}

std::optional<double> BracketSearch::first_value() const {
  return on_grain(config_.start * (1.0 - side * config_.width));
}

std::optional<double> BracketSearch::step_up() {
  const double from = undecided_high_ ? *undecided_high_ : *met_;
  const double value = std::max(on_grain(from * (1.0 + stride_up_)),
                                std::min(from + config_.grain, config_.highest));
  stride_up_ = std::min(2.0 * stride_up_, largest_stride);
  if (was_asked(value)) return std::nullopt;
  return value;
}

std::optional<double> BracketSearch::step_down() {
  const double from = undecided_low_ ? *undecided_low_ : *not_met_;
  const double value = std::min(on_grain(from / (1.0 + stride_down_)),
                                std::max(from - config_.grain, config_.lowest));
  stride_down_ = std::min(2.0 * stride_down_, largest_stride);
  if (was_asked(value)) return std::nullopt;
  return value;
}

/// Between met and not met: the middle, or just outside what is undecided.
std::optional<double> BracketSearch::inside() const {
  double value = 0.5 * (*met_ + *not_met_);
  if (undecided_low_) {
    const double left = 0.95 * config_.width * *not_met_ - (*undecided_high_ - *undecided_low_);
    if (left <= 0.0) return std::nullopt;
    const double below = *undecided_low_ - *met_;
    const double above = *not_met_ - *undecided_high_;
    value = below > above ? *undecided_low_ - std::min(0.5 * left, 0.5 * below)
                          : *undecided_high_ + std::min(0.5 * left, 0.5 * above);
  }
  value = on_grain(value);
  if (was_asked(value)) return std::nullopt;
  return value;
}

/// Far below the bracket, then above it; none when both sides have been seen.
std::optional<double> BracketSearch::check_value() {
  if (!config_.check_order) return std::nullopt;
  while (check_ != Check::done) {
    check_ = check_ == Check::none    ? Check::below
             : check_ == Check::below ? Check::above
                                      : Check::done;
    if (check_ == Check::done) break;
    const bool below = check_ == Check::below;
    const double value = on_grain(below ? *met_ * far_below : *not_met_ * far_above);
    const bool seen = std::any_of(probes_.begin(), probes_.end(), [&](const Probe& probe) {
      return below ? probe.value <= value : probe.value >= value;
    });
    if (!seen && value != *met_ && value != *not_met_) return value;
  }
  return std::nullopt;
}

}  // namespace ocssim
