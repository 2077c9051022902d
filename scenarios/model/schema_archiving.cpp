// Rows of the Archiving and the Monitoring Server: the same keys in two blocks.
#include "scenarios/model/schema.hpp"

#include <limits>
#include <string>
#include <utility>

namespace ocssim::scenarios {
namespace {

using R = models::RecordServerConfig;

template <auto Server>
void add_rows(const std::string& block, const char* help, std::vector<Field>& rows) {
  const auto row = [&block](const char* key, Form form, Field::Store store, const char* text) {
    return Field{block + "." + key, form, std::move(store), text};
  };
  rows.push_back(Field{block, Form::object, {}, help});
  rows.push_back(
      row("enabled", Form::boolean, into<Server, &R::enabled>(), "whether there is such a server"));
  rows.push_back(row("time_to_reach_queue", Form::duration, into<Server, &R::time_to_reach_queue>(),
                     "a record fails that does not reach the server's queue in this time")
                     .above(0.0)
                     .at_most(86400.0)
                     .needed(Need::pool));
  rows.push_back(row("time_to_be_received", Form::duration, into<Server, &R::time_to_be_received>(),
                     "a record fails that the server does not take in this time")
                     .above(0.0)
                     .at_most(86400.0)
                     .needed(Need::pool));
  rows.push_back(row("database_retry", Form::duration, into<Server, &R::database_retry>(),
                     "how long the server goes on while its database is away")
                     .above(0.0)
                     .at_most(86400.0)
                     .needed(Need::pool));
  rows.push_back(row("workers", Form::count, into<Server, &R::workers>(),
                     "records that the server writes at a time")
                     .between(1, 1024)
                     .needed(Need::pool));
  rows.push_back(row("write_time", Form::duration, into<Server, &R::write_time>(),
                     "mean time to write one record, exponential")
                     .above(0.0)
                     .at_most(3600.0)
                     .needed(Need::pool));
  rows.push_back(
      row("record_size", Form::size, into<Server, &R::record_size>(), "of one record on disk")
          .above(0.0)
          .needed(Need::pool));
  rows.push_back(row("queue_quota", Form::size, into<Server, &R::queue_quota>(),
                     "disk that the message queues of one computer may take")
                     .above(0.0)
                     .needed(Need::pool));
}

template <auto Member>
Field::Store monitoring() {
  return into<&Scenario::monitoring, Member>();
}

void add_monitoring_rows(std::vector<Field>& rows) {
  const auto add = [&rows](const char* key, Form form, Field::Store store, const char* help) {
    rows.push_back(Field{std::string("monitoring.") + key, form, std::move(store), help});
    rows.back().need = Need::pool;
    return &rows.back();
  };
  rows.push_back(Field{"monitoring.qoe",
                       Form::object,
                       {},
                       "quality reports of audio and video sessions, sent when these end"});
  add("qoe.per_user", Form::user_rate, monitoring<&R::reports_per_user>(),
      "Poisson arrivals of quality reports");
  add("qoe.report_size", Form::size, monitoring<&R::report_size>(), "of one report on disk")
      ->range = {0.0, std::numeric_limits<double>::infinity(), true};
  rows.push_back(Field{"monitoring.database",
                       Form::object,
                       {},
                       "the server's database: what is written waits until it is committed"});
  add("database.disks", Form::count, monitoring<&R::disks>(),
      "disks that commit at a time; 0: they do not matter")
      ->range = {0.0, 1024.0, false};
  add("database.commit", Form::duration, monitoring<&R::commit_time>(), "mean time of one commit")
      ->range = {0.0, 60.0, false};
  add("database.record_commits", Form::count, monitoring<&R::record_commits>(),
      "commits of a call-detail record")
      ->range = {1.0, 1000.0, false};
  add("database.report_commits", Form::count, monitoring<&R::report_commits>(),
      "commits of a quality report: streams, codecs, devices")
      ->range = {1.0, 1000.0, false};
}

}  // namespace

std::vector<Field> archiving_fields() {
  std::vector<Field> rows;
  add_rows<&Scenario::archiving>(
      "archiving", "the Archiving Server: it keeps a record of each instant message", rows);
  rows.push_back(Field{"archiving.critical_mode", Form::boolean,
                       into<&Scenario::archiving, &R::critical_mode>(),
                       "whether a record that fails stops the service of its Front End"});
  add_rows<&Scenario::monitoring>(
      "monitoring", "the Monitoring Server: it keeps a call-detail record of each session", rows);
  add_monitoring_rows(rows);
  return rows;
}

}  // namespace ocssim::scenarios
