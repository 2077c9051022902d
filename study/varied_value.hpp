// One value of a scenario as a number that can be varied: "12 GiB" is 12 with the unit GiB.
#pragma once

#include "scenarios/model/load.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ocssim::study {

/// The number in front of a unit, as a scenario writes it.
struct NumberWithUnit {
  double number = 0.0;
  std::string unit;       // with the blank before it: " GiB", " / user / hour"; empty: none
  bool is_whole = false;  // a count: whole numbers only
};

/// "100k", "12 GiB", "60 / user / hour"; nothing when it does not begin with a number.
[[nodiscard]] std::optional<NumberWithUnit> number_with_unit(std::string_view text);

/// As short as reads back to the same number; whole numbers without exponent.
[[nodiscard]] std::string number_text(double value);

/// A scenario in which one path is varied.
class VariedScenario {
 public:
  /// `text` is a resolved scenario that validates.
  VariedScenario(std::string text, std::string path);

  /// What stands at the path now; nothing when the path names no number.
  [[nodiscard]] std::optional<NumberWithUnit> present() const;
  /// "clients.users=73900".
  [[nodiscard]] std::string setting(double value) const;
  [[nodiscard]] scenarios::Expected<scenarios::Scenario, scenarios::LoadFailure> at(
      double value) const;

 private:
  std::string text_;
  std::string path_;
  std::string unit_;
};

}  // namespace ocssim::study
