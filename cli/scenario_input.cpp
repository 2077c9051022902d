#include "cli/scenario_input.hpp"

#include "cli/terminal.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/model/build.hpp"

namespace ocssim::cli {

std::optional<scenarios::Validated> load(const CommandLine& line) {
  scenarios::LoadOptions options;
  options.scenario = line.argument;
  options.overlays = line.overlays;
  options.sets = line.sets;
  options.slos = line.slos;
  options.seed = line.seed;
  options.replications = line.replications;
  options.max_replications = line.max_replications;
  options.precision = line.precision;
  options.confidence = line.confidence;
  options.warm_up = line.warm_up;
  options.duration = line.duration;
  options.metrics = scenarios::metric_registry();
  auto loaded = scenarios::load_validated(options);
  if (loaded) return *std::move(loaded);
  write_stderr(scenarios::render_text(loaded.error().diagnostics, loaded.error().sources));
  return {};
}

}  // namespace ocssim::cli
