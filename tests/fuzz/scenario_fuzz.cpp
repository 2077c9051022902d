// The scenario loader: bytes to a scenario or to diagnostics, all of them printable.
#include "scenarios/document/render.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"
#include "tests/fuzz/target.hpp"

namespace ocssim::fuzz {
namespace {

scenarios::LoadOptions options_of(std::string text) {
  scenarios::LoadOptions options;
  options.scenario = "fuzz.json";
  options.text = std::move(text);
  options.metrics = scenarios::metric_registry();
  return options;
}

}  // namespace

void fuzz_one(std::string_view input) {
  try {
    const auto loaded = scenarios::load_validated(options_of(std::string(input)));
    if (!loaded) {
      const auto& failure = loaded.error();
      FUZZ_EXPECT(failure.diagnostics.has_errors());
      FUZZ_EXPECT(!scenarios::render_text(failure.diagnostics, failure.sources).empty());
      FUZZ_EXPECT(!scenarios::to_records(failure.diagnostics, failure.sources).empty());
      return;
    }
    // A resolved scenario loads as the one that it was made of.
    const auto again = scenarios::load_validated(options_of(loaded->resolved_json));
    FUZZ_EXPECT(again.has_value());
    FUZZ_EXPECT(again->scenario.canonical_json == loaded->scenario.canonical_json);
    FUZZ_EXPECT(again->scenario.physical_json == loaded->scenario.physical_json);
  } catch (const scenarios::FileError&) {
    // "extends" may name what is no file.
  }
}

}  // namespace ocssim::fuzz
