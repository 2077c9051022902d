// What an Archiving or Monitoring Server reports, and its books.
#include "engine/check.hpp"
#include "engine/stats/observe.hpp"
#include "models/archiving/record_server.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t {
  records_metric,
  written_metric,
  dead_letters_metric,
  queue_length_metric,
  queue_size_metric,
  utilization_metric,
  delay_metric,
  stopped_metric,
  time_to_stop_metric,
  metric_count
};

using Names = std::array<std::string_view, metric_count>;

constexpr Names of_archiving{
    "archiving.records",      "archiving.written",          "archiving.dead_letters",
    "archiving.queue_length", "archiving.queue_size",       "archiving.utilization",
    "archiving.delay",        "archiving.services_stopped", "archiving.time_to_stop"};
constexpr Names of_monitoring{
    "monitoring.records",      "monitoring.written",          "monitoring.dead_letters",
    "monitoring.queue_length", "monitoring.queue_size",       "monitoring.utilization",
    "monitoring.delay",        "monitoring.services_stopped", "monitoring.time_to_stop"};

std::vector<MetricInfo> table_of(const Names& names) {
  return {{names[records_metric], "records", MetricKind::count, Better::none,
           "records that Front Ends wrote into their message queues"},
          {names[written_metric], "records", MetricKind::count, Better::higher,
           "records written to the server's database"},
          {names[dead_letters_metric], "records", MetricKind::count, Better::lower,
           "records given up: not reached, not taken or not written in time"},
          {names[queue_length_metric], "records", MetricKind::time_average, Better::lower,
           "records in message queues, on Front Ends and on the server"},
          {names[queue_size_metric], "B", MetricKind::time_average, Better::lower,
           "disk that these records take"},
          {names[utilization_metric], "1", MetricKind::time_average, Better::lower,
           "workers with a record / workers"},
          {names[delay_metric], "s", MetricKind::tally, Better::lower,
           "from a Front End's queue to the database"},
          {names[stopped_metric], "services", MetricKind::count, Better::lower,
           "Front End services that critical mode stopped"},
          {names[time_to_stop_metric], "s", MetricKind::tally, Better::none,
           "from the fault to the stop of a Front End service"}};
}

/// What the Monitoring Server has beside these.
constexpr std::array<MetricInfo, 3> of_reports{
    {{"monitoring.reports", "reports", MetricKind::count, Better::none,
      "quality reports among the records"},
     {"monitoring.database.utilization", "1", MetricKind::time_average, Better::lower,
      "disks that commit / disks of the database"},
     {"monitoring.database_bytes", "bytes", MetricKind::count, Better::none,
      "by which the database has grown"}}};

}  // namespace

const std::vector<MetricInfo>& RecordServer::metrics(Role role) {
  static const std::vector<MetricInfo> archiving = table_of(of_archiving);
  static const std::vector<MetricInfo> monitoring = [] {
    std::vector<MetricInfo> table = table_of(of_monitoring);
    table.insert(table.end(), of_reports.begin(), of_reports.end());
    return table;
  }();
  return role == Role::archiving ? archiving : monitoring;
}

void RecordServer::begin_observation(SimTime now) {
  begin_ = now;
  for (TimeAverage* level : {&waiting_, &waiting_bytes_, &committing_, &busy_, &present_}) {
    level->begin(now);
  }
  delay_.begin();
  time_to_stop_.begin();
  for (Counter* counter : {&records_, &records_written_, &dead_letters_, &stopped_, &taken_,
                           &reports_, &bytes_written_}) {
    counter->begin();
  }
  departed_ns_ = 0;
  begin_ages_ns_ = ages_of_present(now);
}

void RecordServer::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics(role_);
  const auto put = [&](Observation one) { out.metrics.push_back(std::move(one)); };
  put(observe(table[records_metric], "", records_, window));
  put(observe(table[written_metric], "", records_written_, window));
  put(observe(table[dead_letters_metric], "", dead_letters_, window));
  put(observe(table[queue_length_metric], "", waiting_, window));
  put(observe(table[queue_size_metric], "", waiting_bytes_, window));
  put(observe(table[utilization_metric], "", busy_, window, config_.workers));
  put(observe(table[delay_metric], "", delay_, window));
  put(observe(table[stopped_metric], "", stopped_, window));
  put(observe(table[time_to_stop_metric], "", time_to_stop_, window));
  if (role_ == Role::monitoring) {
    put(observe(of_reports[0], "", reports_, window));
    if (config_.disks > 0) put(observe(of_reports[1], "", committing_, window, config_.disks));
    put(observe(of_reports[2], "", bytes_written_, window));
  }
  const WideInteger sojourns = departed_ns_ + ages_of_present(now) - begin_ages_ns_;
  const WideInteger integral = present_.integral_ns(now);
  out.identities.push_back(observe_little(name(), taken_.count(), integral, sojourns));
  out.timeline.insert(out.timeline.end(), timeline_.begin(), timeline_.end());
}

WideInteger RecordServer::ages_of_present(SimTime now) const {
  const std::int64_t instant = now.time_since_epoch().count();
  WideInteger sum = 0;
  for (std::size_t i = 0; i < inbox_.size(); ++i) sum += instant - inbox_[i].arrived;
  std::vector<bool> busy(written_.size(), true);
  for (const std::uint32_t worker : idle_) busy[worker] = false;
  for (std::size_t worker = 0; worker < written_.size(); ++worker) {
    if (busy[worker]) sum += instant - written_[worker].arrived;
  }
  return sum;
}

void RecordServer::check_conservation(SimTime /*now*/) const {
  std::uint64_t kept = 0;
  for (const Outbox& outbox : outboxes_) kept += outbox.records.size();
  OCSSIM_CHECK(kept == kept_);
  OCSSIM_CHECK(numbered_ == done_ + kept + static_cast<std::uint64_t>(present_.level()));
  OCSSIM_CHECK(static_cast<std::uint64_t>(present_.level()) ==
               inbox_.size() + (written_.size() - idle_.size()));
}

}  // namespace ocssim::models
