// What an administrator sees of the back end.
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "models/back_end/sql_back_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t {
  cpu_metric,
  hit_ratio_metric,
  life_metric,
  batch_metric,
  tokens_metric,
  data_metric,
  data_queue_metric,
  reads_metric,
  page_writes_metric,
  log_metric,
  log_queue_metric,
  commits_metric,
  log_writes_metric
};

}  // namespace

const std::vector<MetricInfo>& SqlBackEnd::metrics() {
  static const std::vector<MetricInfo> table = {
      {"sql.cpu.utilization", "1", MetricKind::time_average, Better::lower, "busy cores / cores"},
      {"sql.hit_ratio", "1", MetricKind::ratio, Better::higher,
       "pages found in the buffer pool / pages touched"},
      {"sql.page_life_expectancy", "s", MetricKind::instant, Better::higher,
       "pool pages / page replacements a second; with none replaced what one would give: a lower "
       "bound"},
      {"sql.batch_requests", "calls", MetricKind::count, Better::none, "stored-procedure calls"},
      {"sql.token_cache.entries", "entries", MetricKind::time_average, Better::lower,
       "entries of TokenAndPermUserStore; each slows every call"},
      {"sql.disk.data.utilization", "1", MetricKind::time_average, Better::lower,
       "busy spindles / spindles"},
      {"sql.disk.data.queue_length", "requests", MetricKind::time_average, Better::lower,
       "reads and writes that wait or are served"},
      {"sql.disk.data.reads", "reads", MetricKind::count, Better::lower, "pages read"},
      {"sql.disk.data.writes", "writes", MetricKind::count, Better::none,
       "pages written by checkpoints, or because they were replaced"},
      {"sql.disk.log.utilization", "1", MetricKind::time_average, Better::lower,
       "share of time in which a log write is on its way"},
      {"sql.disk.log.queue_length", "commits", MetricKind::time_average, Better::lower,
       "commits that wait or are written"},
      {"sql.log.commits", "commits", MetricKind::count, Better::none,
       "calls that appended to a log"},
      {"sql.log.writes", "writes", MetricKind::count, Better::none,
       "log writes; fewer than commits when commits share one"}};
  return table;
}

void SqlBackEnd::begin_observation(SimTime now) {
  begin_ = now;
  cpu_.begin_observation(now, pool_->jobs);
  data_.begin_observation(now, pool_->jobs);
  for (LogDevice& log : logs_) log.begin_observation(now);
  tokens_.begin_observation(now);
  number_.begin(now);
  for (Counter* counter : {&calls_, &shared_commits_, &page_writes_}) counter->begin();
  touched_ = missed_ = replaced_ = 0;
  megacycles_ = 0.0;
}

void SqlBackEnd::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  put(observe(table[cpu_metric], name(), cpu_.busy(), window, config_.cores));
  put(observe_trials(table[hit_ratio_metric], name(), touched_ - missed_, touched_, window));
  const double replaced = static_cast<double>(std::max<std::uint64_t>(replaced_, 1));
  put(observe_instant(table[life_metric], name(),
                      static_cast<double>(cache_.size().pages) * window.length_s() / replaced,
                      window));
  put(observe(table[batch_metric], name(), calls_, window));
  put(observe(table[tokens_metric], name(), tokens_.entries(), window));
  observe_disks(window, out);
  out.identities.push_back(cpu_.little(now, pool_->jobs, "sql.cpu"));
  out.identities.push_back(data_.little(now, pool_->jobs, "sql.disk.data"));
  out.shares.push_back(
      {.whole = "sql.cpu", .part = "calls", .sum = megacycles_, .count = calls_.count()});
}

void SqlBackEnd::observe_disks(const Window& window, Observations& out) const {
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  put(observe(table[data_metric], name(), data_.busy(), window, config_.data.spindles));
  Observation length = observe(table[data_queue_metric], name(), data_.busy(), window);
  const Observation waiting = observe(table[data_queue_metric], name(), data_.queue(), window);
  length.sum += waiting.sum;
  // Nothing waits while a spindle is free.
  if (waiting.max > 0.0) length.max = config_.data.spindles + waiting.max;
  put(std::move(length));
  put(observe_count(table[reads_metric], name(), missed_, window));
  put(observe(table[page_writes_metric], name(), page_writes_, window));
  for (std::size_t log = 0; log < logs_.size(); ++log) {
    const LogDevice& device = logs_[log];
    const std::uint64_t shared = log == 0 ? shared_commits_.count() : 0;
    put(observe(table[log_metric], log_name(log), device.busy(), window));
    put(observe(table[log_queue_metric], log_name(log), device.number_in_system(), window));
    put(observe_count(table[commits_metric], log_name(log), device.commits().count() + shared,
                      window));
    put(observe_count(table[log_writes_metric], log_name(log), device.writes().count() + shared,
                      window));
  }
}

std::string SqlBackEnd::log_name(std::size_t log) const {
  if (logs_.size() == 1) return "sql_log";
  return log == 0 ? "sql_log[RTC]" : "sql_log[RTCDYN]";
}

}  // namespace ocssim::models
