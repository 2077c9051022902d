#include "study/verify/verify.hpp"

#include "engine/experiment/parallel.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <optional>

namespace ocssim::study {

const char* group_name(EvidenceGroup group) {
  switch (group) {
    case EvidenceGroup::closed_forms:
      return "closed_forms";
    case EvidenceGroup::statistics:
      return "statistics";
    case EvidenceGroup::targets:
      return "targets";
    case EvidenceGroup::measurements:
      return "measurements";
  }
  return "";
}

namespace {

bool is_named(const Check& check, const std::string& name) {
  return name == check.id || name == group_name(check.group);
}

bool is_wanted(const Check& check, const VerifyOptions& options) {
  if (options.only.empty()) return check.quick || options.context.is_full();
  return std::any_of(options.only.begin(), options.only.end(),
                     [&](const std::string& name) { return is_named(check, name); });
}

}  // namespace

std::optional<std::string> unknown_check(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto checks = catalog();
    if (std::none_of(checks.begin(), checks.end(),
                     [&](const Check& check) { return is_named(check, name); })) {
      return name;
    }
  }
  return {};
}

bool Verification::passed() const {
  return std::all_of(evidence.begin(), evidence.end(),
                     [](const Evidence& one) { return one.passed(); });
}

Verification verify(const VerifyOptions& options) {
  std::vector<const Check*> checks;
  for (const Check& check : catalog()) {
    if (is_wanted(check, options)) checks.push_back(&check);
  }
  // The longest first, so that the threads end together.
  std::vector<std::size_t> order(checks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return checks[a]->cost > checks[b]->cost; });

  std::vector<std::optional<Evidence>> slots(checks.size());
  std::mutex mutex;
  const std::size_t begun = parallel_for(
      checks.size(), options.context.jobs,
      [&](std::size_t i) {
        const Check& check = *checks[order[i]];
        Evidence evidence = check.run(options.context);
        evidence.id = check.id;
        evidence.group = check.group;
        const std::scoped_lock lock(mutex);
        if (options.progress) options.progress(evidence);
        slots[order[i]] = std::move(evidence);
      },
      options.stop);

  Verification result;
  result.interrupted = begun < checks.size();
  for (std::optional<Evidence>& slot : slots) {
    if (slot) result.evidence.push_back(std::move(*slot));
  }
  return result;
}

}  // namespace ocssim::study
