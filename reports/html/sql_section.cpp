// 9: the back end: its memory, and its two latencies, queue and stored procedure.
#include "reports/figures.hpp"
#include "reports/html/sections.hpp"

#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string counters(const Results& results) {
  struct Line {
    const char* words;
    const char* metric;
    const char* statistic;
  };
  static constexpr Line lines[] = {
      {"wait for a database connection (queue latency), mean", "sql.queue_latency", "mean"},
      {"the same, 95 of 100 are faster", "sql.queue_latency", "p95"},
      {"stored-procedure latency, mean", "sql.sproc_latency", "mean"},
      {"the same, 95 of 100 are faster", "sql.sproc_latency", "p95"},
      {"processors in use", "sql.cpu.utilization", "mean"},
      {"pages found in memory", "sql.hit_ratio", "mean"},
      {"page life expectancy", "sql.page_life_expectancy", "mean"},
      {"stored-procedure calls", "sql.batch_requests", "rate"},
      {"data disks busy", "sql.disk.data.utilization", "mean"},
      {"log disks busy", "sql.disk.log.utilization", "mean"},
      {"entries in the token cache", "sql.token_cache.entries", "mean"},
      {"requests answered 503 for it", "front_end.rejected_503", "total"},
      {"back-end requests refused, queue too old", "front_end.throttled", "total"},
  };
  HtmlTable table("Counters of the back end", {{"What", Align::left}, {"Measured", Align::right}});
  for (const Line& line : lines) {
    const MetricResult* metric = results.find(line.metric, "");
    const Figure figure = figure_of(results, line.metric, line.statistic);
    if (metric == nullptr || metric->state == MetricState::absent) continue;
    const bool rate = std::string_view(line.statistic) == "rate";
    table.add({line.words, figure_text(figure, rate ? "1/s" : metric->unit)});
  }
  return table.html();
}

/// The memory tiers beside each other, by the closed form of the buffer pool.
std::string tiers(const Shown& shown, Story& story) {
  const std::vector<MemoryTier>& rows = shown.head.pool.sql_tiers;
  if (rows.size() < 2) return "";
  HtmlTable table("Memory tiers for this population, closed form (Che, LRU)",
                  {{"Memory", Align::left},
                   {"Usable by the buffer pool", Align::right},
                   {"Pages found in memory", Align::right},
                   {"Page reads a call", Align::right},
                   {"Holds the data of", Align::right}});
  JsonValue names = JsonValue::array();
  JsonValue hits = JsonValue::array();
  JsonValue users = JsonValue::array();
  double at = 0.0;
  for (const MemoryTier& tier : rows) {
    table.add({tier.name + (tier.is_present ? " (now)" : ""), quantity_text(tier.share, "1"),
               quantity_text(tier.hit_ratio, "1"), quantity_text(tier.reads_per_call, ""),
               users_text(tier.users) + " users"});
    names.push_back(tier.name);
    const auto point = [&](double value) {
      JsonValue pair = JsonValue::array();
      pair.push_back(at);
      pair.push_back(six_digits(value));
      return pair;
    };
    hits.push_back(point(tier.hit_ratio));
    users.push_back(point(tier.users));
    at += 1.0;
  }
  const auto panel = [](const char* title, const char* unit, const char* name, JsonValue points) {
    JsonValue series = JsonValue::array();
    series.push_back(
        JsonValue::object({{"name", name}, {"color", 3}, {"points", std::move(points)}}));
    return JsonValue::object({{"title", title},
                              {"unit", unit},
                              {"height", 110},
                              {"from_zero", true},
                              {"series", std::move(series)}});
  };
  JsonValue panels = JsonValue::array();
  panels.push_back(panel("Pages found in memory", "1", "hit ratio", std::move(hits)));
  panels.push_back(panel("Users whose data fit", "users", "users in memory", std::move(users)));
  return "<h3>Memory tiers</h3>\n" +
         story.place({.id = "sql-tiers",
                      .kind = "xy",
                      .title = "Memory tiers of the back end, by closed form",
                      .description = "Pages found in memory and users whose data fit, by memory",
                      .data = JsonValue::object(
                          {{"x", JsonValue::object({{"name", "Memory of the back end"},
                                                    {"unit", ""},
                                                    {"categories", std::move(names)}})},
                           {"panels", std::move(panels)}}),
                      .table = std::move(table)});
}

std::string finding_of(const Results& results) {
  return fmt::format(
      "A call waits {} for a database connection and takes {} in the back end (means); {} of pages "
      "are found in memory and {} requests a replication were answered 503.",
      text_of(results, "sql.queue_latency", "mean"), text_of(results, "sql.sproc_latency", "mean"),
      text_of(results, "sql.hit_ratio", "mean"),
      figure_text(figure_of(results, "front_end.rejected_503", "total"), ""));
}

}  // namespace

void tell_sql(const Shown& shown, Story& story) {
  if (!has_metric(shown.results, "sql.sproc_latency")) {
    story.leave_out("SQL back end", "no back end in this run");
    return;
  }
  std::string body = counters(shown.results) + tiers(shown, story);
  story.add({"sql", "SQL back end", finding_of(shown.results), std::move(body)});
}

}  // namespace ocssim::reports
