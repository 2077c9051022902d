#include "study/runner.hpp"

#include "engine/check.hpp"
#include "engine/experiment/parallel.hpp"
#include "reports/store/replication_file.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

namespace ocssim::study {

Runner::Runner(Simulate simulate, UnitName unit_name, reports::UnitStore& store,
               RunnerOptions options)
    : simulate_(std::move(simulate)),
      unit_name_(std::move(unit_name)),
      store_(store),
      options_(std::move(options)) {
  OCSSIM_CHECK(options_.jobs >= 1);
}

bool Runner::may_begin() const {
  return !options_.stop.stop_requested() &&
         !(options_.deadline_passed && options_.deadline_passed());
}

bool Runner::load(std::uint32_t replication, Observations& into) {
  if (options_.fresh) return false;
  const std::string name = unit_name_(replication);
  const std::optional<std::string> bytes = store_.load(name);
  if (!bytes) return false;
  std::optional<Observations> stored = reports::read_observations(name, *bytes);
  if (!stored || stored->replication != replication) {
    ++counts_.bad;
    if (options_.notice) {
      options_.notice("stored replication " + std::to_string(replication) + " (units/" + name +
                      ") is damaged; it is run again");
    }
    return false;
  }
  into = *std::move(stored);
  return true;
}

void Runner::run_missing(const std::vector<std::uint32_t>& missing,
                         std::vector<Observations>& slots, std::vector<char>& in_hand) {
  std::mutex mutex;  // guards the store, the counts and the callbacks
  parallel_for(missing.size(), options_.jobs, [&](std::size_t index) {
    if (!may_begin()) return;
    const std::uint32_t replication = missing[index];
    const std::string name = unit_name_(replication);
    const std::string bytes = reports::write_observations(name, simulate_(replication));
    std::optional<Observations> stored = reports::read_observations(name, bytes);
    OCSSIM_CHECK(stored.has_value());
    const std::scoped_lock lock(mutex);
    store_.store(name, bytes);
    counts_.events_simulated += stored->events_processed;
    ++counts_.simulated;
    slots[replication] = *std::move(stored);
    in_hand[replication] = 1;
    ++progress_.done;
    if (options_.progress) options_.progress(progress_);
  });
}

RunStatus Runner::extend_to(std::uint32_t n) {
  std::vector<Observations> slots = observations_;
  slots.resize(n);
  std::vector<char> in_hand(n, 0);
  std::vector<std::uint32_t> missing;
  for (std::uint32_t replication = 0; replication < n; ++replication) {
    if (replication < observations_.size()) {
      in_hand[replication] = 1;
    } else if (load(replication, slots[replication])) {
      in_hand[replication] = 1;
      ++counts_.reused;
      ++progress_.reused;
      ++progress_.done;
    } else {
      missing.push_back(replication);
    }
  }
  progress_.planned = n;
  if (options_.progress) options_.progress(progress_);
  run_missing(missing, slots, in_hand);
  store_.flush();
  if (std::find(in_hand.begin(), in_hand.end(), 0) != in_hand.end()) {
    return options_.stop.stop_requested() ? RunStatus::interrupted : RunStatus::out_of_time;
  }
  observations_ = std::move(slots);
  return RunStatus::complete;
}

}  // namespace ocssim::study
