// `sweep`: every combination of the varied values, each judged.
#include "cli/combinations.hpp"
#include "cli/inquiry.hpp"
#include "cli/rendering.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "reports/html/pages.hpp"
#include "reports/store/fingerprint.hpp"
#include "reports/sweep_report.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/document/where.hpp"
#include "scenarios/document/write.hpp"
#include "study/answer.hpp"
#include "study/conduct.hpp"
#include "study/cost.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <utility>

namespace ocssim::cli {
namespace {

using scenarios::Combination;

struct Point {
  std::vector<reports::Setting> set;
  scenarios::Scenario scenario;
};

std::string text_of(const std::vector<reports::Setting>& set) {
  std::string text;
  for (const reports::Setting& one : set) {
    text += (text.empty() ? "" : ", ") + one.path + "=" + one.value;
  }
  return text;
}

class SweepInquiry final : public Inquiry {
 public:
  SweepInquiry(study::Question question, scenarios::Scenario base, std::vector<Point> points)
      : question_(std::move(question)), base_(std::move(base)), points_(std::move(points)) {}

  study::RunStatus conduct(study::Runner& runner) override {
    designs_ = designs_in(runner);
    study::Conducted conducted = study::conduct(designs_, runner);
    if (conducted.status == study::RunStatus::complete) {
      compose_answer(std::move(conducted.results));
    }
    return conducted.status;
  }

  WorkEstimate estimate(study::Runner& runner) override {
    WorkEstimate work;
    const std::vector<study::Design> designs = designs_in(runner);
    for (std::size_t i = 0; i < designs.size(); ++i) {
      const std::vector<std::uint32_t> looks = study::looks(designs[i].plan);
      const std::uint32_t stored = runner.stored_of(designs[i].index, looks.front());
      work.designs.push_back(fmt::format("{}: {} of {} replications stored",
                                         text_of(points_[i].set), stored, looks.front()));
      work.units += looks.front();
      work.units_at_most += looks.back();
      work.stored += stored;
      work.cpu_seconds +=
          study::expected_cpu_seconds(points_[i].scenario) * (looks.front() - stored);
      work.memory_bytes =
          std::max(work.memory_bytes, study::expected_memory_bytes(points_[i].scenario));
    }
    return work;
  }

  [[nodiscard]] std::string render(const Rendering& rendering) const override {
    if (rendering.format == "json") return reports::sweep_json(answer_);
    if (rendering.format == "markdown") return reports::sweep_markdown(answer_);
    if (rendering.format == "junit") return reports::sweep_junit(answer_);
    if (rendering.format == "csv") return reports::sweep_csv(answer_);
    if (rendering.format == "html") return reports::sweep_html(answer_, rendering.html);
    return reports::sweep_text(answer_, {.color = rendering.color});
  }
  /// All points were computed, whatever their verdicts.
  [[nodiscard]] ExitCode exit_code() const override { return ExitCode::done; }
  [[nodiscard]] std::vector<reports::ExportedPoint> points(study::Runner& runner) const override {
    std::vector<reports::ExportedPoint> points;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      points.push_back(
          exported_point(runner, designs_[i].index, answer_.points[i].results, points_[i].set));
    }
    return points;
  }
  [[nodiscard]] const scenarios::Scenario& base() const override { return base_; }

 private:
  std::vector<study::Design> designs_in(study::Runner& runner) const {
    std::vector<study::Design> designs;
    for (const Point& point : points_) {
      study::Plan plan = study::plan_of(point.scenario);
      plan.precise_metrics = question_.precise;
      designs.push_back(study::add_design(runner, point.scenario, plan));
    }
    return designs;
  }

  void compose_answer(std::vector<Results> results) {
    static_cast<reports::ReportHead&>(answer_) =
        head_of(question_, base_, fmt::format("{} points", points_.size()));
    answer_.seed = base_.simulation.seed;
    answer_.confidence = base_.simulation.confidence;
    std::vector<std::uint64_t> fingerprints;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      fingerprints.push_back(results[i].fingerprint);
      answer_.points.push_back({.set = points_[i].set, .results = std::move(results[i])});
    }
    for (const reports::Setting& one : points_.front().set) answer_.varied.push_back(one.path);
    answer_.fingerprint = reports::combined_fingerprint(fingerprints);
    answer_.warnings = base_.warnings;
  }

  study::Question question_;
  scenarios::Scenario base_;
  std::vector<Point> points_;
  std::vector<study::Design> designs_;
  reports::SweepAnswer answer_;
};

/// The designs that validate and that the condition lets through.
class PointLoader {
 public:
  PointLoader(const study::Question& question, const scenarios::Scenario& resolved_base,
              std::optional<scenarios::Condition> condition)
      : question_(question),
        of_defaults_(resolved_base.warnings),
        condition_(std::move(condition)) {}

  void load(Combination combination) {
    auto loaded = load_resolved(question_.scenario, sets_of(combination), "--vary");
    if (!loaded) {
      // The same fault in many points is told once.
      const std::string text =
          scenarios::render_text(loaded.error().diagnostics, loaded.error().sources);
      if (std::find(faults_.begin(), faults_.end(), text) == faults_.end()) faults_.push_back(text);
      return;
    }
    const scenarios::Document resolved =
        scenarios::parse_document({"scenario", loaded->resolved_json});
    if (!is_wanted(resolved.root)) return;
    std::vector<reports::Setting> set = settings_of(combination, resolved.root);
    if (const Point* same = same_design(loaded->scenario)) {
      faults_.push_back("ocssim: --vary: " + name_of(same->set) + " and " + name_of(set) +
                        " are the same design\n");
      return;
    }
    keep_new_warnings(loaded->scenario.warnings);
    points_.push_back({std::move(set), std::move(loaded->scenario)});
  }

  /// Nothing after faults, which are told.
  std::optional<std::vector<Point>> finish() {
    for (const std::string& fault : faults_) write_stderr(fault);
    if (!faults_.empty() || is_misasked_) return {};
    if (points_.empty()) {
      write_stderr("ocssim: --where leaves no design point\n");
      return {};
    }
    return std::move(points_);
  }

 private:
  /// Of the points so far, the one that is this scenario in other words: 1k and 1000.
  const Point* same_design(const scenarios::Scenario& scenario) {
    const std::size_t at = places_.emplace(scenario.canonical_json, points_.size()).first->second;
    return at < points_.size() ? &points_[at] : nullptr;
  }

  static std::string name_of(const std::vector<reports::Setting>& set) {
    std::string name;
    for (const reports::Setting& one : set) {
      name += (name.empty() ? "" : ", ") + one.path + "=" + one.value;
    }
    return name;
  }

  bool is_wanted(const scenarios::Value& root) {
    if (!condition_ || is_misasked_) return !is_misasked_;
    auto answer = scenarios::holds(*condition_, root);
    if (answer) return *answer;
    print_error("--where", question_.where, std::move(answer.error()));
    is_misasked_ = true;
    return false;
  }

  /// Those of the scenario as stated, and what the varied values add. The resolved scenario states
  /// every default, and what it warns of for that reason is no news.
  void keep_new_warnings(std::vector<std::string>& warnings) const {
    std::vector<std::string> kept = question_.warnings;
    for (std::string& warning : warnings) {
      const bool is_old =
          std::find(of_defaults_.begin(), of_defaults_.end(), warning) != of_defaults_.end();
      if (!is_old) kept.push_back(std::move(warning));
    }
    warnings = std::move(kept);
  }

  const study::Question& question_;
  std::vector<std::string> of_defaults_;  // warnings of the base when all is stated
  std::optional<scenarios::Condition> condition_;
  std::vector<Point> points_;
  std::map<std::string, std::size_t> places_;  // of the points, by what they are
  std::vector<std::string> faults_;
  bool is_misasked_ = false;
};

}  // namespace

std::unique_ptr<Inquiry> open_sweep(const study::Question& question) {
  std::optional<scenarios::Scenario> base = load_or_print(question.scenario);
  if (!base) return nullptr;
  std::optional<std::vector<Combination>> combinations =
      combinations_of(question.vary, question.zip);
  std::optional<scenarios::Condition> condition;
  if (!question.where.empty()) {
    auto parsed = scenarios::parse_condition(question.where);
    if (!parsed) {
      print_error("--where", question.where, std::move(parsed.error()));
      return nullptr;
    }
    condition = *std::move(parsed);
  }
  if (!combinations) return nullptr;
  PointLoader loader(question, *base, std::move(condition));
  base->warnings = question.warnings;
  for (Combination& combination : *combinations) loader.load(std::move(combination));
  std::optional<std::vector<Point>> points = loader.finish();
  if (!points) return nullptr;
  return std::make_unique<SweepInquiry>(question, *std::move(base), *std::move(points));
}

}  // namespace ocssim::cli
