// 8: connections per Front End over time, and what a returning or idle one makes of them.
#include "reports/figures.hpp"
#include "reports/html/sections.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

constexpr std::size_t drawn_at_most = 250;
constexpr std::size_t table_rows = 40;

std::vector<const Series*> members_of(const Results& results) {
  std::vector<const Series*> members;
  for (const Series* series : series_of(results, "lb.connections")) {
    if (!series->component.empty()) members.push_back(series);
  }
  return members;
}

HtmlTable table_of(const std::vector<const Series*>& members) {
  std::vector<Column> columns = {{"From", Align::right}};
  std::vector<Series> rows;
  for (const Series* member : members) {
    columns.push_back({member->component, Align::right});
    rows.push_back(thinned(*member, table_rows));
  }
  HtmlTable table("Connections of each Front End", columns);
  for (std::size_t i = 0; i < rows.front().values.size(); ++i) {
    std::vector<Cell> cells = {
        quantity_text(to_seconds(rows.front().slice) * static_cast<double>(i), "s")};
    for (const Series& row : rows) cells.push_back(quantity_text(row.values[i], ""));
    table.add(std::move(cells));
  }
  return table;
}

std::string lines(const Shown& shown, const std::string& finding, Story& story) {
  const std::vector<const Series*> members = members_of(shown.results);
  if (members.empty()) return "";
  JsonValue series = JsonValue::array();
  for (std::size_t i = 0; i < members.size(); ++i) {
    // Eight colors; a second round of them is told apart by its dashes.
    series.push_back(series_json(thinned(*members[i], shown.is_full ? 1000 : drawn_at_most),
                                 members[i]->component, static_cast<int>(i % 8),
                                 static_cast<int>(i % 5)));
  }
  JsonValue panels = JsonValue::array();
  panels.push_back(JsonValue::object({{"title", "Connections"},
                                      {"unit", "connections"},
                                      {"height", 220},
                                      {"from_zero", true},
                                      {"series", std::move(series)}}));
  return story.place(
      {.id = "balance",
       .kind = "xy",
       .title = "Connections of each Front End over time, replication 0",
       .description = finding,
       .data = JsonValue::object(
           {{"x", JsonValue::object({{"name", "Simulated time"},
                                     {"unit", "s"},
                                     {"from", 0.0},
                                     {"to", six_digits(run_length(shown.results))}})},
            {"panels", std::move(panels)},
            {"marks", event_marks(shown.results)}}),
       .table = table_of(members)});
}

std::string figures(const Shown& shown) {
  struct Line {
    const char* words;
    const char* metric;
    const char* statistic;
  };
  static constexpr Line lines[] = {
      {"(most − least) / mean connections, at the end", "lb.imbalance", "mean"},
      {"a returning member: until 95 % of the others", "lb.catch_up_time", "mean"},
      {"its new connections / an equal share, until then", "lb.returning_share", "mean"},
      {"the same in its highest minute", "lb.returning_peak_share", "mean"},
      {"connections cut by the idle timeout", "lb.idle_drops", "total"},
      {"endpoints that look signed in and reach nobody", "clients.silently_dead", "mean"},
      {"connections that only the server still holds", "lb.dead_at_server", "mean"},
      {"SYNs to a member whose port is closed", "lb.member_refused", "total"},
      {"SYNs to a member that does not answer", "lb.member_silent", "total"},
      {"SYNs that found no member in service", "lb.no_member", "total"},
  };
  HtmlTable table("Balance and cuts", {{"What", Align::left}, {"Measured", Align::right}});
  for (const Line& line : lines) {
    const MetricResult* metric = shown.results.find(line.metric, "");
    const Figure figure = figure_of(shown.results, line.metric, line.statistic);
    if (metric != nullptr && figure.value) {
      table.add({line.words, figure_text(figure, metric->unit)});
    }
  }
  return table.html();
}

std::string finding_of(const Shown& shown) {
  const Results& results = shown.results;
  const PoolFacts& pool = shown.head.pool;
  std::string text = fmt::format(
      "At the end the connections of the members are {} of their mean "
      "apart",
      text_of(results, "lb.imbalance", "mean"));
  const Figure share = figure_of(results, "lb.returning_share", "mean");
  if (share.value) {
    text += fmt::format(
        "; a Front End that comes back takes {} times its share of new "
        "connections for {}",
        figure_text(share, ""), text_of(results, "lb.catch_up_time", "mean"));
  }
  const double drops = figure_of(results, "lb.idle_drops", "total").value.value_or(0.0);
  if (pool.idle_timeout > 0.0) {
    const std::string limit = quantity_text(pool.idle_timeout, "s");
    const std::string beat = pool.keep_alive > 0.0
                                 ? "a keep-alive every " + quantity_text(pool.keep_alive, "s")
                                 : "no keep-alive";
    text += drops > 0.0
                ? fmt::format("; the idle timeout of {} cut {} connections a replication, with {}",
                              limit, text_of(results, "lb.idle_drops", "total"), beat)
                : fmt::format("; the idle timeout of {} cut none, with {}", limit, beat);
  }
  return text + ".";
}

}  // namespace

void tell_balance(const Shown& shown, Story& story) {
  if (!has_metric(shown.results, "lb.connections")) {
    story.leave_out("Load-balancer balance", "no load balancer in this run");
    return;
  }
  const std::string finding = finding_of(shown);
  std::string body = lines(shown, finding, story);
  body += figures(shown);
  story.add({"balance", "Load-balancer balance", finding, std::move(body)});
}

}  // namespace ocssim::reports
