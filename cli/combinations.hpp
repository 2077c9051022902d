// What `--vary` makes: combinations of values, as settings to load and to show.
#pragma once

#include "reports/export/setting.hpp"
#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/value.hpp"
#include "scenarios/document/variation.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::cli {

/// The combinations that the lists make; nothing after faults, all of them told.
[[nodiscard]] std::optional<std::vector<scenarios::Combination>> combinations_of(
    const std::vector<std::string>& vary, bool zip);

/// "PATH=VALUE" of each.
[[nodiscard]] std::vector<std::string> sets_of(const scenarios::Combination& combination);

/// As typed, and as they stand in the resolved scenario.
[[nodiscard]] std::vector<reports::Setting> settings_of(const scenarios::Combination& combination,
                                                        const scenarios::Value& root);

/// A fault in the text of a flag, shown in its place.
void print_error(std::string_view flag, const std::string& text, scenarios::TextError error);

}  // namespace ocssim::cli
