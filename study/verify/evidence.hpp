// What a check of `verify` has to say: expected beside simulated, row by row, and what it proves.
#pragma once

#include "engine/stats/results.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::study {

enum class EvidenceGroup : std::uint8_t { closed_forms, statistics, targets, measurements };

/// What kind of truth stands on the other side (domain numbers, 4.1). A calibrated target is shown
/// and proves nothing; one without usable numbers is listed with the reason.
enum class EvidenceClass : std::uint8_t {
  theory,
  mechanism,
  arithmetic,
  measured,
  calibrated,
  no_numbers
};

/// shown: printed beside its expectation and not judged.
enum class Standing : std::uint8_t { passed, failed, shown };

struct EvidenceRow {
  std::string name;
  std::string unit;
  double expected = 0.0;
  double simulated = 0.0;
  std::optional<double> half_width = std::nullopt;  // of the simulated value, 95 %
  std::string rule;                                 // "within 4 standard errors", "exactly"
  Standing standing = Standing::shown;
  double chance = 0.0;  // that luck alone fails it, where the rule is one of chance
};

/// One check. No row: it stands there with the reason in `limits`.
struct Evidence {
  std::string id;      // "theory.stations", "V14", "C1"
  std::string title;   // "M/M/c, M/D/1, M/M/1/K, Erlang B"
  std::string source;  // of the expectation
  std::string proves;
  std::string limits;  // what it does not prove
  EvidenceGroup group = EvidenceGroup::closed_forms;
  EvidenceClass kind = EvidenceClass::theory;
  std::vector<EvidenceRow> rows = {};

  [[nodiscard]] std::size_t count(Standing standing) const;
  [[nodiscard]] bool passed() const { return count(Standing::failed) == 0; }
};

/// A figure of `replications` replications at 95 % against a formula: within 4 standard errors.
[[nodiscard]] EvidenceRow within_errors(std::string name, std::string unit, double theory,
                                        const Figure& simulated, std::uint32_t replications);

/// |simulated / expected − 1| ≤ `share`.
[[nodiscard]] EvidenceRow within_share(std::string name, std::string unit, double expected,
                                       double simulated, double share);

/// |simulated − expected| ≤ `distance`, in the unit.
[[nodiscard]] EvidenceRow within_distance(std::string name, std::string unit, double expected,
                                          double simulated, double distance);

[[nodiscard]] EvidenceRow exactly(std::string name, std::string unit, double expected,
                                  double simulated);
[[nodiscard]] EvidenceRow at_most(std::string name, std::string unit, double limit,
                                  double simulated);
[[nodiscard]] EvidenceRow at_least(std::string name, std::string unit, double limit,
                                   double simulated);

/// Printed, not judged.
[[nodiscard]] EvidenceRow shown(std::string name, std::string unit, double expected,
                                double simulated);

}  // namespace ocssim::study
