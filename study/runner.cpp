#include "study/runner.hpp"

#include "engine/check.hpp"
#include "engine/experiment/parallel.hpp"
#include "reports/store/replication_file.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace ocssim::study {

Runner::Runner(reports::UnitStore& store, RunnerOptions options)
    : store_(store), options_(std::move(options)) {
  OCSSIM_CHECK(options_.jobs >= 1);
  OCSSIM_CHECK(options_.shard.index >= 1 && options_.shard.index <= options_.shard.count);
}

std::size_t Runner::add(Simulate simulate, UnitName unit_name) {
  designs_.push_back({std::move(simulate), std::move(unit_name), {}});
  return designs_.size() - 1;
}

bool Runner::may_begin() const {
  const bool is_abandoned = options_.abandon != nullptr && options_.abandon->load();
  return options_.may_simulate && !is_abandoned && !options_.stop.stop_requested() &&
         !(options_.deadline_passed && options_.deadline_passed());
}

std::vector<Runner::Unit> Runner::units_of(std::span<const Goal> goals) const {
  std::uint32_t most = 0;
  for (const Goal& goal : goals) most = std::max(most, goal.replications);
  std::vector<Unit> units;
  std::uint64_t index = 0;
  for (std::uint32_t replication = 0; replication < most; ++replication) {
    for (const Goal& goal : goals) {
      if (replication >= goal.replications) continue;
      const bool is_of_shard = index++ % options_.shard.count == options_.shard.index - 1;
      const std::vector<char>& in_hand = designs_[goal.design].in_hand;
      if (replication < in_hand.size() && in_hand[replication] != 0) continue;
      units.push_back({goal.design, replication, is_of_shard});
    }
  }
  return units;
}

bool Runner::is_ours(const Unit& unit, const std::string& name) const {
  if (options_.only == nullptr) return unit.is_of_shard;
  return std::binary_search(options_.only->begin(), options_.only->end(), name);
}

/// True when the store has a good unit; a bad one is named and counted.
bool Runner::is_stored(const std::string& name, std::uint32_t replication) {
  if (options_.fresh) return false;
  std::optional<std::string> bytes;
  {
    const std::scoped_lock lock(mutex_);
    bytes = store_.load(name);
  }
  if (!bytes) return false;
  const std::optional<Observations> stored = reports::read_observations(name, *bytes);
  if (stored && stored->replication == replication) return true;
  const std::scoped_lock lock(mutex_);
  ++counts_.bad;
  if (options_.notice) {
    options_.notice("stored replication " + std::to_string(replication) + " (units/" + name +
                    ") is damaged" + (options_.may_simulate ? "; it is run again" : ""));
  }
  return false;
}

/// False: it was ended half-way.
bool Runner::run(Design& design, const std::string& name, std::uint32_t replication) {
  const Observations observations = design.simulate(replication);
  if (observations.stop_reason == "stop_requested") {
    const std::scoped_lock lock(mutex_);
    ++counts_.abandoned;
    return false;
  }
  const std::string bytes = reports::write_observations(name, observations);
  const std::scoped_lock lock(mutex_);
  store_.store(name, bytes);
  counts_.events_simulated += observations.events_processed;
  ++counts_.simulated;
  return true;
}

void Runner::tell_progress() {
  if (options_.progress) options_.progress(progress_);
}

void Runner::bring(const Unit& unit) {
  Design& design = designs_[unit.design];
  const std::string name = design.unit_name(unit.replication);
  const bool is_reused = is_stored(name, unit.replication);
  if (!is_reused) {
    if (!is_ours(unit, name) || !may_begin()) return;
    if (!run(design, name, unit.replication)) return;
  }
  const std::scoped_lock lock(mutex_);
  design.in_hand[unit.replication] = 1;
  if (is_reused) {
    ++counts_.reused;
    ++progress_.reused;
  }
  ++progress_.done;
  tell_progress();
}

RunStatus Runner::extend(std::span<const Goal> goals) {
  const std::vector<Unit> units = units_of(goals);
  for (const Goal& goal : goals) {
    std::vector<char>& in_hand = designs_[goal.design].in_hand;
    if (in_hand.size() < goal.replications) in_hand.resize(goal.replications, 0);
  }
  progress_.planned = progress_.done + static_cast<std::uint32_t>(units.size());
  tell_progress();
  parallel_for(units.size(), options_.jobs, [&](std::size_t index) { bring(units[index]); });
  store_.flush();
  bool is_ours_missing = false;
  counts_.missing = 0;
  missing_units_.clear();
  for (const Unit& unit : units) {
    if (designs_[unit.design].in_hand[unit.replication] != 0) continue;
    ++counts_.missing;
    missing_units_.push_back(designs_[unit.design].unit_name(unit.replication));
    is_ours_missing = is_ours_missing || is_ours(unit, missing_units_.back());
  }
  if (counts_.missing == 0) return RunStatus::complete;
  if (options_.stop.stop_requested()) return RunStatus::interrupted;
  return is_ours_missing && options_.may_simulate ? RunStatus::out_of_time : RunStatus::incomplete;
}

std::uint32_t Runner::stored_of(std::size_t design, std::uint32_t n) const {
  std::uint32_t count = 0;
  for (std::uint32_t replication = 0; replication < n; ++replication) {
    if (store_.has(designs_[design].unit_name(replication))) ++count;
  }
  return count;
}

std::vector<Observations> Runner::observations(std::size_t design, std::uint32_t n) {
  std::vector<Observations> result;
  result.reserve(n);
  for (std::uint32_t replication = 0; replication < n; ++replication) {
    const std::string name = designs_[design].unit_name(replication);
    std::optional<std::string> bytes;
    {
      const std::scoped_lock lock(mutex_);
      bytes = store_.load(name);
    }
    OCSSIM_CHECK(bytes.has_value());
    std::optional<Observations> stored = reports::read_observations(name, *bytes);
    OCSSIM_CHECK(stored.has_value());
    result.push_back(*std::move(stored));
  }
  return result;
}

}  // namespace ocssim::study
