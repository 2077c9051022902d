// What `verify` found, as plain values: checks with rows of expected beside simulated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::reports {

/// shown: printed and not judged.
enum class VerifyStanding : std::uint8_t { passed, failed, shown };

struct VerifyRow {
  std::string name;
  std::string unit;
  std::string rule;  // "within 4 standard errors"
  double expected = 0.0;
  double simulated = 0.0;
  std::optional<double> half_width;  // 95 %
  VerifyStanding standing = VerifyStanding::shown;
};

struct VerifyCheck {
  std::string id;
  std::string group;  // closed_forms | statistics | targets | measurements
  std::string kind;   // theory | mechanism | arithmetic | measured | calibrated | no_numbers
  std::string title;
  std::string source;
  std::string proves;
  std::string limits;
  std::vector<VerifyRow> rows;

  [[nodiscard]] std::size_t count(VerifyStanding standing) const;
};

struct VerifyAnswer {
  std::string command;  // what gives the same figures again
  std::string depth;    // quick | full
  std::uint64_t seed = 1;
  std::string tool_version;
  std::uint32_t model_version = 0;
  std::vector<VerifyCheck> checks;

  [[nodiscard]] bool passed() const;
};

}  // namespace ocssim::reports
