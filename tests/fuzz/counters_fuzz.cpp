// CSV import: any table is counters, or diagnostics with a place; small ones are fitted too.
#include "scenarios/document/render.hpp"
#include "scenarios/model/load.hpp"
#include "study/calibration/calibrate.hpp"
#include "study/calibration/overlay.hpp"
#include "tests/fuzz/target.hpp"

#include <cmath>

namespace ocssim::fuzz {
namespace {

const scenarios::Scenario& pool() {
  static const scenarios::Scenario scenario = [] {
    scenarios::LoadOptions options;
    options.scenario = "enterprise-100k";
    return *scenarios::load_scenario(options);
  }();
  return scenario;
}

}  // namespace

void fuzz_one(std::string_view input) {
  scenarios::SourceTable sources;
  const auto id = sources.add("fuzz.csv", scenarios::SourceKind::scenario, std::string(input));
  scenarios::Diagnostics diagnostics;
  const auto table = scenarios::parse_csv(sources, id, diagnostics);
  FUZZ_EXPECT(table.has_value() != diagnostics.has_errors());
  if (table) {
    const auto counters = study::read_counters(*table, diagnostics);
    FUZZ_EXPECT(counters.has_value() != diagnostics.has_errors());
    if (counters && counters->rows() <= 200) {
      const study::Calibration found = study::calibrate(pool(), *counters, {});
      for (const study::ResourceFit& fit : found.resources) {
        for (const study::FittedDemand& demand : fit.demands) {
          FUZZ_EXPECT(std::isfinite(demand.value) && demand.value >= 0.0);
          FUZZ_EXPECT(demand.low <= demand.estimate && demand.estimate <= demand.high);
        }
      }
      static_cast<void>(study::overlay_json(found, {.counters = "fuzz.csv"}));
    }
  }
  if (!diagnostics.empty()) {
    FUZZ_EXPECT(!scenarios::render_text(diagnostics, sources).empty());
  }
}

}  // namespace ocssim::fuzz
