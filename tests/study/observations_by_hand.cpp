#include "tests/study/observations_by_hand.hpp"

#include "engine/stats/estimate_results.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <stdexcept>

namespace ocssim::study {

Observation observation(const std::string& metric, const std::string& component, MetricKind kind) {
  Observation result;
  result.metric = metric;
  result.component = component;
  result.kind = kind;
  result.weight = kind == MetricKind::instant ? 1.0 : 100.0;
  result.min = 0.0;
  result.max = 0.0;
  result.up_time = 100.0;
  return result;
}

std::vector<Observations> utilizations(const std::vector<double>& means,
                                       const std::vector<std::string>& components) {
  std::vector<Observations> replications;
  for (const double mean : means) {
    Observations replication;
    replication.replication = static_cast<std::uint32_t>(replications.size());
    replication.window_end_s = 100.0;
    for (const std::string& component : components) {
      Observation cpu =
          observation("front_end.cpu.utilization", component, MetricKind::time_average);
      cpu.sum = mean * 100.0;
      cpu.max = 1.0;
      replication.metrics.push_back(cpu);
    }
    replications.push_back(replication);
  }
  return replications;
}

std::vector<MetricResult> estimated(const std::vector<Observations>& replications,
                                    double confidence) {
  return estimate_results(replications, scenarios::metric_registry(), {.confidence = confidence});
}

scenarios::Scenario shipped(const std::string& name, const std::vector<std::string>& sets) {
  scenarios::LoadOptions options;
  options.scenario = name;
  options.sets = sets;
  options.metrics = scenarios::metric_registry();
  auto loaded = scenarios::load_scenario(options);
  if (!loaded) throw std::runtime_error("shipped scenario " + name + " is invalid");
  return *std::move(loaded);
}

}  // namespace ocssim::study
