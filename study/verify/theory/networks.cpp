// Networks of stations against product form.
//
//   open    Jackson: each station is M/M/c at the rate that the traffic equations give it
//   closed  N customers think Z and visit one station: mean values by convolution (Buzen)
#include "engine/experiment/parallel.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/estimate.hpp"
#include "engine/stats/observations.hpp"
#include "models/queueing/station.hpp"
#include "models/queueing/terminals.hpp"
#include "models/theory/jackson.hpp"
#include "models/theory/mva.hpp"
#include "study/verify/theory/checks.hpp"
#include "study/verify/theory/station_case.hpp"

#include <functional>

namespace ocssim::study {
namespace {

constexpr std::uint32_t replications = 20;

/// One value of each metric from one replication.
using Values = std::vector<double>;

/// Runs the replications on the threads at hand and judges value i against claim i.
std::vector<EvidenceRow> judge(const std::vector<StationClaim>& claims, const CheckContext& context,
                               const std::function<Values(std::uint32_t)>& run) {
  std::vector<Values> slots(replications);
  parallel_for(replications, context.jobs,
               [&](std::size_t i) { slots[i] = run(static_cast<std::uint32_t>(i)); });
  std::vector<EvidenceRow> rows;
  for (std::size_t claim = 0; claim < claims.size(); ++claim) {
    std::vector<double> values;
    for (const Values& one : slots) values.push_back(one[claim]);
    rows.push_back(within_errors(claims[claim].name, claims[claim].metric, claims[claim].theory,
                                 estimate_mean(values, 0.95), replications));
  }
  return rows;
}

double mean_of(const Observations& out, const char* metric, const std::string& component) {
  const Observation* found = out.find(metric, component);
  if (found == nullptr) return 0.0;
  const double weight =
      found->kind == MetricKind::tally ? static_cast<double>(found->count) : found->weight;
  return found->sum / weight;
}

models::StationConfig named(const std::string& name, std::uint32_t servers, double service_time) {
  models::StationConfig config = unit_station(servers);
  config.name = name;
  config.mean_service_time = seconds(service_time);
  return config;
}

}  // namespace

Evidence verify_tandem(const CheckContext& context) {
  // M/M/1 at 0.8, then M/M/4 at 0.6 of what leaves it.
  constexpr double rate = 0.8;
  const std::vector<models::JacksonStation> theory = {{1.0, 1}, {3.0, 4}};
  Eigen::MatrixXd routing = Eigen::MatrixXd::Zero(2, 2);
  routing(0, 1) = 1.0;
  Eigen::VectorXd external = Eigen::VectorXd::Zero(2);
  external(0) = rate;
  const models::JacksonResult expected = jackson(external, routing, theory);
  const double customers = context.pick(2e5, 2e6);
  const auto run = [&](std::uint32_t replication) -> Values {
    Simulation sim(RunPlan{.seed = context.seed, .replication = replication});
    models::Station first(named("first", 1, theory[0].service_time), rate);
    models::Station second(named("second", 4, theory[1].service_time), 0.0);
    first.connect(&second);
    sim.add(first);
    sim.add(second);
    sim.run_until(sim_start + seconds(0.05 * customers / rate));
    sim.begin_observation();
    sim.run_until(sim.now() + seconds(customers / rate));
    Observations out;
    sim.end_observation(out);
    return {mean_of(out, "station.sojourn_time", "first"),
            mean_of(out, "station.sojourn_time", "second"),
            mean_of(out, "network.sojourn_time", "")};
  };
  Evidence evidence;
  evidence.title = "Jackson network: M/M/1 before M/M/4";
  evidence.source = "Jackson 1957; Burke 1956";
  evidence.proves = "departures of one station are Poisson arrivals of the next";
  evidence.limits = "no feedback: routing of the simulator's stations is a chain";
  evidence.rows = judge({{"sojourn at the first", "s", expected.stations[0].sojourn_time},
                         {"sojourn at the second", "s", expected.stations[1].sojourn_time},
                         {"sojourn in the network", "s", expected.sojourn_time}},
                        context, run);
  return evidence;
}

Evidence verify_closed_network(const CheckContext& context) {
  constexpr double think = 10.0;
  const double length = context.pick(2e4, 2e5);
  Evidence evidence;
  evidence.title = "closed network: terminals before M/M/c";
  evidence.source = "Buzen 1973; Reiser & Lavenberg 1980";
  evidence.proves = "a population that waits for its own answers, as clients do";
  evidence.limits = "one station and one class";
  for (const auto& [servers, population] : {std::pair{1u, 8u}, {1u, 20u}, {4u, 60u}}) {
    const models::MvaResult expected =
        models::mva({{.service_demand = 1.0, .servers = servers}}, think, population);
    const auto run = [&, servers = servers,
                      population = population](std::uint32_t replication) -> Values {
      Simulation sim(RunPlan{.seed = context.seed, .replication = replication});
      models::Station station(unit_station(servers), 0.0);
      models::Terminals terminals("terminals", population, seconds(think), station);
      sim.add(station);
      sim.add(terminals);
      sim.run_until(sim_start + seconds(0.05 * length));
      sim.begin_observation();
      sim.run_until(sim.now() + seconds(length));
      Observations out;
      sim.end_observation(out);
      const Observation* sojourn = out.find("station.sojourn_time", "station");
      return {static_cast<double>(sojourn->count) / length,
              mean_of(out, "station.sojourn_time", "station"),
              mean_of(out, "station.utilization", "station")};
    };
    const std::string name =
        std::to_string(population) + " customers, c = " + std::to_string(servers) + ": ";
    const auto rows = judge({{name + "throughput", "1/s", expected.throughput},
                             {name + "response time", "s", expected.response_time},
                             {name + "utilization", "1", expected.utilizations[0]}},
                            context, run);
    evidence.rows.insert(evidence.rows.end(), rows.begin(), rows.end());
  }
  return evidence;
}

}  // namespace ocssim::study
