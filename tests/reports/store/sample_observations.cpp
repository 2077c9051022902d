#include "tests/reports/store/sample_observations.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

namespace ocssim::reports {
namespace {

bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool same(const Observation& a, const Observation& b) {
  return a.metric == b.metric && a.component == b.component && a.kind == b.kind &&
         a.count == b.count && same(a.sum, b.sum) && same(a.weight, b.weight) &&
         same(a.min, b.min) && same(a.max, b.max) && same(a.up_time, b.up_time) &&
         a.exact == b.exact && a.histogram == b.histogram;
}

bool same(const Series& a, const Series& b) {
  return a.name == b.name && a.component == b.component && a.unit == b.unit && a.slice == b.slice &&
         std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                    [](double x, double y) { return same(x, y); });
}

bool same(const TimelineEntry& a, const TimelineEntry& b) {
  return a.at == b.at && a.component == b.component && a.kind == b.kind && a.text == b.text;
}

bool same(const LittleIdentity& a, const LittleIdentity& b) {
  return a.component == b.component && same(a.number_integral_s, b.number_integral_s) &&
         same(a.sojourn_total_s, b.sojourn_total_s) && a.arrivals == b.arrivals &&
         a.residual_ns == b.residual_ns;
}

bool same(const ShareObservation& a, const ShareObservation& b) {
  return a.whole == b.whole && a.part == b.part && same(a.sum, b.sum) && a.count == b.count;
}

template <class Record>
bool same_list(const std::vector<Record>& a, const std::vector<Record>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Record& x, const Record& y) { return same(x, y); });
}

}  // namespace

Observations sample_observations() {
  Observations observations;
  observations.replication = 7;
  observations.window_begin_s = 0.1;
  observations.window_end_s = 1800.0;
  observations.warm_up_cut_s = 0.30000000000000004;
  observations.settled = false;
  observations.events_processed = 0xFEDCBA9876543210u;
  observations.event_fingerprint = 0x0123456789ABCDEFu;
  observations.stop_reason = "event_limit";
  Observation tally;
  tally.metric = "sign_in.time";
  tally.component = "front_end[3]";
  tally.kind = MetricKind::tally;
  tally.count = 3;
  tally.sum = 1.0 / 3.0;
  tally.min = -0.0;
  tally.max = std::numeric_limits<double>::denorm_min();
  tally.up_time = 1799.9999999999998;
  for (const std::uint64_t value : {0ull, 1'234'567ull, 1ull << 62}) tally.histogram.record(value);
  observations.metrics.push_back(tally);
  Observation instant;
  instant.metric = "sql.page_life_expectancy";
  instant.kind = MetricKind::instant;
  instant.exact = true;
  observations.metrics.push_back(instant);
  observations.series.push_back({.name = "clients.signed_in",
                                 .component = "",
                                 .unit = "endpoints",
                                 .slice = Duration{1'800'000'001},
                                 .values = {1e300, -0.0, 5e-324}});
  observations.timeline.push_back({.at = SimTime{Duration{600'000'000'000}},
                                   .component = "front_end[0]",
                                   .kind = "fault",
                                   .text = "fails: 12,500 connections\n\"reset\""});
  observations.identities.push_back({.component = "sql.cpu",
                                     .number_integral_s = 1e9,
                                     .sojourn_total_s = 1e9 + 1e-6,
                                     .arrivals = 42,
                                     .residual_ns = -3});
  observations.shares.push_back(
      {.whole = "front_end.cpu", .part = "publish", .sum = 12.5, .count = 9});
  return observations;
}

bool same_bits(const Observations& a, const Observations& b) {
  return a.replication == b.replication && same(a.window_begin_s, b.window_begin_s) &&
         same(a.window_end_s, b.window_end_s) && same(a.warm_up_cut_s, b.warm_up_cut_s) &&
         a.settled == b.settled && a.events_processed == b.events_processed &&
         a.event_fingerprint == b.event_fingerprint && a.stop_reason == b.stop_reason &&
         same_list(a.metrics, b.metrics) && same_list(a.series, b.series) &&
         same_list(a.timeline, b.timeline) && same_list(a.identities, b.identities) &&
         same_list(a.shares, b.shares);
}

}  // namespace ocssim::reports
