// Results as tidy rows: one number a row, with everything that says what it is.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/results.hpp"
#include "reports/export/setting.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ocssim::reports {

/// One design point; a run is a single point that sets nothing.
struct ExportedPoint {
  std::vector<Setting> set;
  std::uint64_t seed = 1;
  std::string verdict;                     // met, not_met, inconclusive; empty: nothing to judge
  std::vector<MetricResult> results;       // withheld figures stay withheld
  std::vector<Observations> replications;  // in index order
};

/// An estimate over all replications, or the value of one replication.
struct ExportedRow {
  std::size_t point = 0;
  std::optional<std::uint32_t> replication = std::nullopt;  // none: an estimate
  std::string metric;
  std::string component;  // empty: the system
  std::string statistic;
  std::optional<double> value = std::nullopt;
  std::optional<double> half_width = std::nullopt;  // of an estimate
  std::string unit;
  std::string state;  // of the metric over all replications
};

/// First the estimates in the order of `results`, then each replication in that order. A value of
/// one replication is what it observed, also where the estimate over all is withheld.
[[nodiscard]] std::vector<ExportedRow> exported_rows(const ExportedPoint& point, std::size_t index);

/// Paths that any point sets, in the order of the first that does.
[[nodiscard]] std::vector<std::string> exported_paths(std::span<const ExportedPoint> points);

/// What `point` sets at `path`; nullptr if it does not.
[[nodiscard]] const Setting* setting_at(const ExportedPoint& point, const std::string& path);

/// RFC 4180: point, the paths, estimate or observation, replication, metric, component, statistic,
/// value, half_width, unit, state. Withheld numbers are empty fields.
[[nodiscard]] std::string csv_export(std::span<const ExportedPoint> points);

/// The same rows, one JSON object a line; withheld numbers are null.
[[nodiscard]] std::string jsonl_export(std::span<const ExportedPoint> points);

/// What a pool's administrator would have measured, a row a replication: message rates by class,
/// all Front Ends together, and the counters that they load. `ocssim calibrate` reads it.
[[nodiscard]] std::string counters_export(std::span<const ExportedPoint> points);

/// The bytes of an SQLite database with the tables point (one column a path), estimate and
/// observation; withheld numbers are NULL. The same input gives the same bytes under one version of
/// SQLite. Throws std::runtime_error when memory is short.
[[nodiscard]] std::string sqlite_export(std::span<const ExportedPoint> points);

}  // namespace ocssim::reports
