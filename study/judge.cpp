#include "study/judge.hpp"

#include "engine/stats/estimate.hpp"
#include "engine/stats/estimate_results.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace ocssim::study {
namespace {

using scenarios::Objective;

Comparison comparison_of(scenarios::Comparison comparison) {
  switch (comparison) {
    case scenarios::Comparison::less:
      return Comparison::less;
    case scenarios::Comparison::less_equal:
      return Comparison::less_equal;
    case scenarios::Comparison::greater:
      return Comparison::greater;
    case scenarios::Comparison::greater_equal:
      return Comparison::greater_equal;
  }
  return Comparison::less;
}

bool larger_is_worse(const Objective& objective) {
  return objective.comparison == scenarios::Comparison::less ||
         objective.comparison == scenarios::Comparison::less_equal;
}

/// The threshold in the unit of the metric: times are parsed in ns and measured in s.
double limit_of(const Objective& objective) {
  const bool is_time = objective.threshold.dimension == scenarios::Dimension::duration;
  return is_time ? objective.threshold.value * 1e-9 : objective.threshold.value;
}

/// "< 80 %": the text from the operator on.
std::string limit_text(const Objective& objective) {
  const std::size_t at = objective.text.find_first_of("<>");
  if (at == std::string::npos) return "";
  const std::size_t end = std::min(objective.text.find(" over "), objective.text.find(" per "));
  return objective.text.substr(at, end == std::string::npos ? end : end - at);
}

bool belongs_to(std::string_view component, std::string_view kind) {
  return component == kind || (component.starts_with(kind) && component.size() > kind.size() &&
                               component[kind.size()] == '[');
}

/// The worst tumbling window of length `window` in one replication's series; none without slices
/// that fill windows exactly.
std::optional<double> worst_window(const Series& series, Duration window, bool larger) {
  if (series.slice.count() <= 0 || window.count() % series.slice.count() != 0) return {};
  const auto width = static_cast<std::size_t>(window.count() / series.slice.count());
  std::optional<double> worst;
  for (std::size_t begin = 0; begin + width <= series.values.size(); begin += width) {
    double sum = 0.0;
    for (std::size_t i = begin; i < begin + width; ++i) sum += series.values[i];
    const double level = sum / static_cast<double>(width);
    if (!worst || (larger ? level > *worst : level < *worst)) worst = level;
  }
  return worst;
}

/// The worst component's worst window in each replication, averaged over them.
Figure windowed_figure(const JudgeInput& input, const Objective& objective) {
  const bool larger = larger_is_worse(objective);
  std::vector<double> values;
  for (const Observations& replication : input.replications) {
    std::optional<double> worst;
    for (const Series& series : replication.series) {
      if (series.name != objective.metric) continue;
      if (!objective.component.empty() && !belongs_to(series.component, objective.component)) {
        continue;
      }
      const std::optional<double> level = worst_window(series, *objective.window, larger);
      if (level && (!worst || (larger ? *level > *worst : *level < *worst))) worst = level;
    }
    if (worst) values.push_back(*worst);
  }
  if (values.size() != input.replications.size()) return {};
  return estimate_mean(values, input.confidence);
}

class Judge {
 public:
  explicit Judge(const JudgeInput& input) : input_(input) {}

  std::optional<ObjectiveResult> judge_line(const Objective& objective) {
    const MetricResult* system = find_result(input_.metrics, {objective.metric, ""});
    if (system == nullptr || system->state == MetricState::absent) {
      warnings.push_back("objective \"" + objective.text + "\": no model of this run reports " +
                         objective.metric + "; not judged");
      return {};
    }
    ObjectiveResult result = empty_result(objective, *system);
    if (objective.window) return judge_window(objective, std::move(result));
    if (!objective.component.empty()) return judge_each(objective, std::move(result));
    // Of what may be censored the system's figure is of the slowest; a withheld one counts.
    const auto worst = system->censored
                           ? std::nullopt
                           : worst_component(input_.metrics, objective.metric, result.statistic,
                                             larger_is_worse(objective));
    if (system->censored) {
      const Figure* figure = system->find(result.statistic);
      if (figure != nullptr) result.measured = *figure;
    }
    if (worst) {
      result.component = worst->component;
      result.measured = worst->figure;
    }
    const MetricResult* decided = find_result(input_.metrics, {objective.metric, result.component});
    decide(objective, decided == nullptr ? *system : *decided, result);
    return result;
  }

  ObjectiveResult judge_healthy(const Objective& objective) {
    ObjectiveResult result;
    result.text = objective.text;
    std::vector<Verdict> verdicts;
    for (const Objective& line : input_.healthy_band) {
      if (std::optional<ObjectiveResult> part = judge_line(line)) {
        verdicts.push_back(part->verdict);
        result.parts.push_back(*std::move(part));
      }
    }
    result.verdict = verdicts.empty() ? Verdict::inconclusive : all_of(verdicts);
    if (verdicts.empty()) result.reason = "no model reports a line of it";
    return result;
  }

  std::vector<std::string> warnings;

 private:
  static ObjectiveResult empty_result(const Objective& objective, const MetricResult& system) {
    ObjectiveResult result;
    result.text = objective.text;
    result.metric = objective.metric;
    if (objective.statistic) {
      result.statistic = to_string(*objective.statistic);
    } else if (system.name.ends_with(".rate") && system.find("rate") != nullptr) {
      result.statistic = "rate";  // "goodput.rate" is counted and named after its rate
    } else if (!system.figures.empty()) {
      result.statistic = system.figures.front().statistic;
    }
    result.limit = limit_text(objective);
    result.limit_value = limit_of(objective);
    result.unit = result.statistic == "rate" ? "1/s" : system.unit;
    return result;
  }

  /// Verdict of `result.measured`, or why there is none.
  static void decide(const Objective& objective, const MetricResult& metric,
                     ObjectiveResult& result) {
    if (result.measured.value) {
      result.verdict =
          judge(result.measured, comparison_of(objective.comparison), *result.limit_value);
      if (!result.measured.half_width && !result.measured.exact) {
        result.reason = "one replication gives no interval";
      } else if (result.verdict == Verdict::inconclusive) {
        result.reason = "the interval holds the limit";
      }
      return;
    }
    if (metric.censored) {
      decide_censored(objective, *metric.censored, result);
    } else if (metric.state == MetricState::unstable) {
      result.verdict = Verdict::not_met;
      result.reason = "unstable: it grows without end";
    } else {
      result.verdict = Verdict::inconclusive;
      result.reason = metric.state == MetricState::not_settled ? "not settled"
                      : metric.state == MetricState::too_few   ? "too few samples"
                                                               : "no value";
    }
  }

  /// A figure is withheld because too few have ended: what it exceeds at least may decide.
  static void decide_censored(const Objective& objective, const MetricResult::Censored& censored,
                              ObjectiveResult& result) {
    result.verdict = Verdict::inconclusive;
    result.reason = std::to_string(censored.ended) + " of " + std::to_string(censored.of) +
                    " replications recovered";
    for (const NamedFigure& least : censored.at_least) {
      const bool is_beyond = least.statistic == result.statistic && larger_is_worse(objective) &&
                             *least.figure.value > *result.limit_value;
      if (is_beyond) result.verdict = Verdict::not_met;
    }
  }

  std::optional<ObjectiveResult> judge_window(const Objective& objective, ObjectiveResult result) {
    result.measured = windowed_figure(input_, objective);
    if (!result.measured.value) {
      warnings.push_back("objective \"" + objective.text +
                         "\": no series of it fills such windows; not judged");
      return {};
    }
    decide(objective, *find_result(input_.metrics, {objective.metric, ""}), result);
    return result;
  }

  /// Every component must meet it; the error is shared among them (Bonferroni).
  std::optional<ObjectiveResult> judge_each(const Objective& objective, ObjectiveResult result) {
    std::vector<const MetricResult*> components;
    for (const MetricResult& metric : input_.metrics) {
      if (metric.name == objective.metric && belongs_to(metric.component, objective.component)) {
        components.push_back(&metric);
      }
    }
    if (components.empty()) {
      warnings.push_back("objective \"" + objective.text + "\": " + objective.metric +
                         " is not reported per " + objective.component + "; not judged");
      return {};
    }
    const double alpha = (1.0 - input_.confidence) / static_cast<double>(components.size());
    std::vector<Verdict> verdicts;
    for (const MetricResult* metric : components) {
      ObjectiveResult part = result;
      part.component = metric->component;
      const Figure* present = metric->find(result.statistic);
      if (present != nullptr && present->value) {
        part.measured = estimate_statistic(input_.replications,
                                           {.metric = metric->name, .component = metric->component},
                                           result.statistic, {.confidence = 1.0 - alpha});
      }
      decide(objective, *metric, part);
      verdicts.push_back(part.verdict);
      const bool is_first = verdicts.size() == 1;
      if (is_first || is_worse(objective, part, result)) result = std::move(part);
    }
    result.verdict = all_of(verdicts);
    return result;
  }

  static bool is_worse(const Objective& objective, const ObjectiveResult& a,
                       const ObjectiveResult& b) {
    if (!a.measured.value || !b.measured.value) return !a.measured.value && b.measured.value;
    return larger_is_worse(objective) ? *a.measured.value > *b.measured.value
                                      : *a.measured.value < *b.measured.value;
  }

  const JudgeInput& input_;
};

}  // namespace

Judgment judge_objectives(const JudgeInput& input) {
  Judgment judgment;
  Judge judge(input);
  std::vector<Verdict> verdicts;
  for (const Objective& objective : input.objectives) {
    std::optional<ObjectiveResult> result =
        objective.healthy ? judge.judge_healthy(objective) : judge.judge_line(objective);
    if (!result) {
      // A user's own objective that cannot be judged is an open question, not a met one.
      result = ObjectiveResult{};
      result->text = objective.text;
      result->reason = "not judged: see warnings";
    }
    verdicts.push_back(result->verdict);
    judgment.objectives.push_back(*std::move(result));
  }
  judgment.warnings = std::move(judge.warnings);
  if (!verdicts.empty()) judgment.verdict = all_of(verdicts);
  return judgment;
}

}  // namespace ocssim::study
