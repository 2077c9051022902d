#include "reports/headline.hpp"

#include "reports/figures.hpp"
#include "reports/headroom.hpp"
#include "reports/names.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

constexpr std::size_t named_at_most = 3;

void collect(const ObjectiveResult& objective, std::vector<const ObjectiveResult*>& out) {
  if (objective.parts.empty()) out.push_back(&objective);
  for (const ObjectiveResult& part : objective.parts) collect(part, out);
}

std::string load_text(double users) {
  if (users <= 0.0) return "this load";
  return grouped(static_cast<std::uint64_t>(std::llround(users))) + " users";
}

/// "sign_in.success 65.0 % (limit >= 99.9 %), sql.sproc_latency withheld (limit < 100 ms)".
std::string named(const std::vector<const ObjectiveResult*>& objectives) {
  std::string text;
  for (std::size_t i = 0; i < std::min(objectives.size(), named_at_most); ++i) {
    const ObjectiveResult& objective = *objectives[i];
    if (i != 0) text += ", ";
    text += objective.metric.empty() ? objective.text : objective.metric;
    if (!objective.metric.empty()) {
      text += fmt::format(" {} (limit {})", figure_text(objective.measured, objective.unit),
                          objective.limit);
    }
  }
  const std::size_t rest = objectives.size() - std::min(objectives.size(), named_at_most);
  return rest == 0 ? text : text + fmt::format(" and {} more", rest);
}

std::string first_limit(const Results& results) {
  if (results.bottlenecks.empty()) return "";
  const Bottleneck& first = results.bottlenecks.front();
  const std::string now = figure_text(present_figure(first), first.unit);
  const std::string limit = quantity_text(first.limit_value, first.unit);
  const double headroom = first.headroom.value.value_or(0.0);
  if (headroom <= 0.0) {
    return fmt::format("; first: {} {} (limit {})", resource_text(first), now, limit);
  }
  if (is_lost_in_noise(first)) {
    return "; what breaks first is not told: the use of " + resource_text(first) +
           " is not told from none";
  }
  if (!is_told(first)) {
    return fmt::format("; nothing breaks within {:g} times this load", most_times);
  }
  const std::string at =
      first.users_at_limit >= 1.0 ? " at " + users_text(first.users_at_limit) + " users" : "";
  return fmt::format("; what breaks first: {}{}, now {} (limit {})", resource_text(first), at, now,
                     limit);
}

}  // namespace

std::vector<const ObjectiveResult*> judged_objectives(std::span<const ObjectiveResult> objectives) {
  std::vector<const ObjectiveResult*> out;
  for (const ObjectiveResult& objective : objectives) collect(objective, out);
  return out;
}

std::vector<const ObjectiveResult*> judged_objectives(const Results& results) {
  return judged_objectives(results.objectives);
}

std::string resource_text(const Bottleneck& bottleneck) {
  if (bottleneck.component.empty()) return bottleneck.resource;
  return bottleneck.resource + " of " + bottleneck.component;
}

Figure present_figure(const Bottleneck& bottleneck) {
  // headroom + 1 = limit / present, so their relative half-widths are equal.
  Figure figure{.value = bottleneck.present, .half_width = {}, .exact = bottleneck.headroom.exact};
  if (bottleneck.headroom.value && bottleneck.headroom.half_width) {
    const double ratio = *bottleneck.headroom.value + 1.0;
    if (ratio > 0.0 && std::isfinite(ratio)) {
      figure.half_width = bottleneck.present * *bottleneck.headroom.half_width / ratio;
    }
  }
  return figure;
}

std::string headline(const Results& results, double users) {
  const std::string load = load_text(users);
  if (!results.has_objectives) {
    return fmt::format("DONE: {} simulated, no objective stated{}.", load, first_limit(results));
  }
  const std::vector<const ObjectiveResult*> all = judged_objectives(results);
  std::vector<const ObjectiveResult*> deciding;
  std::copy_if(all.begin(), all.end(), std::back_inserter(deciding),
               [&](const ObjectiveResult* o) { return o->verdict == results.verdict; });
  const std::string_view word = headline_word(results.verdict);
  switch (results.verdict) {
    case Verdict::met:
      return fmt::format("{}: {} meet{} {} objective{}{}.", word, load, users > 0.0 ? "" : "s",
                         all.size() == 1 ? "the" : fmt::format("all {}", all.size()),
                         all.size() == 1 ? "" : "s", first_limit(results));
    case Verdict::not_met: {
      const bool beyond = !results.bottlenecks.empty() &&
                          results.bottlenecks.front().headroom.value.value_or(0.0) <= 0.0;
      return fmt::format("{}: {} exceed{} what the objectives allow{}; not met: {}.", word, load,
                         users > 0.0 ? "" : "s", beyond ? first_limit(results) : "",
                         named(deciding));
    }
    case Verdict::inconclusive:
      return fmt::format("{}: {} of {} objectives undecided at {}: {}.", word, deciding.size(),
                         all.size(), load, named(deciding));
  }
  return std::string(word);
}

}  // namespace ocssim::reports
