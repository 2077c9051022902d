// `run`: one scenario, its objectives judged.
#include "cli/findings.hpp"
#include "cli/inquiry.hpp"
#include "cli/rendering.hpp"
#include "cli/scenario_input.hpp"
#include "study/answer.hpp"
#include "study/conduct.hpp"
#include "study/cost.hpp"
#include "study/findings/consequences.hpp"
#include "study/findings/recommendations.hpp"

#include <optional>
#include <span>
#include <utility>

namespace ocssim::cli {
namespace {

class RunInquiry final : public Inquiry {
 public:
  RunInquiry(study::Question question, scenarios::Scenario scenario)
      : question_(std::move(question)),
        scenario_(std::move(scenario)),
        plan_(study::plan_of(scenario_)) {
    plan_.precise_metrics = question_.precise;
  }

  study::RunStatus conduct(study::Runner& runner) override {
    const study::Design design = study::add_design(runner, scenario_, plan_);
    design_ = design.index;
    study::Conducted conducted = study::conduct(std::span(&design, 1), runner);
    if (conducted.status != study::RunStatus::complete) return conducted.status;
    Results results = std::move(conducted.results.front());
    std::vector<Finding> rules = rule_findings(scenario_);
    study::add_consequences(scenario_, {.metrics = results.metrics, .shares = results.shares},
                            rules);
    study::add_rule_changes(scenario_, rules, results.recommendations);
    results.findings.insert(results.findings.end(), rules.begin(), rules.end());
    answer_ = compose(question_, scenario_, std::move(results));
    return conducted.status;
  }

  WorkEstimate estimate(study::Runner& runner) override {
    const study::Design design = study::add_design(runner, scenario_, plan_);
    const std::vector<std::uint32_t> looks = study::looks(plan_);
    const std::uint32_t stored = runner.stored_of(design.index, looks.front());
    return {.designs = {},
            .units = looks.front(),
            .units_at_most = looks.back(),
            .stored = stored,
            .cpu_seconds = study::expected_cpu_seconds(scenario_) * (looks.front() - stored),
            .memory_bytes = study::expected_memory_bytes(scenario_),
            .note = ""};
  }

  [[nodiscard]] std::string render(const Rendering& rendering) const override {
    return cli::render(*answer_, rendering);
  }
  [[nodiscard]] ExitCode exit_code() const override {
    return verdict_code(answer_->results.has_objectives, answer_->results.verdict);
  }
  [[nodiscard]] std::vector<reports::ExportedPoint> points(study::Runner& runner) const override {
    return {exported_point(runner, design_, answer_->results, {})};
  }
  [[nodiscard]] const scenarios::Scenario& base() const override { return scenario_; }
  [[nodiscard]] const Results* results() const override {
    return answer_ ? &answer_->results : nullptr;
  }

 private:
  study::Question question_;
  scenarios::Scenario scenario_;
  study::Plan plan_;
  std::size_t design_ = 0;  // in the runner
  std::optional<reports::Answer> answer_;
};

}  // namespace

std::unique_ptr<Inquiry> open_run(const study::Question& question) {
  std::optional<scenarios::Scenario> scenario = load_or_print(question.scenario);
  if (!scenario) return nullptr;
  scenario->warnings = question.warnings;
  return std::make_unique<RunInquiry>(question, *std::move(scenario));
}

}  // namespace ocssim::cli
