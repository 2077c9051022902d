// Stations against closed forms: the published tables of domain numbers 4.2.
//
//   P(wait) = Erlang C(c, a),  Wq/S = C / (c (1 − ρ))            M/M/c
//   Wq/S    = ρ (1 + c²) / (2 (1 − ρ))                           M/G/1, M/D/1 (Pollaczek–Khinchine)
//   loss    = (1 − ρ) ρ^K / (1 − ρ^(K+1))                        M/M/1/K, K places in the system
//   loss    = Erlang B(c, a)                                     M/M/c/c
//   W/S     = 1 / (1 − ρ)                                        M/G/1 processor sharing, any law
#include "models/theory/erlang.hpp"
#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/mmck.hpp"
#include "study/verify/theory/checks.hpp"
#include "study/verify/theory/station_case.hpp"

#include <cstdio>

namespace ocssim::study {
namespace {

constexpr std::uint32_t replications = 20;

std::string text_of(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

/// Customers a replication [millions] at which the half-width is 1 %: the relative variance of a
/// mean wait grows as 1/(1 − ρ)² in heavy traffic, and with the rarity of waiting in light.
double millions(double servers, double utilization, double probability_of_waiting) {
  const double heavy = (0.014 + 0.0008 * servers) / ((1.0 - utilization) * (1.0 - utilization));
  return 0.3 + 0.1 * servers + heavy + 0.11 / probability_of_waiting;
}

/// The tables of one depth: full size, or a sixteenth of the customers.
class Table {
 public:
  explicit Table(const CheckContext& context) : size_(context.pick(1.0 / 16.0, 1.0)) {}

  void add(const models::StationConfig& config, double rate, double millions,
           std::vector<StationClaim> claims) {
    cases_.push_back({config, rate, size_ * millions * 1e6, std::move(claims)});
  }
  [[nodiscard]] Evidence judge(const CheckContext& context) const {
    Evidence evidence;
    evidence.rows = judge_stations(cases_, context.seed, replications, context.jobs);
    return evidence;
  }

 private:
  double size_;
  std::vector<StationCase> cases_;
};

models::StationConfig with_law(models::ServiceLaw law, double scv) {
  models::StationConfig config = unit_station(1);
  config.service = law;
  config.service_scv = scv;
  return config;
}

void add_waiting(Table& table) {
  for (const std::uint32_t servers : {1u, 2u, 4u, 8u, 16u}) {
    for (const double rho : {0.5, 0.8, 0.9, 0.95}) {
      const double waits = models::erlang_c(servers, rho * servers);
      const std::string name = "M/M/" + std::to_string(servers) + ", ρ " + text_of(rho);
      table.add(unit_station(servers), rho * servers, millions(servers, rho, waits),
                {{name + ": P(wait)", "station.waited", waits},
                 {name + ": Wq", "station.waiting_time", waits / (servers * (1.0 - rho))}});
    }
  }
  for (const double rho : {0.5, 0.8, 0.9, 0.95}) {
    table.add(with_law(models::ServiceLaw::deterministic, 0.0), rho, 0.5 * millions(1, rho, rho),
              {{"M/D/1, ρ " + text_of(rho) + ": Wq", "station.waiting_time",
                models::md1(rho, 1.0).waiting_time}});
  }
  const models::Mg1Queue general{.arrival_rate = 0.5, .service_time = 1.0, .scv = 4.0};
  table.add(
      with_law(models::ServiceLaw::hyperexponential, general.scv), general.arrival_rate, 2.0,
      {{"M/G/1, c² 4, ρ 0.5: Wq", "station.waiting_time", models::mg1(general).waiting_time}});
}

void add_loss(Table& table) {
  const struct {
    double rho;
    std::uint32_t places;
    double millions;
  } finite[] = {{0.8, 10, 0.3},  {0.9, 20, 0.5},   {0.95, 50, 2.0},
                {1.0, 256, 4.7}, {1.0, 768, 40.0}, {1.1, 256, 0.5}};
  for (const auto& [rho, places, length] : finite) {
    models::StationConfig config = unit_station(1);
    config.queue_capacity = places - 1;
    table.add(config, rho, length,
              {{"M/M/1/" + std::to_string(places) + ", ρ " + text_of(rho) + ": loss",
                "station.loss", models::mm1k_loss(rho, places)}});
  }
  const struct {
    std::uint32_t servers;
    double load;
  } losses[] = {{1, 0.5},     {5, 2.0},    {10, 5.0},    {10, 4.461}, {20, 12.03},
                {24, 15.295}, {50, 37.90}, {100, 84.06}, {100, 90.0}};
  for (const auto& [servers, load] : losses) {
    models::StationConfig config = unit_station(servers);
    config.queue_capacity = 0;
    table.add(config, load, 0.5,
              {{"Erlang B, " + text_of(load) + " Erl on " + std::to_string(servers), "station.loss",
                models::erlang_b(servers, load)}});
  }
}

}  // namespace

Evidence verify_stations(const CheckContext& context) {
  Table table(context);
  add_waiting(table);
  add_loss(table);
  Evidence evidence = table.judge(context);
  evidence.title = "M/M/1, M/M/c, M/G/1, M/D/1, M/M/1/K, Erlang B and C";
  evidence.source = "Kleinrock, Queueing Systems I; tables of domain numbers 4.2";
  evidence.proves = "event order, sampling, queues and statistics of stations";
  evidence.limits = "nothing of a pool: one station each, Poisson arrivals";
  return evidence;
}

Evidence verify_sharing(const CheckContext& context) {
  Table table(context);
  const struct {
    const char* name;
    models::ServiceLaw law;
    double scv;
  } laws[] = {{"M/D/1-PS", models::ServiceLaw::deterministic, 0.0},
              {"M/M/1-PS", models::ServiceLaw::exponential, 1.0},
              {"M/H2/1-PS, c² 4", models::ServiceLaw::hyperexponential, 4.0}};
  for (const double rho : {0.5, 0.8}) {
    for (const auto& [name, law, scv] : laws) {
      models::StationConfig config = with_law(law, scv);
      config.discipline = models::Discipline::processor_sharing;
      const double theory =
          models::mg1_processor_sharing({.arrival_rate = rho, .service_time = 1.0, .scv = scv})
              .sojourn_time;
      table.add(
          config, rho, rho < 0.6 ? 0.4 : 1.5,
          {{std::string(name) + ", ρ " + text_of(rho) + ": W", "station.sojourn_time", theory}});
    }
  }
  models::StationConfig shared = unit_station(4);
  shared.discipline = models::Discipline::processor_sharing;
  table.add(shared, 3.2, 1.5,
            {{"M/M/4-PS, ρ 0.8: W", "station.sojourn_time",
              models::mmc({.arrival_rate = 3.2, .service_time = 1.0, .servers = 4}).sojourn_time}});
  Evidence evidence = table.judge(context);
  evidence.title = "processor sharing";
  evidence.source = "Kleinrock, Queueing Systems II, 4.4";
  evidence.proves = "the mean sojourn does not depend on the law of the service time";
  evidence.limits = "means only; Front Ends take FCFS unless a scenario says otherwise";
  return evidence;
}

}  // namespace ocssim::study
