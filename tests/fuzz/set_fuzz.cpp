// The schema from the command line: lines PATH=VALUE set on the smallest pool, then one line of
// what `show` and the units are made of.
#include "scenarios/document/render.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"
#include "scenarios/model/schema.hpp"
#include "tests/fuzz/target.hpp"

namespace ocssim::fuzz {

void fuzz_one(std::string_view input) {
  scenarios::LoadOptions options;
  options.scenario = "fuzz.json";
  options.text = R"({ "schema_version": "1.0", "name": "x", "profile": "ocs2007r2" })";
  options.metrics = scenarios::metric_registry();
  for (std::size_t at = 0; at < input.size() && options.sets.size() < 16;) {
    const std::size_t end = std::min(input.find('\n', at), input.size());
    options.sets.emplace_back(input.substr(at, end - at));
    const std::string_view path = std::string_view(options.sets.back());
    static_cast<void>(scenarios::find_schema_node(path.substr(0, path.find('='))));
    at = end + 1;
  }
  const auto loaded = scenarios::load_validated(options);
  if (!loaded) {
    const auto& failure = loaded.error();
    FUZZ_EXPECT(!scenarios::render_text(failure.diagnostics, failure.sources).empty());
    return;
  }
  options.sets.clear();
  options.text = loaded->resolved_json;
  const auto again = scenarios::load_validated(options);
  FUZZ_EXPECT(again.has_value());
  FUZZ_EXPECT(again->scenario.canonical_json == loaded->scenario.canonical_json);
}

}  // namespace ocssim::fuzz
