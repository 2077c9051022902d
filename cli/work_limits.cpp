#include "cli/work_limits.hpp"

#include "cli/terminal.hpp"
#include "scenarios/document/document.hpp"
#include "scenarios/document/quantity.hpp"
#include "scenarios/document/quantity_format.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <thread>

namespace ocssim::cli {
namespace {

constexpr double large_run_s = 120.0;  // of CPU: worth a word beforehand
// A replication in flight at the time limit is finished, since it is most of what was computed; but
// one that takes ten times the limit, or an hour longer, will perhaps never end.
constexpr double grace_share = 9.0;
constexpr double longest_grace_s = 3600.0;
constexpr double large_memory = 1073741824.0;  // 1 GiB, likewise

std::string mib(double bytes) {
  return fmt::format("{:.0f} MiB", bytes / 1048576.0 + 0.5);
}

std::string time_text(double seconds) {
  return seconds < 120.0    ? fmt::format("{:.0f} s", seconds)
         : seconds < 7200.0 ? fmt::format("{:.0f} min", seconds / 60.0)
                            : fmt::format("{:.1f} h", seconds / 3600.0);
}

/// "2/7"; nothing when it is no such pair with 1 ≤ i ≤ n.
std::optional<study::Shard> shard_from(const std::string& text) {
  study::Shard shard;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, shard.index);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '/') return {};
  const auto second = std::from_chars(first.ptr + 1, end, shard.count);
  if (second.ec != std::errc{} || second.ptr != end) return {};
  if (shard.index < 1 || shard.index > shard.count) return {};
  return shard;
}

/// Names of units, one a line. Nothing, told on stderr, when there is something else in the file.
std::optional<std::vector<std::string>> units_from(const std::string& file) {
  const auto source = scenarios::read_source_file(file, "");
  if (!source) throw scenarios::FileError(file + ": no such file");
  std::vector<std::string> names;
  for (std::size_t at = 0; at < source->text.size();) {
    const std::size_t end = std::min(source->text.find('\n', at), source->text.size());
    names.push_back(source->text.substr(at, end - at));
    const bool is_name = names.back().size() == 32 &&
                         names.back().find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_name) {
      complain(file + ": no list of units");
      return {};
    }
    at = end + 1;
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::optional<WorkLimits> limits_of(const CommandLine& line) {
  WorkLimits limits;
  limits.jobs = jobs_of(line);
  if (line.time_limit) {
    const auto limit = scenarios::parse_duration(*line.time_limit);
    if (!limit) {
      complain("--time-limit: \"" + *line.time_limit +
               "\" is no duration (\"5 min\"): " + limit.error().message);
      return {};
    }
    limits.deadline = wall_seconds() + to_seconds(*limit);
    limits.grace = std::min(grace_share * to_seconds(*limit), longest_grace_s);
  }
  if (line.shard) {
    const auto shard = shard_from(*line.shard);
    if (!shard || !is_stored(line)) {
      complain(shard ? "--shard: with -o - nothing would be left to merge"
                     : "--shard: \"" + *line.shard + "\" is not i/n with 1 <= i <= n");
      return {};
    }
    limits.shard = *shard;
  }
  if (line.memory_limit) {
    const auto limit = scenarios::parse_size(*line.memory_limit);
    if (!limit || *limit == 0) {
      complain("--memory-limit: \"" + *line.memory_limit + "\" is no size (\"4 GiB\")");
      return {};
    }
    limits.memory = *limit;
  }
  if (line.units) {
    limits.units = units_from(*line.units);
    if (!limits.units) return {};
  }
  return limits;
}

bool is_output_named(const CommandLine& line) {
  if (!line.output || !line.output->empty()) return true;
  write_stderr(
      "ocssim: --output: '' names nothing; leave -o away for the usual place, or name one\n");
  return false;
}

bool is_stored(const CommandLine& line) {
  return !line.output || *line.output != "-";
}

unsigned jobs_of(const CommandLine& line) {
  return line.jobs != 0 ? line.jobs : std::max(1u, std::thread::hardware_concurrency());
}

bool LimitKeeper::note(Reached what) {
  Reached none = Reached::nothing;
  first_.compare_exchange_strong(none, what);
  return true;
}

bool LimitKeeper::is_reached() {
  if (limits_.memory && resident_memory() >= *limits_.memory) return note(Reached::memory);
  return limits_.deadline && wall_seconds() >= *limits_.deadline && note(Reached::time);
}

bool LimitKeeper::is_exceeded() {
  if (limits_.memory && resident_memory() >= *limits_.memory) return note(Reached::memory);
  return limits_.deadline && wall_seconds() >= *limits_.deadline + limits_.grace &&
         note(Reached::time);
}

WorkEstimate estimate_of(Inquiry& inquiry, reports::UnitStore& store) {
  study::Runner runner(store, {.may_simulate = false});
  return inquiry.estimate(runner);
}

bool admit(const WorkEstimate& work, const CommandLine& line, WorkLimits& limits) {
  const std::uint64_t units = work.units - std::min(work.units, work.stored);
  if (units == 0) return true;
  const auto together = [&](unsigned jobs) {
    return work.memory_bytes * static_cast<double>(std::min<std::uint64_t>(jobs, units));
  };
  if (limits.memory) {
    const auto most = static_cast<double>(*limits.memory);
    while (limits.jobs > 1 && together(limits.jobs) > most) --limits.jobs;
    if (together(1) > most) {
      complain("a replication takes about " + mib(work.memory_bytes) + ", --memory-limit allows " +
               scenarios::format_size(*limits.memory) + "; nothing was simulated");
      return false;
    }
  }
  const bool is_large = work.cpu_seconds >= large_run_s || together(limits.jobs) >= large_memory;
  if (is_large && !line.quiet) {
    const double threads = static_cast<double>(std::min<std::uint64_t>(limits.jobs, units));
    write_stderr(fmt::format("ocssim: {} replications{}: about {} on {:.0f} threads, {}\n", units,
                             work.units_at_most > work.units ? " up to the first look" : "",
                             time_text(work.cpu_seconds / threads), threads,
                             mib(together(limits.jobs))));
  }
  return true;
}

}  // namespace ocssim::cli
