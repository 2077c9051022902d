// The schema from the command line: lines PATH=VALUE set on a scenario, then one line of what
// `show` and the units are made of.
//
// A whole pool has a thousand values, and validating them takes a hundred times as long as reading
// the lines. So the lines are set on stations alone, whose schema is the same, and on a pool too
// when the input's length is a multiple of 256: a fuzzer's changes mostly alter the length, so few
// of them take that long (inputs of the corpus that need a pool end in empty lines).
#include "scenarios/document/render.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"
#include "scenarios/model/schema.hpp"
#include "tests/fuzz/target.hpp"

namespace ocssim::fuzz {
namespace {

constexpr std::string_view stations =
    R"({ "schema_version": "1.0", "name": "x", "profile": "queueing" })";
constexpr std::string_view pool =
    R"({ "schema_version": "1.0", "name": "x", "profile": "ocs2007r2" })";

std::vector<std::string> lines_of(std::string_view input) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < input.size() && lines.size() < 16;) {
    const std::size_t end = std::min(input.find('\n', at), input.size());
    if (end > at) lines.emplace_back(input.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Whether the lines can be set on the scenario. What can be resolved loads as the same again.
bool is_taken(std::string_view base, const std::vector<std::string>& lines) {
  scenarios::LoadOptions options;
  options.scenario = "fuzz.json";
  options.text = std::string(base);
  options.metrics = scenarios::metric_registry();
  options.sets = lines;
  const auto loaded = scenarios::load_validated(options);
  if (!loaded) {
    const auto& failure = loaded.error();
    FUZZ_EXPECT(!scenarios::render_text(failure.diagnostics, failure.sources).empty());
    return false;
  }
  options.sets.clear();
  options.text = loaded->resolved_json;
  const auto again = scenarios::load_validated(options);
  FUZZ_EXPECT(again.has_value());
  FUZZ_EXPECT(again->scenario.canonical_json == loaded->scenario.canonical_json);
  return true;
}

}  // namespace

void fuzz_one(std::string_view input) {
  const std::vector<std::string> lines = lines_of(input);
  for (const std::string_view line : lines) {
    static_cast<void>(scenarios::find_schema_node(line.substr(0, line.find('='))));
  }
  static_cast<void>(is_taken(stations, lines));
  if (input.size() % 256 == 0) static_cast<void>(is_taken(pool, lines));
}

}  // namespace ocssim::fuzz
