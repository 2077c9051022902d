// 7: source ports of the balancer: who holds them, who was refused, how many addresses are needed.
#include "reports/figures.hpp"
#include "reports/html/sections.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

constexpr std::size_t heat_columns = 120;

double ports_of(const PoolFacts& pool, std::uint32_t addresses, bool per_tuple) {
  const double sets = per_tuple ? std::max<std::uint32_t>(1, pool.members) : 1.0;
  return static_cast<double>(addresses) * pool.ports_per_address * sets;
}

/// What the pool would hold at its peak if nobody had gone without: as full as the fullest set.
double ports_wanted(const Shown& shown) {
  const PoolFacts& pool = shown.head.pool;
  const double fullest =
      figure_of(shown.results, "snat.port_utilization", "max").value.value_or(0.0);
  const double held = fullest * ports_of(pool, pool.snat_addresses, pool.per_tuple);
  const bool refused = figure_of(shown.results, "snat.refused", "total").value.value_or(0.0) > 0.0;
  const double outside =
      figure_of(shown.results, "clients.without_connection", "mean").value.value_or(0.0);
  return refused ? held + outside : held;
}

std::string carries(const Shown& shown, std::uint32_t addresses, bool per_tuple) {
  const double wanted = ports_wanted(shown);
  const double ports = ports_of(shown.head.pool, addresses, per_tuple);
  if (!(wanted > 0.0)) return "–";
  return users_text(shown.users * ports / wanted);
}

std::string sizing(const Shown& shown) {
  const PoolFacts& pool = shown.head.pool;
  if (pool.ports_per_address == 0) return "";
  HtmlTable table(fmt::format("Sizing: users that n addresses of {} ports carry, in proportion to "
                              "the measured peak",
                              grouped(pool.ports_per_address)),
                  {{"SNAT addresses", Align::left},
                   {"One port set an address", Align::right},
                   {"Enough now", Align::left},
                   {"One an address and member", Align::right},
                   {"Enough now", Align::left}});
  const double wanted = ports_wanted(shown);
  const auto needed = static_cast<std::uint32_t>(
      std::min(64.0, std::ceil(wanted / std::max<std::uint32_t>(1, pool.ports_per_address))));
  const std::uint32_t last = std::max({pool.snat_addresses + 2, needed + 1, 4u});
  for (std::uint32_t n = 1; n <= last; ++n) {
    std::vector<Cell> cells = {grouped(n) + (n == pool.snat_addresses ? " (now)" : "")};
    for (const bool per_tuple : {false, true}) {
      const bool enough = ports_of(pool, n, per_tuple) > wanted;
      cells.push_back(carries(shown, n, per_tuple));
      cells.push_back(
          Cell::styled(enough ? "✓ yes" : "✕ no", enough ? "verdict-met" : "verdict-not_met"));
    }
    table.add(std::move(cells));
  }
  return "<h3>How many addresses</h3>\n" + table.html() +
         paragraph(fmt::format("This scenario uses {}. A vendor's word for the scope decides "
                               "between the two columns; the upper limit of an address is 64,512 "
                               "ports a set.",
                               pool.per_tuple ? "one port set an address and member"
                                              : "one port set an address"),
                   "note");
}

std::string split(const Shown& shown) {
  const Results& results = shown.results;
  const double all = sum_of_components(results, "snat.ports_in_use", "mean");
  const double held = sum_of_components(results, "lb.connections", "mean");
  const double dead = figure_of(results, "lb.dead_bindings", "mean").value.value_or(0.0);
  HtmlTable table("Ports in use by what holds them, mean over the window",
                  {{"Held by", Align::left}, {"Ports", Align::right}, {"Share", Align::right}});
  if (all <= 0.0) return "";
  const auto row = [&](const std::string& name, double value) {
    table.add({name, quantity_text(std::round(value), ""), quantity_text(value / all, "1")});
  };
  row("live connections", held - dead);
  row("dead bindings, until their idle timeout", dead);
  row("TIME_WAIT and half-open", std::max(0.0, all - held));
  row("all", all);
  return table.html();
}

std::string refusals(const Results& results) {
  struct Line {
    const char* words;
    const char* metric;
  };
  static constexpr Line lines[] = {
      {"connects that ended without a port", "snat.refused"},
      {"SYNs without a port", "snat.syn_dropped"},
      {"of them: all ports held by connections", "snat.syn_dropped_held"},
      {"of them: free ports were resting in TIME_WAIT", "snat.syn_dropped_time_wait"},
      {"of them: the bounded search missed the free ones", "snat.syn_dropped_not_found"},
  };
  HtmlTable table("Refused for want of a port, mean total of a replication",
                  {{"What", Align::left}, {"Total", Align::right}});
  for (const Line& line : lines) {
    if (has_metric(results, line.metric)) {
      table.add({line.words, text_of(results, line.metric, "total")});
    }
  }
  return table.html();
}

std::string heat_map(const Shown& shown, const std::string& finding, Story& story) {
  std::vector<Series> rows;
  for (const Series* series : series_of(shown.results, "snat.ports_of_address")) {
    if (!series->component.empty()) rows.push_back(thinned(*series, heat_columns));
  }
  if (rows.empty() || shown.head.pool.ports_per_address == 0) return "";
  const double full = ports_of(shown.head.pool, 1, shown.head.pool.per_tuple);
  JsonValue names = JsonValue::array();
  JsonValue values = JsonValue::array();
  std::vector<Column> columns = {{"From", Align::right}};
  for (const Series& row : rows) {
    names.push_back(row.component);
    columns.push_back({row.component, Align::right});
    JsonValue cells = JsonValue::array();
    for (const double value : row.values) cells.push_back(six_digits(value));
    values.push_back(std::move(cells));
  }
  HtmlTable table("Ports in use by address and time", columns);
  const double step = to_seconds(rows.front().slice);
  for (std::size_t i = 0; i < rows.front().values.size(); i += 4) {
    std::vector<Cell> cells = {quantity_text(step * static_cast<double>(i), "s")};
    for (const Series& row : rows) cells.push_back(quantity_text(std::round(row.values[i]), ""));
    table.add(std::move(cells));
  }
  JsonValue panel =
      JsonValue::object({{"title", "Ports in use"},
                         {"unit", "ports"},
                         {"heat", JsonValue::object({{"rows", std::move(names)},
                                                     {"begin", six_digits(0.5 * step)},
                                                     {"step", six_digits(step)},
                                                     {"values", std::move(values)},
                                                     {"full", six_digits(full)}})}});
  JsonValue panels = JsonValue::array();
  panels.push_back(std::move(panel));
  return story.place(
      {.id = "snat",
       .kind = "xy",
       .title = "Ports in use by address over time, replication 0",
       .description = finding,
       .data = JsonValue::object(
           {{"x", JsonValue::object({{"name", "Simulated time"},
                                     {"unit", "s"},
                                     {"from", 0.0},
                                     {"to", six_digits(run_length(shown.results))}})},
            {"panels", std::move(panels)},
            {"marks", event_marks(shown.results)}}),
       .table = std::move(table)});
}

std::string finding_of(const Shown& shown) {
  const Results& results = shown.results;
  const Figure refused = figure_of(results, "snat.refused", "total");
  const std::string peak = text_of(results, "snat.port_utilization", "max");
  if (refused.value.value_or(0.0) > 0.0) {
    return fmt::format(
        "Ports ran out: {} connects a replication ended without one; the fullest "
        "address peaked at {} of its ports.",
        figure_text(refused, ""), peak);
  }
  return fmt::format(
      "Port exhaustion is ruled out at this load: in {} no connect went without a "
      "port, and the fullest address peaked at {} of its ports.",
      counted(results.replications, "replication"), peak);
}

}  // namespace

void tell_snat(const Shown& shown, Story& story) {
  if (!has_metric(shown.results, "snat.ports_in_use")) {
    story.leave_out("SNAT ports", "no source NAT in this run");
    return;
  }
  const std::string finding = finding_of(shown);
  std::string body = heat_map(shown, finding, story);
  if (!body.empty()) {
    body += paragraph(
        fmt::format("From pale to dark: no port of an address to all {} of them.",
                    quantity_text(ports_of(shown.head.pool, 1, shown.head.pool.per_tuple), "")),
        "note");
  }
  body += split(shown);
  body += refusals(shown.results);
  body += sizing(shown);
  story.add({"snat", "SNAT ports", finding, std::move(body)});
}

}  // namespace ocssim::reports
