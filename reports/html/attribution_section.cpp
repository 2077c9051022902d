// 6: where a transaction's time goes, tier by tier: working, and waiting for others.
#include "reports/figures.hpp"
#include "reports/html/sections.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace ocssim::reports {
namespace {

struct Tier {
  std::string name;
  bool is_waiting = false;
  friend bool operator==(const Tier&, const Tier&) = default;
};

std::string part_name(const Tier& tier) {
  return tier.name + (tier.is_waiting ? ", waiting" : "");
}

std::vector<std::string> transactions_of(const Results& results) {
  std::vector<std::string> names;
  for (const AttributionRow& row : results.attribution) {
    if (names.empty() || names.back() != row.transaction) names.push_back(row.transaction);
  }
  return names;
}

/// Tiers in the order in which a message meets them, service before waiting.
std::vector<Tier> tiers_of(const Results& results) {
  std::vector<Tier> tiers;
  for (const AttributionRow& row : results.attribution) {
    for (const bool waiting : {false, true}) {
      const Figure& figure = waiting ? row.wait : row.service;
      const Tier tier{row.tier, waiting};
      if (figure.value.value_or(0.0) <= 0.0) continue;
      if (std::find(tiers.begin(), tiers.end(), tier) == tiers.end()) tiers.push_back(tier);
    }
  }
  return tiers;
}

const Figure* figure_at(const Results& results, const std::string& transaction, const Tier& tier) {
  for (const AttributionRow& row : results.attribution) {
    if (row.transaction != transaction || row.tier != tier.name) continue;
    return tier.is_waiting ? &row.wait : &row.service;
  }
  return nullptr;
}

Figure measured_of(const Results& results, const std::string& transaction) {
  for (const AttributionRow& row : results.attribution) {
    if (row.transaction == transaction) return figure_of(results, row.metric, "mean");
  }
  return {};
}

std::string finding_of(const Results& results) {
  const AttributionRow* longest = nullptr;
  bool is_wait = false;
  double most = 0.0;
  const std::string& first = results.attribution.front().transaction;
  double sum = 0.0;
  for (const AttributionRow& row : results.attribution) {
    if (row.transaction != first) continue;
    for (const bool waiting : {false, true}) {
      const double value = (waiting ? row.wait : row.service).value.value_or(0.0);
      sum += value;
      if (value <= most) continue;
      most = value;
      longest = &row;
      is_wait = waiting;
    }
  }
  if (longest == nullptr || sum <= 0.0)
    return "No transaction was completed, so there is no time to attribute.";
  std::string text = fmt::format("Of a mean {} {} is spent {} {} ({} of {})", first,
                                 quantity_text(most / sum, "1"), is_wait ? "waiting for" : "in",
                                 longest->tier, quantity_text(most, "s"), quantity_text(sum, "s"));
  const Figure measured = measured_of(results, first);
  if (measured.value.value_or(0.0) > 1.5 * sum) {
    text += fmt::format("; retries, refused connects and back-off make the measured mean {}",
                        figure_text(measured, "s"));
  }
  return text + ".";
}

}  // namespace

void tell_attribution(const Shown& shown, Story& story) {
  const Results& results = shown.results;
  if (results.attribution.empty()) {
    story.leave_out("Bottleneck attribution", "no transactions of a pool in this run");
    return;
  }
  const std::vector<std::string> transactions = transactions_of(results);
  const std::vector<Tier> tiers = tiers_of(results);
  std::vector<Column> columns = {{"Transaction", Align::left}};
  for (const Tier& tier : tiers) columns.push_back({part_name(tier), Align::right});
  columns.push_back({"Sum", Align::right});
  columns.push_back({"Measured mean", Align::right});
  HtmlTable table("Mean time by tier", columns);
  JsonValue wholes = JsonValue::array();
  JsonValue rows = JsonValue::array();
  for (const std::string& transaction : transactions) {
    std::vector<Cell> cells = {transaction};
    double sum = 0.0;
    for (const Tier& tier : tiers) {
      const Figure* figure = figure_at(results, transaction, tier);
      if (figure != nullptr) sum += figure->value.value_or(0.0);
      cells.push_back(figure == nullptr || !figure->value ? "–" : figure_text(*figure, "s"));
    }
    const Figure measured = measured_of(results, transaction);
    cells.push_back(quantity_text(sum, "s"));
    cells.push_back(figure_text(measured, "s"));
    table.add(std::move(cells));
    rows.push_back(transaction);
    // Back-off of minutes would leave no room for the milliseconds that the tiers take.
    const bool fits = measured.value.value_or(0.0) <= 3.0 * sum;
    wholes.push_back(fits ? six_digits(measured.value) : JsonValue());
  }
  JsonValue parts = JsonValue::array();
  for (const Tier& tier : tiers) {
    JsonValue values = JsonValue::array();
    for (const std::string& transaction : transactions) {
      const Figure* figure = figure_at(results, transaction, tier);
      values.push_back(figure == nullptr ? JsonValue() : six_digits(figure->value));
    }
    parts.push_back(JsonValue::object({{"name", part_name(tier)},
                                       {"color", color_of(tier.name)},
                                       {"hatched", tier.is_waiting},
                                       {"values", std::move(values)}}));
  }
  const std::string finding = finding_of(results);
  std::string body = story.place(
      {.id = "attribution",
       .kind = "stack",
       .title = "Mean time of a transaction, tier by tier",
       .description = finding,
       .data = JsonValue::object({{"unit", "s"},
                                  {"rows", std::move(rows)},
                                  {"parts", std::move(parts)},
                                  {"wholes", JsonValue::object({{"name", "measured mean"},
                                                                {"values", std::move(wholes)}})}}),
       .table = std::move(table)});
  body += paragraph(
      "Plain: being served. Hatched: waiting behind others. Visits to each tier come "
      "from the scenario, waits and services are the measured means of that tier. "
      "Diamond: the measured mean of the whole, with retries, refused connects and "
      "back-off; where it lies beyond the sum, those are the difference.",
      "note");
  story.add({"attribution", "Bottleneck attribution", finding, std::move(body)});
}

}  // namespace ocssim::reports
