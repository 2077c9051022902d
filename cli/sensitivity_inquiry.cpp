// `sensitivity`: which uncertain input moves the answer.
#include "cli/inquiry.hpp"
#include "cli/rendering.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "reports/html/pages.hpp"
#include "reports/sensitivity_report.hpp"
#include "study/cost.hpp"
#include "study/sensitivity.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace ocssim::cli {
namespace {

reports::SensitiveInput input_of(const study::UncertainInput& input) {
  return {.path = input.path, .value = input.value, .why = input.why, .source = input.source};
}

reports::SensitivityEnd end_of(const study::SensitivityEnd& end) {
  return {.value = end.value,
          .is_valid = end.is_valid,
          .is_moved = end.is_moved,
          .figure = end.figure,
          .difference = end.difference,
          .verdict = end.verdict};
}

class SensitivityInquiry final : public Inquiry {
 public:
  SensitivityInquiry(study::Question question, scenarios::Scenario base,
                     study::SensitivityRequest request)
      : question_(std::move(question)), base_(std::move(base)), study_(std::move(request)) {}

  study::RunStatus conduct(study::Runner& runner) override {
    const study::RunStatus status = study_.conduct(runner);
    if (status == study::RunStatus::complete) compose_answer();
    return status;
  }

  WorkEstimate estimate(study::Runner&) override {
    const study::SensitivityStudy::Work work = study_.work();
    return {.designs = {fmt::format("{} designs of {} inputs, {}", work.designs,
                                    question_.inputs.size(), question_.method)},
            .units = work.first,
            .units_at_most = work.at_most,
            .stored = 0,
            .cpu_seconds = study::expected_cpu_seconds(base_) * static_cast<double>(work.first),
            .note =
                "replication 0 of every design; then the others of those that it shows to be "
                "moved (--inputs, --replications and --trajectories bound the work)"};
  }

  [[nodiscard]] std::string render(const Rendering& rendering) const override {
    if (rendering.format == "json") return reports::sensitivity_json(answer_);
    if (rendering.format == "markdown") return reports::sensitivity_markdown(answer_);
    if (rendering.format == "junit") return reports::sensitivity_junit(answer_);
    if (rendering.format == "csv") return reports::sensitivity_csv(answer_);
    if (rendering.format == "html") return reports::sensitivity_html(answer_, rendering.html);
    return reports::sensitivity_text(answer_, {.color = rendering.color});
  }
  /// It judges inputs, not the scenario.
  [[nodiscard]] ExitCode exit_code() const override {
    return answer_.base.value ? ExitCode::done : ExitCode::inconclusive;
  }
  [[nodiscard]] std::vector<reports::ExportedPoint> points(study::Runner& runner) const override {
    return {exported_point(runner, 0, study_.base_results(), {})};
  }
  [[nodiscard]] const scenarios::Scenario& base() const override { return base_; }

 private:
  void compose_answer() {
    const study::AnswerFigure& figure = study_.figure();
    static_cast<reports::ReportHead&>(answer_) =
        head_of(question_, base_, fmt::format("{} inputs", question_.inputs.size()));
    answer_.seed = base_.simulation.seed;
    answer_.confidence = base_.simulation.confidence;
    answer_.replications = study_.replications();
    answer_.method = question_.method;
    answer_.metric = figure.metric;
    answer_.component = figure.component;
    answer_.statistic = figure.statistic;
    answer_.unit = figure.unit;
    answer_.objective = figure.objective;
    answer_.base = study_.base_figure();
    answer_.has_objectives = study_.base_results().has_objectives;
    answer_.verdict = study_.base_results().verdict;
    answer_.trajectories = question_.trajectories;
    answer_.trajectories_left_out = study_.trajectories_left_out();
    for (const study::TornadoRow& row : study_.tornado()) {
      answer_.tornado.push_back({.input = input_of(row.input),
                                 .low = end_of(row.low),
                                 .high = end_of(row.high),
                                 .swing = row.swing});
    }
    for (const study::MorrisRow& row : study_.morris()) {
      answer_.morris.push_back({.input = input_of(row.input),
                                .low = row.input.low,
                                .high = row.input.high,
                                .mean = row.effect.mean,
                                .mean_absolute = row.effect.mean_absolute,
                                .deviation = row.effect.deviation,
                                .crossings = row.crossings});
    }
    answer_.left_out = question_.left_out;
    answer_.warnings = base_.warnings;
    answer_.fingerprint = study_.fingerprint();
  }

  study::Question question_;
  scenarios::Scenario base_;
  study::SensitivityStudy study_;
  reports::SensitivityAnswer answer_;
};

}  // namespace

std::unique_ptr<Inquiry> open_sensitivity(const study::Question& question) {
  std::optional<scenarios::Scenario> base = load_or_print(question.scenario);
  if (!base) return nullptr;
  base->warnings = question.warnings;
  study::SensitivityRequest request;
  request.scenario = {question.scenario, {}};
  request.inputs = question.inputs;
  request.method = question.method == "morris" ? study::SensitivityMethod::morris
                                               : study::SensitivityMethod::tornado;
  request.trajectories = std::max(1u, question.trajectories);
  if (!question.of.empty()) {
    const auto named = metric_and_statistic("--of", question.of);
    if (!named) return nullptr;
    request.of = study::AnswerFigure{.metric = named->first,
                                     .component = "",
                                     .statistic = named->second,
                                     .unit = "",
                                     .objective = ""};
  } else if (base->objectives.empty()) {
    write_stderr("ocssim: sensitivity needs objectives (--slo), or a figure to look at (--of)\n");
    return nullptr;
  }
  return std::make_unique<SensitivityInquiry>(question, *std::move(base), std::move(request));
}

}  // namespace ocssim::cli
