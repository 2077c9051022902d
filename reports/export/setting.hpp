// What a design point sets.
#pragma once

#include <string>

namespace ocssim::reports {

/// One value that a design point sets, as a person writes it: "clients.users", "100k".
struct Setting {
  std::string path;
  std::string value;
  std::string json;  // the same in the resolved scenario: 100000; empty: the text stands for it
};

/// The value for programs: a number or truth value as the resolved scenario has it, else the text.
[[nodiscard]] inline const std::string& plain_value(const Setting& setting) {
  const bool is_scalar = setting.json.find_first_of("\"[{") == std::string::npos;
  return setting.json.empty() || !is_scalar ? setting.value : setting.json;
}

}  // namespace ocssim::reports
