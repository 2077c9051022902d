// Rows of what stands at the top of a scenario, and of the run plan.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using Plan = SimulationPlan;
constexpr double year = 366.0 * 86400.0;  // [s]
constexpr double most_replications = 1e6;

void store_warm_up(Scenario& scenario, const Scalar& scalar) {
  Plan& plan = scenario.simulation;
  plan.warm_up = scalar.word ? static_cast<WarmUp>(*scalar.word) : WarmUp::fixed;
  plan.warm_up_time = scalar.duration;
}

void store_replications(Scenario& scenario, const Scalar& scalar) {
  scenario.simulation.replications.reset();
  if (!scalar.word) scenario.simulation.replications = static_cast<std::uint32_t>(scalar.count);
}

void add_phase(Scenario& scenario, const Scalar&) {
  scenario.simulation.phases.emplace_back();
}

template <auto Member>
Field::Store into_phase() {
  return [](Scenario& scenario, const Scalar& scalar) {
    detail::assign(scenario.simulation.phases.back().*Member, scalar);
  };
}

std::vector<Field> top_fields() {
  return {
      Field{"$schema", Form::text, {}, "name of the schema, for editors"}.as(Role::label),
      Field{"schema_version", Form::choice, {}, "version of this format"}
          .one_of({{"1.0", 0}})
          .needed(Need::always),
      Field{"name", Form::text, into<&Scenario::name>(),
            "name of the scenario; also of its results folder"}
          .needed(Need::always)
          .as(Role::label),
      Field{"profile", Form::text, into<&Scenario::profile>(),
            "where defaults come from, each with a source and a confidence"}
          .needed(Need::always),
      Field{"profiles[]",
            Form::text,
            {},
            "profiles of parts, put over it in this order: a balancer, a family of clients, "
            "hardware; a shipped one, or a file ending in .json"}
          .as(Role::label),
      Field{"extends[]", Form::text, {}, "other scenario files, merged in order below this one"}.as(
          Role::label),
      Field{"cases[]", Form::object, [](Scenario&, const Scalar&) {},
            "named changes of the scenario, asked about side by side, or one with --case NAME"}
          .as(Role::label),
      Field{"cases[].name", Form::text, {}, "name of the case"}.needed(Need::always),
      Field{"cases[].change", Form::patch, {}, "what differs from the scenario (JSON Merge Patch)"},
      Field{"system", Form::choice,
            [](Scenario& scenario, const Scalar& scalar) {
              scenario.has_pool = scalar.word == 0U;
              scenario.adapters_only = scalar.word == 2U;
            },
            "what is simulated: a whole pool, only the stations listed, or only network adapters "
            "under av.packets.load"}
          .one_of({{"pool", 0}, {"stations", 1}, {"adapters", 2}})
          .needed(Need::always),
      Field{"objectives[]",
            Form::text,
            {},
            "what must hold: METRIC OP QUANTITY [over any DURATION] [per COMPONENT], or healthy"}
          .as(Role::stopping_rule),
  };
}

std::vector<Field> plan_fields() {
  return {
      Field{"simulation", Form::object, {}, "how long, how often and how it is judged"},
      Field{"simulation.analysis", Form::choice, into<&Scenario::simulation, &Plan::analysis>(),
            "steady only for a steady start without curves and events; auto decides"}
          .one_of({{"auto", 0}, {"steady", 1}, {"terminating", 2}})
          .needed(Need::always)
          .as(Role::stopping_rule),
      Field{
          "simulation.fidelity", Form::choice, into<&Scenario::simulation, &Plan::fidelity>(),
          "superposed: clients' traffic is drawn as one stream, and what only loads a server is no "
          "event of its own (docs/models/fidelity.md); as --fidelity"}
          .one_of({{"exact", 0}, {"superposed", 1}}),
      Field{"simulation.duration", Form::duration, into<&Scenario::simulation, &Plan::duration>(),
            "simulated time of a replication, warm-up included"}
          .from(least_interval)
          .at_most(year)
          .needed(Need::always),
      Field{"simulation.warmup", Form::duration, store_warm_up,
            "discarded start of a steady run: found by MSER-5, none, or a fixed time"}
          .one_of({{"auto", 0}, {"none", 1}})
          .at_most(year)
          .needed(Need::always),
      Field{"simulation.seed", Form::count, into<&Scenario::simulation, &Plan::seed>(),
            "seed of every random stream; never taken from the clock"}
          .needed(Need::always),
      Field{"simulation.replications", Form::count, store_replications,
            "independent runs; auto looks at 8, 16, 32, 64 until the answer is precise enough"}
          .one_of({{"auto", 0}})
          .between(1, most_replications)
          .needed(Need::always)
          .as(Role::stopping_rule),
      Field{"simulation.max_replications", Form::count,
            into<&Scenario::simulation, &Plan::max_replications>(), "where auto stops"}
          .between(1, most_replications)
          .needed(Need::always)
          .as(Role::stopping_rule),
      Field{"simulation.precision", Form::share, into<&Scenario::simulation, &Plan::precision>(),
            "relative half-width at which auto is content"}
          .above(0.0)
          .at_most(1.0)
          .needed(Need::always)
          .as(Role::stopping_rule),
      Field{"simulation.confidence", Form::share, into<&Scenario::simulation, &Plan::confidence>(),
            "level of every interval"}
          .between(0.5, 0.9999)
          .needed(Need::always)
          .as(Role::stopping_rule),
      Field{"simulation.phases[]", Form::object, add_phase,
            "named windows of a terminating run, each with its own figures"},
      Field{"simulation.phases[].name", Form::text, into_phase<&PhaseWindow::name>(),
            "name of the window in the results"}
          .needed(Need::always),
      Field{"simulation.phases[].from", Form::duration, into_phase<&PhaseWindow::from>(),
            "where it begins"}
          .needed(Need::always),
      Field{"simulation.phases[].to", Form::duration, into_phase<&PhaseWindow::to>(),
            "where it ends"}
          .above(0.0)
          .needed(Need::always),
  };
}

}  // namespace

std::vector<Field> simulation_fields() {
  std::vector<Field> rows = top_fields();
  std::vector<Field> plan = plan_fields();
  rows.insert(rows.end(), plan.begin(), plan.end());
  return rows;
}

}  // namespace ocssim::scenarios
