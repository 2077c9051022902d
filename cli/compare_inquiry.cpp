// `compare`: what is better in B than in A.
#include "cli/inquiry.hpp"
#include "cli/rendering.hpp"
#include "cli/scenario_input.hpp"
#include "engine/stats/paired_difference.hpp"
#include "reports/compare_report.hpp"
#include "reports/html/pages.hpp"
#include "reports/store/fingerprint.hpp"
#include "scenarios/model/build.hpp"
#include "study/answer.hpp"
#include "study/conduct.hpp"
#include "study/cost.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace ocssim::cli {
namespace {

/// Before the observation begins [s]; none: each replication's own.
std::optional<double> warm_up_of(const scenarios::Scenario& scenario) {
  if (!study::is_steady(scenario)) return 0.0;
  switch (scenario.simulation.warm_up) {
    case scenarios::WarmUp::automatic:
      return std::nullopt;
    case scenarios::WarmUp::fixed:
      return to_seconds(scenario.simulation.warm_up_time);
    case scenarios::WarmUp::none:
      return 0.0;
  }
  return 0.0;
}

/// Time observed [s]: named phases, or what the warm-up leaves; none: each replication's own.
std::optional<double> observed_time(const scenarios::Scenario& scenario) {
  const scenarios::SimulationPlan& plan = scenario.simulation;
  if (!plan.phases.empty()) {
    const auto begin = [](const auto& x, const auto& y) { return x.from < y.from; };
    const auto end = [](const auto& x, const auto& y) { return x.to < y.to; };
    return to_seconds(std::max_element(plan.phases.begin(), plan.phases.end(), end)->to -
                      std::min_element(plan.phases.begin(), plan.phases.end(), begin)->from);
  }
  const std::optional<double> warm_up = warm_up_of(scenario);
  if (!warm_up) return std::nullopt;
  return to_seconds(plan.duration) - *warm_up;
}

/// Totals and peaks of both count over the same time.
bool are_equally_long(const scenarios::Scenario& a, const scenarios::Scenario& b) {
  return observed_time(a) == observed_time(b) && a.simulation.duration == b.simulation.duration;
}

/// Does "sign_in.time.p95" or "sign_in.time" name this difference? Of a metric without statistic
/// its own, which stands first.
bool names(const std::string& judged, const Difference& difference) {
  return difference.component.empty() &&
         (judged == difference.metric || judged == difference.metric + "." + difference.statistic);
}

class CompareInquiry final : public Inquiry {
 public:
  CompareInquiry(study::Question question, scenarios::Scenario a, scenarios::Scenario b)
      : question_(std::move(question)), a_(std::move(a)), b_(std::move(b)) {}

  study::RunStatus conduct(study::Runner& runner) override {
    designs_ = designs_in(runner);
    study::Conducted conducted =
        study::conduct(designs_, runner, study::is_enough, study::Together::same_number);
    if (conducted.status != study::RunStatus::complete) return conducted.status;
    results_ = std::move(conducted.results);
    compose_answer(runner);
    return conducted.status;
  }

  WorkEstimate estimate(study::Runner& runner) override {
    const std::array designs = designs_in(runner);
    const std::vector<std::uint32_t> looks = study::looks(designs[0].plan);
    WorkEstimate work;
    work.units = 2ULL * looks.front();
    work.units_at_most = 2ULL * looks.back();
    for (const study::Design& design : designs) {
      const std::uint32_t stored = runner.stored_of(design.index, looks.front());
      work.stored += stored;
      work.cpu_seconds += study::expected_cpu_seconds(*design.scenario) * (looks.front() - stored);
      work.memory_bytes =
          std::max(work.memory_bytes, study::expected_memory_bytes(*design.scenario));
    }
    return work;
  }

  [[nodiscard]] std::string render(const Rendering& rendering) const override {
    if (rendering.format == "json") return reports::compare_json(answer_);
    if (rendering.format == "markdown") return reports::compare_markdown(answer_);
    if (rendering.format == "junit") return reports::compare_junit(answer_);
    if (rendering.format == "csv") return reports::compare_csv(answer_);
    if (rendering.format == "html") return reports::compare_html(answer_, rendering.html);
    return reports::compare_text(answer_, {.color = rendering.color});
  }
  [[nodiscard]] ExitCode exit_code() const override {
    return answer_.got_worse.empty() ? ExitCode::done : ExitCode::got_worse;
  }
  [[nodiscard]] std::vector<reports::ExportedPoint> points(study::Runner& runner) const override {
    return {exported_point(runner, designs_[0].index, results_[0], answer_.a.set),
            exported_point(runner, designs_[1].index, results_[1], answer_.b.set)};
  }
  [[nodiscard]] const scenarios::Scenario& base() const override { return a_; }

 private:
  /// Both by the plan of A: pairs need the same number of replications.
  [[nodiscard]] std::array<study::Design, 2> designs_in(study::Runner& runner) const {
    study::Plan plan = study::plan_of(a_);
    plan.precise_metrics = question_.precise;
    return {study::add_design(runner, a_, plan), study::add_design(runner, b_, plan)};
  }

  static reports::ComparedDesign compared(const scenarios::Scenario& scenario,
                                          const std::vector<scenarios::Assignment>& set) {
    reports::ComparedDesign design{.name = scenario.name,
                                   .set = {},
                                   .seed = scenario.simulation.seed,
                                   .scenario_json = scenario.canonical_json};
    for (const scenarios::Assignment& one : set)
      design.set.push_back({.path = one.path, .value = one.value, .json = ""});
    design.duration_s = to_seconds(scenario.simulation.duration);
    design.warm_up_s = warm_up_of(scenario);
    return design;
  }

  void compose_answer(study::Runner& runner) {
    const std::uint32_t pairs = results_[0].replications;
    static_cast<reports::ReportHead&>(answer_) =
        head_of(question_, a_, replications_text(pairs) + " of each");
    const std::string setting_b =
        head_of(question_, b_, replications_text(pairs) + " of each").setting;
    if (setting_b != answer_.setting)
      answer_.setting = "A: " + answer_.setting + "; B: " + setting_b;
    answer_.a = compared(a_, question_.a_set);
    answer_.b = compared(b_, question_.b_set);
    answer_.replications = pairs;
    answer_.confidence = a_.simulation.confidence;
    answer_.differences =
        compare_paired(runner.observations(designs_[0].index, pairs),
                       runner.observations(designs_[1].index, pairs), scenarios::metric_registry(),
                       {.confidence = answer_.confidence});
    withhold();
    withhold_totals();
    holm(answer_.differences, 1.0 - answer_.confidence);
    judge(results_[0]);
    answer_.fingerprint =
        reports::combined_fingerprint(std::array{results_[0].fingerprint, results_[1].fingerprint});
    answer_.warnings = a_.warnings;
    if (!are_equally_long(a_, b_)) {
      answer_.warnings.insert(answer_.warnings.begin(),
                              "A and B are not simulated or observed for the same time: totals and "
                              "greatest values are withheld; means and quantiles are of different "
                              "windows");
    }
    for (const std::string& warning : b_.warnings) {
      if (std::find(answer_.warnings.begin(), answer_.warnings.end(), warning) ==
          answer_.warnings.end()) {
        answer_.warnings.push_back(warning);
      }
    }
  }

  /// What is withheld in one of the two has no difference.
  void withhold() {
    std::erase_if(answer_.differences, [&](const Difference& difference) {
      const bool shown = std::all_of(results_.begin(), results_.end(), [&](const Results& one) {
        const MetricResult* metric = one.find(difference.metric, difference.component);
        const Figure* figure = metric == nullptr ? nullptr : metric->find(difference.statistic);
        return figure != nullptr && figure->value.has_value();
      });
      return !shown;
    });
  }

  /// A total and a peak grow with the time over which they are taken.
  void withhold_totals() {
    if (are_equally_long(a_, b_)) return;
    std::erase_if(answer_.differences, [](const Difference& difference) {
      return difference.statistic == "total" || difference.statistic == "max";
    });
  }

  void judge(const Results& of_a) {
    answer_.judged = question_.fail_on;
    for (const ObjectiveResult& objective : of_a.objectives) {
      add_judged(objective);
      for (const ObjectiveResult& part : objective.parts) add_judged(part);
    }
    for (const std::string& name : answer_.judged) {
      const bool worse = std::any_of(
          answer_.differences.begin(), answer_.differences.end(), [&](const Difference& one) {
            return names(name, one) && one.verdict == DifferenceVerdict::worse;
          });
      if (worse) answer_.got_worse.push_back(name);
    }
  }

  void add_judged(const ObjectiveResult& objective) {
    if (objective.metric.empty()) return;
    std::string name = objective.metric + "." + objective.statistic;
    if (std::find(answer_.judged.begin(), answer_.judged.end(), name) == answer_.judged.end()) {
      answer_.judged.push_back(std::move(name));
    }
  }

  study::Question question_;
  scenarios::Scenario a_, b_;
  std::array<study::Design, 2> designs_;
  std::vector<Results> results_;  // of A and B
  reports::CompareAnswer answer_;
};

}  // namespace

std::unique_ptr<Inquiry> open_compare(const study::Question& question) {
  std::optional<scenarios::Scenario> a = load_or_print(question.scenario);
  std::optional<scenarios::Scenario> b = load_or_print(question.scenario_b);
  if (!a || !b) return nullptr;
  a->warnings = question.warnings;
  b->warnings = question.warnings_b;
  return std::make_unique<CompareInquiry>(question, *std::move(a), *std::move(b));
}

}  // namespace ocssim::cli
