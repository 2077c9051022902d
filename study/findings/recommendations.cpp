#include "study/findings/recommendations.hpp"

#include "scenarios/document/decimal.hpp"
#include "study/findings/remedies.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace ocssim::study {
namespace {

/// With more headroom than this nobody asks what to buy next.
constexpr double near = 1.0;

std::string users_text(double users) {
  std::string text = std::to_string(std::llround(users));
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return text;
}

std::string percent_text(double fraction) {
  return scenarios::shortest_text(std::round(fraction * 1000.0) / 10.0) + " %";
}

/// "86.4 % ± 0.1 %": the level beside its limit.
std::string level_text(const Bottleneck& row) {
  std::string text = percent_text(row.present);
  const double ratio = row.headroom.value.value_or(0.0) + 1.0;
  if (row.headroom.half_width && ratio > 0.0 && std::isfinite(ratio)) {
    text += " ± " + percent_text(row.present * *row.headroom.half_width / ratio);
  }
  return text;
}

/// Of the remedy, the least that would be enough beyond the limit; one step more within it.
std::optional<double> amount_needed(const Bottleneck& row, const Remedy& remedy) {
  const double ratio = *row.headroom.value + 1.0;
  const double enough = std::ceil(remedy.present / ratio);
  const double steps = ratio > 1.0 ? 1.0 : std::ceil((enough - remedy.present) / remedy.step);
  const double needed = remedy.present + std::max(1.0, steps) * remedy.step;
  if (!std::isfinite(needed) || !(remedy.present > 0.0)) return {};
  return needed;
}

/// The limit that binds when the resource has `factor` times as much.
std::string effect_text(std::span<const Bottleneck> rows, const Bottleneck& row, double factor,
                        double users) {
  const double own = row.users_at_limit * factor;
  const Bottleneck* next = nullptr;
  for (const Bottleneck& other : rows) {
    if (other.resource == row.resource) continue;
    if (next == nullptr || other.users_at_limit < next->users_at_limit) next = &other;
  }
  const double half = row.headroom.half_width.value_or(0.0) * users * factor;
  std::string text = "in proportion its limit moves from " + users_text(row.users_at_limit) +
                     " to " + users_text(own);
  if (half >= 1.0) text += " ± " + users_text(std::ceil(half));
  text += " users";
  if (next != nullptr && std::isfinite(next->users_at_limit) && next->users_at_limit < own) {
    text += "; then " + next->resource + " binds at " + users_text(next->users_at_limit);
    const double other = next->headroom.half_width.value_or(0.0) * users;
    if (other >= 1.0) text += " ± " + users_text(std::ceil(other));
  }
  return text;
}

}  // namespace

std::vector<Finding> recommend(const scenarios::Scenario& scenario,
                               std::span<const Bottleneck> bottlenecks) {
  std::vector<Finding> findings;
  for (const Bottleneck& row : bottlenecks) {
    if (!row.headroom.value || *row.headroom.value > 0.0) continue;
    const std::optional<Remedy> remedy = remedy_for(scenario, row.resource);
    if (!remedy) continue;
    // load / limit = 1 / (headroom + 1): as many times the present number are needed.
    const double needed = std::ceil(remedy->present / (*row.headroom.value + 1.0));
    if (!std::isfinite(needed) || needed <= remedy->present) continue;
    const std::string setting = setting_text(*remedy, needed);
    findings.push_back(
        {.id = "recommendation",
         .severity = "info",
         .text = row.resource + " is beyond its limit: " + amount_text(*remedy, needed) + " " +
                 std::string(remedy->words) + " instead of " +
                 amount_text(*remedy, remedy->present) + " would do in proportion; try --set " +
                 (remedy->unit.empty() ? setting : "'" + setting + "'"),
         .component = row.component});
  }
  return findings;
}

std::vector<Recommendation> recommend_changes(const scenarios::Scenario& scenario,
                                              std::span<const Bottleneck> bottlenecks) {
  std::vector<Recommendation> all;
  const double users = scenario.clients.users;
  for (const Bottleneck& row : bottlenecks) {
    if (!row.headroom.value || *row.headroom.value > near) continue;
    const std::optional<Remedy> remedy = remedy_for(scenario, row.resource);
    const std::optional<double> needed = remedy ? amount_needed(row, *remedy) : std::nullopt;
    if (!needed) continue;
    const bool beyond = *row.headroom.value <= 0.0;
    const std::string where =
        row.component.empty() ? row.resource : row.resource + " of " + row.component;
    const std::string setting = setting_text(*remedy, *needed);
    const bool known = std::any_of(all.begin(), all.end(), [&](const Recommendation& other) {
      return other.set.front().starts_with(remedy->path);
    });
    if (known) continue;  // one change of a path: that of what binds first
    std::string cost =
        amount_text(*remedy, *needed - remedy->present) + " more " + std::string(remedy->words);
    if (!remedy->side_effect.empty()) cost += "; " + std::string(remedy->side_effect);
    all.push_back({.id = beyond ? "beyond its limit" : "binds next",
                   .what = amount_text(*remedy, *needed) + " " + std::string(remedy->words) +
                           " instead of " + amount_text(*remedy, remedy->present),
                   .because = where + " is at " + level_text(row) + ", its limit is " +
                              percent_text(row.limit_value),
                   .effect = effect_text(bottlenecks, row, *needed / remedy->present, users),
                   .cost = std::move(cost),
                   .confidence = "in proportion to the measured load, not simulated",
                   .set = {setting}});
  }
  return all;
}

}  // namespace ocssim::study
