// C4: response time of a real SIP registrar against offered rate.
//
//   sleep   M/D/c with 315 waiting places: arrivals are those of the recording, the one parameter
//           is the service time, fitted once per worker count: from the lowest-rate row so that the
//           means agree; with 4 workers from the overload row, where S = c / (answers/s)
//   db      M/D/1 whose service time is the measured CPU of the row; one overhead, fitted once on
//           the lowest-rate row in range, so that the means agree
//   mem     shown: a request is of the size of the overhead
#include "engine/experiment/parallel.hpp"
#include "study/verify/measured/checks.hpp"
#include "study/verify/measured/registrar_replay.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace ocssim::study {
namespace {

constexpr std::uint32_t fitted_at_overload = 4;  // worker count
constexpr double db_lowest_rate = 3000.0;        // below it wake-ups and cold caches dominate
constexpr double db_highest_utilization = 0.80;
constexpr Duration db_largest_overhead = std::chrono::microseconds(20);

using Points = std::vector<RecordedRow>;

Points points_of(const MeasuredData& data, const std::string& variant) {
  Points points = data.rows("c4_register_response_time", "data");
  std::erase_if(points, [&](const RecordedRow& point) { return point.text("variant") != variant; });
  std::stable_sort(points.begin(), points.end(), [](const auto& a, const auto& b) {
    return a.number("offered_nominal_per_s") < b.number("offered_nominal_per_s");
  });
  return points;
}

/// The service time with which the simulated mean of a row is the recorded one.
Duration fit_mean(const RecordedRow& point) {
  Duration low{0};
  Duration high = seconds(point.number("mean_ms") * 1e-3);  // the mean contains one service
  while (high - low > Duration{10}) {
    const Duration middle = low + (high - low) / 2;
    (replay(point, middle).mean_ms < point.number("mean_ms") ? low : high) = middle;
  }
  return high;
}

/// Of the rows with one worker count, in order of their rates: the one that gives the service time.
Duration fit_service(const Points& points, std::uint32_t workers) {
  const RecordedRow* lowest = nullptr;
  const RecordedRow* highest = nullptr;
  for (const RecordedRow& point : points) {
    if (point.count("workers") != workers) continue;
    if (lowest == nullptr) lowest = &point;
    highest = &point;
  }
  if (workers == fitted_at_overload) return seconds(workers / highest->number("achieved_per_s"));
  return fit_mean(*lowest);
}

std::vector<EvidenceRow> judge_sleep(const RecordedRow& point, Duration service) {
  const ReplayedPoint got = replay(point, service);
  const double capacity = point.count("workers") / to_seconds(service);
  const double utilization = point.number("offered_per_s") / capacity;
  const std::string name = point_name(point);
  const auto row = [&](const char* what, const char* column, double simulated, double share) {
    return within_share(name + ": " + what, "ms", point.number(column), simulated, share);
  };
  return {
      exactly(name + ": requests sent", "", point.number("sent"), static_cast<double>(got.sent)),
      row("mean", "mean_ms", got.mean_ms, utilization < 0.85 ? 0.05 : 0.10),
      row("p95", "p95_ms", got.p95_ms, 0.15),
      row("p99", "p99_ms", got.p99_ms, 0.25),
      within_share(name + ": answered", "1/s", point.number("achieved_per_s"), got.answered_per_s,
                   0.02),
      within_share(name + ": lost", "", point.number("lost"), static_cast<double>(got.lost), 0.02)};
}

bool is_in_range(const RecordedRow& point) {
  return point.number("offered_nominal_per_s") >= db_lowest_rate &&
         point.number("cpu_utilisation") <= db_highest_utilization;
}

Duration cpu_of(const RecordedRow& point) {
  return seconds(point.number("cpu_us_per_request") * 1e-6);
}

/// One overhead for all rows, from the first in range.
Duration fit_overhead(const Points& points) {
  const auto lowest = std::find_if(points.begin(), points.end(), is_in_range);
  if (lowest == points.end()) return Duration::zero();
  const double missing_ms = lowest->number("mean_ms") - replay(*lowest, cpu_of(*lowest)).mean_ms;
  return std::clamp(seconds(std::max(0.0, missing_ms * 1e-3)), Duration{0}, db_largest_overhead);
}

/// Rows of one point; the last says whether both times are inside.
struct DatabasePoint {
  std::vector<EvidenceRow> rows;
  bool counts = false;
  bool is_inside = false;
};

DatabasePoint judge_database(const RecordedRow& point, Duration overhead) {
  const ReplayedPoint got = replay(point, cpu_of(point), overhead);
  const std::string name = point_name(point);
  const double mean = point.number("mean_ms");
  const double p95 = point.number("p95_ms");
  DatabasePoint judged;
  judged.rows = {shown(name + ": mean", "ms", mean, got.mean_ms),
                 shown(name + ": p95", "ms", p95, got.p95_ms)};
  if (!is_in_range(point)) return judged;
  // A fixed gap of 1/rate does not add up to whole seconds: one request more or less.
  judged.rows.push_back(within_distance(name + ": requests sent", "", point.number("sent"),
                                        static_cast<double>(got.sent), 1.0));
  judged.rows.push_back(exactly(name + ": lost", "", 0.0, static_cast<double>(got.lost)));
  judged.counts = true;
  judged.is_inside =
      std::abs(got.mean_ms / mean - 1.0) <= 0.20 && std::abs(got.p95_ms / p95 - 1.0) <= 0.25;
  return judged;
}

void append(std::vector<EvidenceRow>& rows, const std::vector<EvidenceRow>& more) {
  rows.insert(rows.end(), more.begin(), more.end());
}

void verify_sleep(const CheckContext& context, Evidence& evidence) {
  const Points points = points_of(context.data, "sleep");
  std::map<std::uint32_t, Duration> service;
  for (const RecordedRow& point : points) {
    const std::uint32_t workers = point.count("workers");
    if (!service.contains(workers)) service[workers] = fit_service(points, workers);
  }
  std::vector<std::vector<EvidenceRow>> slots(points.size());
  parallel_for(points.size(), context.jobs, [&](std::size_t i) {
    slots[i] = judge_sleep(points[i], service.at(points[i].count("workers")));
  });
  for (const auto& rows : slots) append(evidence.rows, rows);
}

void verify_database(const CheckContext& context, Evidence& evidence) {
  const Points points = points_of(context.data, "db");
  const Duration overhead = fit_overhead(points);
  std::vector<DatabasePoint> slots(points.size());
  parallel_for(points.size(), context.jobs,
               [&](std::size_t i) { slots[i] = judge_database(points[i], overhead); });
  double counted = 0.0;
  double inside = 0.0;
  for (const DatabasePoint& one : slots) {
    append(evidence.rows, one.rows);
    counted += one.counts ? 1.0 : 0.0;
    inside += one.is_inside ? 1.0 : 0.0;
  }
  if (counted == 0.0) return;
  evidence.rows.push_back(at_least("db: rows with mean within 20 % and p95 within 25 %, of " +
                                       std::to_string(static_cast<int>(counted)),
                                   "", 0.9 * counted, inside));
  evidence.rows.push_back(at_most("db: overhead, fitted on one row", "us",
                                  1e6 * to_seconds(db_largest_overhead),
                                  1e6 * to_seconds(overhead)));
}

}  // namespace

Evidence verify_response_time(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "response time of a SIP registrar: Kamailio";
  evidence.kind = EvidenceClass::measured;
  evidence.source = "recorded, c4_register_response_time";
  evidence.proves = "queueing of several workers with a finite buffer, arrival by arrival";
  evidence.limits =
      "one service time per worker count and one overhead are fitted, each on one row";
  verify_sleep(context, evidence);
  verify_database(context, evidence);
  if (context.is_full()) {
    for (const RecordedRow& point : points_of(context.data, "mem")) {
      const ReplayedPoint got = replay(point, cpu_of(point));
      evidence.rows.push_back(
          shown(point_name(point) + ": mean", "ms", point.number("mean_ms"), got.mean_ms));
      evidence.rows.push_back(
          exactly(point_name(point) + ": lost", "", 0.0, static_cast<double>(got.lost)));
    }
  }
  return evidence;
}

}  // namespace ocssim::study
