// 4: how far each resource is from its own limit, now and with one Front End less; and the ladder.
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/headroom.hpp"
#include "reports/html/sections.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace ocssim::reports {
namespace {

bool is_of_front_ends(const Bottleneck& row) {
  return row.resource.starts_with("front_end.");
}

/// The level if one of n Front Ends were lost and the others took its load.
std::optional<double> with_one_lost(const Bottleneck& row, const PoolFacts& pool) {
  if (pool.front_ends < 2) return {};
  const bool shared = is_of_front_ends(row) || (row.resource == "snat.ports" && pool.per_tuple);
  if (!shared) return row.present;
  return row.present * pool.front_ends / (pool.front_ends - 1.0);
}

std::string lost_text(const Bottleneck& row, const PoolFacts& pool) {
  const std::optional<double> level = with_one_lost(row, pool);
  if (!level) return "–";
  return quantity_text(*level, row.unit) + (*level > row.limit_value ? " (beyond its limit)" : "");
}

HtmlTable table_of(const Shown& shown) {
  HtmlTable table("Resources, least headroom first", {{"Resource", Align::left},
                                                      {"Now", Align::right},
                                                      {"One Front End lost", Align::right},
                                                      {"Limit", Align::left},
                                                      {"Headroom", Align::right},
                                                      {"Users at limit", Align::right}});
  for (const Bottleneck& row : shown.results.bottlenecks) {
    table.add({short_name(row), figure_text(present_figure(row), row.unit),
               lost_text(row, shown.head.pool),
               quantity_text(row.limit_value, row.unit) + " " + row.limit, headroom_text(row),
               users_at_limit_text(row)});
  }
  return table;
}

JsonValue data_of(const Shown& shown) {
  JsonValue rows = JsonValue::array();
  for (const Bottleneck& row : shown.results.bottlenecks) {
    JsonValue one =
        JsonValue::object({{"name", short_name(row)},
                           {"color", color_of(row.resource)},
                           {"value", six_digits(row.present)},
                           {"half_width", six_digits(present_figure(row).half_width)},
                           {"limit", six_digits(row.limit_value)},
                           {"text", fmt::format("limit {} {}; headroom {}; {} users at the limit",
                                                quantity_text(row.limit_value, row.unit), row.limit,
                                                headroom_text(row), users_at_limit_text(row))}});
    const std::optional<double> lost = with_one_lost(row, shown.head.pool);
    if (lost && *lost != row.present) one["then"] = six_digits(*lost);
    rows.push_back(std::move(one));
  }
  return JsonValue::object({{"unit", "1"},
                            {"now", "in use"},
                            {"then", "with one Front End lost"},
                            {"rows", std::move(rows)}});
}

/// Relieve the first limit and the next one binds, and so on.
std::string ladder(const Shown& shown) {
  const std::vector<Bottleneck>& rows = shown.results.bottlenecks;
  HtmlTable table("The ladder: relieve one limit and the next binds",
                  {{"Relieve", Align::left},
                   {"Then binds", Align::left},
                   {"At users", Align::right},
                   {"Gained by relieving", Align::right}});
  const std::size_t steps = std::min<std::size_t>(rows.size(), 5);
  for (std::size_t i = 0; i + 1 < steps; ++i) {
    const double gained = rows[i + 1].users_at_limit - rows[i].users_at_limit;
    const bool is_known = is_told(rows[i]) && is_told(rows[i + 1]);
    table.add({short_name(rows[i]), short_name(rows[i + 1]), users_at_limit_text(rows[i + 1]),
               is_known ? users_text(gained) + " users" : "–"});
  }
  return table.html();
}

std::string finding_of(const Shown& shown) {
  const std::vector<Bottleneck>& rows = shown.results.bottlenecks;
  const auto beyond =
      static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const Bottleneck& row) {
        return row.headroom.value && *row.headroom.value <= 0.0;
      }));
  std::string text =
      beyond == 0 ? fmt::format("No resource is at its limit; {} is nearest, at {} of {}",
                                resource_text(rows.front()),
                                figure_text(present_figure(rows.front()), rows.front().unit),
                                quantity_text(rows.front().limit_value, rows.front().unit))
                  : fmt::format("{} {} limit, first {} at {}", counted(beyond, "resource"),
                                beyond == 1 ? "is beyond its" : "are beyond their",
                                resource_text(rows.front()),
                                figure_text(present_figure(rows.front()), rows.front().unit));
  std::string lost;
  for (const Bottleneck& row : rows) {
    const std::optional<double> level = with_one_lost(row, shown.head.pool);
    const bool newly = level && *level > row.limit_value && row.present <= row.limit_value;
    if (newly) lost += (lost.empty() ? "" : ", ") + short_name(row);
  }
  if (!lost.empty()) {
    text += fmt::format("; with one Front End lost {} would pass its limit", lost);
  } else if (beyond == 0 && shown.head.pool.front_ends > 1) {
    text += "; the loss of one Front End would leave all within theirs";
  }
  return text + ".";
}

}  // namespace

void tell_headroom(const Shown& shown, Story& story) {
  if (shown.results.bottlenecks.empty()) {
    story.leave_out("Headroom", "no resource of this run has a limit of its own");
    return;
  }
  const std::string finding = finding_of(shown);
  std::string body = story.place({.id = "headroom",
                                  .kind = "bars",
                                  .title = "Use of each resource against its own limit",
                                  .description = finding,
                                  .data = data_of(shown),
                                  .table = table_of(shown)});
  body += paragraph(
      "Bar: in use, with the line of its interval. Upright line: the limit. Diamond: "
      "with one Front End lost, its load spread over the others.",
      "note");
  body += ladder(shown);
  body += topology_figure(shown, story);
  story.add({"headroom", "Headroom per resource", finding, std::move(body)});
}

}  // namespace ocssim::reports
