// A unit of work: one replication of one physical scenario, found again by its name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ocssim::study {

struct UnitKey {
  std::uint32_t model_version = 0;
  std::string_view physical_scenario;  // canonical JSON
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;
  std::string_view fidelity = "exact";
};

/// XXH3-128 of the key in hexadecimal: 32 digits.
[[nodiscard]] std::string unit_name(const UnitKey& key);

}  // namespace ocssim::study
