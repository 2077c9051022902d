// `verify`: runs the checks on all threads and collects their evidence.
#pragma once

#include "study/verify/check.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ocssim::study {

/// closed_forms, statistics, targets, measurements
[[nodiscard]] const char* group_name(EvidenceGroup group);

/// The first name that is neither a check nor a group.
[[nodiscard]] std::optional<std::string> unknown_check(const std::vector<std::string>& names);

struct VerifyOptions {
  CheckContext context = {};
  std::vector<std::string> only = {};  // ids or groups; empty: all that the depth has
  std::uint32_t other_seeds = 0;       // closed forms and statistics again, that many times
  std::stop_token stop = {};           // begin no further check
  /// A check has ended; one call at a time.
  std::function<void(const Evidence&, std::uint64_t seed)> progress = {};
};

struct Verification {
  std::vector<Evidence> evidence;  // in the order of the catalog
  bool interrupted = false;

  [[nodiscard]] bool passed() const;
};

/// A function of depth, seed, data, the names and the number of other seeds alone. With other
/// seeds, one more check behind the statistics says how many false alarms they gave.
[[nodiscard]] Verification verify(const VerifyOptions& options);

}  // namespace ocssim::study
