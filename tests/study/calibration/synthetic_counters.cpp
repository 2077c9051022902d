#include "tests/study/calibration/synthetic_counters.hpp"

#include "engine/random/stream.hpp"
#include "engine/stats/probability.hpp"
#include "scenarios/document/decimal.hpp"

namespace ocssim::study {

std::string counters_csv(const scenarios::Scenario& scenario, const SyntheticLoad& load,
                         std::uint64_t seed) {
  const Stream rates(seed, "rates", 0);
  const Stream noises(seed, "noise", 0);
  const models::FrontEndsConfig& servers = scenario.front_ends;
  const double speed = servers.count * servers.cores * servers.clock_hz / 1e6;
  std::string text;
  for (const std::string& name : load.classes) text += name + ",";
  text += "front_end.cpu.utilization\n";
  for (std::size_t row = 0; row < load.rows; ++row) {
    double work = 0.0;
    double first = 0.0;
    for (std::size_t i = 0; i < load.classes.size(); ++i) {
      const std::string& name = load.classes[i];
      double rate = 100.0 * load.level * (0.5 + rates.draw(row, i).uniform(0));
      if (i == 0) first = rate;
      if (name == load.equal_to) rate = 2.0 * first;
      work += rate * load.megacycles.at(name);
      const double z = normal_quantile(noises.draw(row, i + 1).uniform(0));
      text += scenarios::shortest_text(rate * (1.0 + load.rate_noise * z)) + ",";
    }
    const double z = normal_quantile(noises.draw(row, 0).uniform(0));
    text += scenarios::shortest_text(work / speed * (1.0 + load.noise * z)) + "\n";
  }
  return text;
}

}  // namespace ocssim::study
