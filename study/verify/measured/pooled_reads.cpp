#include "study/verify/measured/pooled_reads.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"
#include "models/theory/che.hpp"
#include "models/theory/real_functions.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim::study {
namespace {

constexpr double rows = heap_pages;

/// Φ(z).
double normal(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

}  // namespace

std::vector<PoolRecording> pool_recordings(const MeasuredData& data) {
  std::vector<PoolRecording> recordings;
  for (const RecordedRow& row : data.rows("c5_buffer_pool_hit_ratio", "data")) {
    if (row.text("window") == "1") {
      PoolRecording& fresh = recordings.emplace_back();
      fresh.series = row.text("series");
      fresh.law = row.text("dist");
      fresh.parameter = row.number("param");
      fresh.buffers = row.count("buffers");
    }
    const double in_database = row.number("db_blks_hit") + row.number("db_blks_read");
    recordings.back().windows.push_back(
        {.reads = static_cast<std::uint64_t>(row.number("queries")),
         .recorded = {.heap = row.number("heap_hit") / row.number("queries"),
                      .database = row.number("db_blks_hit") / in_database}});
  }
  return recordings;
}

RowLaw::RowLaw(const PoolRecording& recording)
    : law_(recording.law), parameter_(recording.parameter) {
  OCSSIM_CHECK(law_ == "zipf" || law_ == "uniform" || law_ == "exp" || law_ == "gauss");
  if (law_ != "zipf") return;
  double sum = 0.0;
  for (std::uint32_t row = 1; row <= heap_pages; ++row) {
    cumulative_.push_back(sum += models::power(row, -parameter_));
  }
}

std::uint32_t RowLaw::draw(const Stream& stream, std::uint64_t number) const {
  const double u = stream.draw(0, number).uniform(0);
  if (law_ == "zipf") {
    const auto found =
        std::lower_bound(cumulative_.begin(), cumulative_.end(), u * cumulative_.back());
    return static_cast<std::uint32_t>(found - cumulative_.begin()) + 1;
  }
  double x = u;
  if (law_ == "exp") {
    const double cut = elementary::exp(-parameter_);
    x = -elementary::log(cut + (1.0 - cut) * u) / parameter_;
  } else if (law_ == "gauss") {  // cut at ± parameter standard deviations
    const double outside = normal(-parameter_);
    const double z = elementary::normal_quantile(outside + u * (1.0 - 2.0 * outside));
    x = (z + parameter_) / (2.0 * parameter_);
  }
  return 1 + static_cast<std::uint32_t>(std::min(rows - 1.0, std::floor(rows * x)));
}

double RowLaw::share_below(double x) const {
  if (law_ == "exp") {
    return (1.0 - std::exp(-parameter_ * x)) / (1.0 - std::exp(-parameter_));
  }
  if (law_ == "gauss") {
    const double outside = normal(-parameter_);
    return (normal(parameter_ * (2.0 * x - 1.0)) - outside) / (1.0 - 2.0 * outside);
  }
  return x;
}

std::vector<double> RowLaw::probabilities() const {
  std::vector<double> result;
  for (std::uint32_t row = 1; row <= heap_pages; ++row) {
    result.push_back(law_ == "zipf" ? models::power(row, -parameter_) / cumulative_.back()
                                    : share_below(row / rows) - share_below((row - 1) / rows));
  }
  return result;
}

HitRatios che_hit_ratios(const PoolRecording& recording) {
  // Per read, not per use: root, leaf and row. Rows in blocks of 16 but for the first ones.
  const std::vector<double> probability = RowLaw(recording).probabilities();
  const auto reads = static_cast<double>(recording.windows.back().reads);
  std::vector<models::PopularityClass> popularity;
  for (std::uint32_t row = 0; row < heap_pages;) {
    const std::uint32_t width = row < 1024 ? 1 : 16;
    double sum = 0.0;
    for (std::uint32_t i = 0; i < width; ++i) sum += probability[row + i];
    popularity.push_back({static_cast<double>(width), sum / width});
    row += width;
  }
  const std::size_t row_classes = popularity.size();
  std::vector<double> leaves(leaf_pages, 0.0);
  for (std::uint32_t row = 0; row < heap_pages; ++row) {
    leaves[row / rows_per_leaf] += probability[row];
  }
  for (const double leaf : leaves) popularity.push_back({1.0, leaf});
  popularity.push_back({1.0, 1.0});  // the root

  double time = reads;  // [reads]
  for (int step = 0; step < 8; ++step) {
    const double catalogue = catalogue_pages * std::fmin(1.0, time / reads);
    const models::CheResult result = models::che(popularity, recording.buffers - catalogue);
    time = std::fmin(result.characteristic_time, 1e3 * reads);
  }
  HitRatios ratios;
  double hits = 0.0;  // of rows, leaves and root, a read
  for (std::size_t i = 0; i < popularity.size(); ++i) {
    const models::PopularityClass& one = popularity[i];
    hits -= one.pages * one.probability * models::exp_minus_one(-one.probability * time);
    if (i + 1 == row_classes) ratios.heap = hits;
  }
  const double catalogue = 2.0 * (catalogue_uses + 1);
  const double missed = time < reads ? catalogue_pages + 1 : 0.0;
  ratios.database = (hits * reads + catalogue - missed) / (3.0 * reads + catalogue);
  return ratios;
}

}  // namespace ocssim::study
