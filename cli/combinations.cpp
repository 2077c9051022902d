#include "cli/combinations.hpp"

#include "cli/terminal.hpp"
#include "scenarios/document/displayable.hpp"
#include "scenarios/document/document.hpp"
#include "scenarios/document/path.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/document/write.hpp"

#include <utility>

namespace ocssim::cli {

using scenarios::Combination;

std::vector<std::string> sets_of(const Combination& combination) {
  std::vector<std::string> sets;
  for (const scenarios::Assignment& one : combination) sets.push_back(one.path + "=" + one.value);
  return sets;
}

std::vector<reports::Setting> settings_of(const Combination& combination,
                                          const scenarios::Value& root) {
  std::vector<reports::Setting> settings;
  for (const scenarios::Assignment& one : combination) {
    const auto path = scenarios::parse_path(one.path);
    const scenarios::Value* value = path ? scenarios::find(root, *path) : nullptr;
    settings.push_back({.path = scenarios::displayable(one.path),
                        .value = scenarios::displayable(one.value),
                        .json = value == nullptr ? "" : scenarios::write_canonical(*value)});
  }
  return settings;
}

void print_error(std::string_view flag, const std::string& text, scenarios::TextError error) {
  scenarios::SourceTable sources;
  const scenarios::SourceId id =
      sources.add(std::string(flag), scenarios::SourceKind::command_line, text);
  const scenarios::Value whole =
      scenarios::Value::make_string(text, {id, 0, static_cast<std::uint32_t>(text.size())});
  scenarios::Diagnostics diagnostics;
  diagnostics.add(scenarios::to_diagnostic(std::move(error), whole, {}, sources));
  write_stderr(scenarios::render_text(diagnostics, sources));
}

std::optional<std::vector<Combination>> combinations_of(const std::vector<std::string>& vary,
                                                        bool zip) {
  std::vector<scenarios::Variation> variations;
  bool is_whole = true;
  for (const std::string& text : vary) {
    auto variation = scenarios::parse_variation(text);
    if (variation) {
      variations.push_back(*std::move(variation));
    } else {
      print_error("--vary", text, std::move(variation.error()));
      is_whole = false;
    }
  }
  if (!is_whole) return {};
  auto combined = scenarios::combine(variations, zip);
  if (combined) return *std::move(combined);
  print_error("--vary", vary.back(), std::move(combined.error()));
  return {};
}

}  // namespace ocssim::cli
