// Replications as counters of a pool: what `calibrate` reads (docs/calibrate.md).
#include "reports/export/csv_text.hpp"
#include "reports/export/exported.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace ocssim::reports {
namespace {

/// How the components of a metric become one number.
enum class Together : std::uint8_t { mean, rate };

struct CounterOfMetric {
  const char* metric;
  Together together;
};

constexpr std::array counters_of_pool{
    CounterOfMetric{"front_end.cpu.utilization", Together::mean},
    CounterOfMetric{"sql.batch_requests", Together::rate},
    CounterOfMetric{"sql.log.commits", Together::rate},
    CounterOfMetric{"sql.cpu.utilization", Together::mean},
    CounterOfMetric{"sql.token_cache.entries", Together::mean},
    CounterOfMetric{"sql.disk.data.utilization", Together::mean},
    CounterOfMetric{"sql.disk.data.reads", Together::rate},
    CounterOfMetric{"sql.disk.data.writes", Together::rate},
    CounterOfMetric{"sql.disk.log.utilization", Together::mean},
    CounterOfMetric{"sql.log.writes", Together::rate},
};

constexpr std::string_view servers_path = "front_ends.count";
constexpr std::string_view server_metric = "front_end.cpu.utilization";

std::size_t components_of(const Observations& seen, std::string_view metric) {
  return static_cast<std::size_t>(
      std::count_if(seen.metrics.begin(), seen.metrics.end(),
                    [&](const Observation& one) { return one.metric == metric; }));
}

double window_of(const Observations& seen) {
  return seen.window_end_s - seen.window_begin_s;
}

/// Over the whole window: a server that was down did no work in that time.
std::optional<double> counter_of(const Observations& seen, const CounterOfMetric& counter) {
  double sum = 0.0;
  const std::size_t components = components_of(seen, counter.metric);
  if (components == 0) return {};
  for (const Observation& one : seen.metrics) {
    if (one.metric != counter.metric) continue;
    sum += counter.together == Together::rate ? static_cast<double>(one.count) : one.sum;
  }
  if (counter.together == Together::mean) sum /= static_cast<double>(components);
  return sum / window_of(seen);
}

std::vector<std::string> message_classes(std::span<const ExportedPoint> points) {
  std::vector<std::string> names;
  for (const ExportedPoint& point : points) {
    for (const Observations& seen : point.replications) {
      for (const ShareObservation& share : seen.shares) {
        if (share.whole != "front_end.cpu") continue;
        if (std::find(names.begin(), names.end(), share.part) == names.end()) {
          names.push_back(share.part);
        }
      }
    }
  }
  return names;
}

double rate_of(const Observations& seen, const std::string& name) {
  std::uint64_t count = 0;
  for (const ShareObservation& share : seen.shares) {
    if (share.whole == "front_end.cpu" && share.part == name) count += share.count;
  }
  return static_cast<double>(count) / window_of(seen);
}

}  // namespace

std::string counters_export(std::span<const ExportedPoint> points) {
  std::vector<std::string> paths = exported_paths(points);
  std::erase(paths, std::string(servers_path));
  const std::vector<std::string> classes = message_classes(points);
  std::vector<std::string> names = {"point", "replication"};
  names.insert(names.end(), paths.begin(), paths.end());
  names.emplace_back(servers_path);
  names.insert(names.end(), classes.begin(), classes.end());
  for (const CounterOfMetric& counter : counters_of_pool) names.emplace_back(counter.metric);
  std::string out = csv_line(names);
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (const Observations& seen : points[i].replications) {
      if (!(window_of(seen) > 0.0)) continue;
      std::vector<std::string> fields = {std::to_string(i), std::to_string(seen.replication)};
      for (const std::string& path : paths) {
        const Setting* setting = setting_at(points[i], path);
        fields.push_back(setting == nullptr ? "" : plain_value(*setting));
      }
      fields.push_back(std::to_string(components_of(seen, server_metric)));
      for (const std::string& name : classes) fields.push_back(csv_number(rate_of(seen, name)));
      for (const CounterOfMetric& counter : counters_of_pool) {
        fields.push_back(csv_number(counter_of(seen, counter)));
      }
      out += csv_line(fields);
    }
  }
  return out;
}

}  // namespace ocssim::reports
