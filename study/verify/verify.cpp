#include "study/verify/verify.hpp"

#include "engine/experiment/parallel.hpp"
#include "study/verify/statistics/false_alarms.hpp"

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

/// One check under one seed.
struct Task {
  const Check* check;
  CheckContext context;
  bool is_repeated;  // under another seed
  std::optional<Evidence> evidence;
};

/// Those of `tasks` that depend on luck alone, quick, once for each other seed.
std::vector<Task> under_other_seeds(const std::vector<Task>& tasks, const VerifyOptions& options) {
  std::vector<Task> repeated;
  for (std::uint32_t n = 1; n <= options.other_seeds; ++n) {
    for (const Task& task : tasks) {
      if (task.check->group > EvidenceGroup::statistics) continue;
      CheckContext context = options.context;
      context.depth = Depth::quick;
      context.seed += n;
      repeated.push_back({task.check, context, true, {}});
    }
  }
  return repeated;
}

/// Whether all were begun, and so have ended.
bool run_all(std::vector<Task>& tasks, const VerifyOptions& options) {
  // The longest first, so that the threads end together.
  std::vector<std::size_t> order(tasks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return tasks[a].check->cost > tasks[b].check->cost;
  });
  std::mutex mutex;
  const std::size_t begun = parallel_for(
      tasks.size(), options.context.jobs,
      [&](std::size_t i) {
        Task& task = tasks[order[i]];
        Evidence evidence = task.check->run(task.context);
        evidence.id = task.check->id;
        evidence.group = task.check->group;
        const std::scoped_lock lock(mutex);
        if (options.progress) options.progress(evidence, task.context.seed);
        task.evidence = std::move(evidence);
      },
      options.stop);
  return begun == tasks.size();
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
  std::vector<Task> tasks;
  for (const Check& check : catalog()) {
    if (is_wanted(check, options)) tasks.push_back({&check, options.context, false, {}});
  }
  const std::vector<Task> others = under_other_seeds(tasks, options);
  tasks.insert(tasks.end(), others.begin(), others.end());

  Verification result;
  result.interrupted = !run_all(tasks, options);
  std::vector<SeededEvidence> seeded;
  for (Task& task : tasks) {
    if (!task.evidence) continue;
    if (task.is_repeated) {
      seeded.push_back({task.context.seed, std::move(*task.evidence)});
    } else {
      result.evidence.push_back(std::move(*task.evidence));
    }
  }
  if (!seeded.empty()) {
    const auto behind =
        std::find_if(result.evidence.begin(), result.evidence.end(),
                     [](const Evidence& one) { return one.group > EvidenceGroup::statistics; });
    result.evidence.insert(behind, count_false_alarms(seeded));
  }
  return result;
}

}  // namespace ocssim::study
