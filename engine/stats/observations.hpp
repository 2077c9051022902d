// What one replication leaves behind: plain numbers, no reference to the model that made them.
#pragma once

#include "engine/stats/histogram.hpp"
#include "engine/stats/metric.hpp"
#include "engine/time.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace ocssim {

/// One metric of one component in one replication. `component` is empty for a system-wide metric.
///
///   kind          sum                      weight                 count
///   count         –                        window [s]             events
///   tally         sum of values            –                      values
///   time_average  integral [level·s]       window [s]             –
///   ratio         numerator                denominator            denominator, if it is trials
///   instant       level                    1                      –
struct Observation {
  std::string metric;
  std::string component;
  MetricKind kind = MetricKind::count;
  std::uint64_t count = 0;
  double sum = 0.0;
  double weight = 0.0;
  double min = std::numeric_limits<double>::infinity();
  double max = -std::numeric_limits<double>::infinity();
  double up_time = 0.0;  // seconds of the window in which the component was up: its weight
  bool exact = false;    // deterministic: the same in every replication
  Histogram histogram;   // tally only; empty otherwise
};

/// A level or rate in equal slices of the run, from time 0 (warm-up included): MSER-5 and charts.
struct Series {
  std::string name;  // e.g. "clients.signed_in", "front_end.number_in_system"
  std::string component;
  std::string unit;
  Duration slice{};
  std::vector<double> values;
};

/// Something that happened, for the timeline: a fault, a detection, the first refusal.
struct TimelineEntry {
  SimTime at{};
  std::string component;
  std::string kind;  // snake_case, e.g. "fault", "member_down", "first_refusal"
  std::string text;  // one sentence with numbers
};

/// Little's law over the window as an integer identity [jobs·ns]: both sides by separate counters.
struct LittleIdentity {
  std::string component;
  double number_integral_s = 0.0;  // ∫ N dt [jobs·s]
  double sojourn_total_s = 0.0;    // Σ of the parts of sojourn times inside the window [jobs·s]
  std::uint64_t arrivals = 0;
  std::int64_t residual_ns = 0;  // difference of the two, exact; 0 in a correct model
};

/// A share of something, e.g. CPU time by message class; shares of one `whole` add to 1.
struct ShareObservation {
  std::string whole;  // "front_end.cpu"
  std::string part;   // "presence_notification"
  double sum = 0.0;   // Mcycles, s, …
  std::uint64_t count = 0;
};

class Observations {
 public:
  std::uint32_t replication = 0;
  double window_begin_s = 0.0;
  double window_end_s = 0.0;
  double warm_up_cut_s = 0.0;  // what MSER-5 or the plan discarded
  bool settled = true;         // false: the cut lay in the second half
  std::uint64_t events_processed = 0;
  std::uint64_t event_fingerprint = 0;
  std::string stop_reason = "horizon";
  std::vector<Observation> metrics;  // in order of component id, then of its table
  std::vector<Series> series;
  /// Not of levels and not for warm-up: refusals a second by interval, and statistics in windows
  /// of 60 s that begin every slice (models/observer).
  std::vector<Series> histories;
  std::vector<TimelineEntry> timeline;  // in order of time
  std::vector<LittleIdentity> identities;
  std::vector<ShareObservation> shares;

  /// First observation of (metric, component), or nullptr.
  [[nodiscard]] const Observation* find(std::string_view metric, std::string_view component) const;
};

}  // namespace ocssim
