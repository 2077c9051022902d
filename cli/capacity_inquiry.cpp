// `capacity`: the largest value at which every objective is met.
#include "cli/inquiry.hpp"
#include "cli/rendering.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "reports/capacity_cases_report.hpp"
#include "reports/capacity_report.hpp"
#include "reports/html/pages.hpp"
#include "reports/store/fingerprint.hpp"
#include "scenarios/document/quantity.hpp"
#include "study/answer.hpp"
#include "study/capacity.hpp"
#include "study/conduct.hpp"
#include "study/cost.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>
#include <vector>

namespace ocssim::cli {
namespace {

reports::CapacityStatus status_of(SearchStatus status) {
  switch (status) {
    case SearchStatus::found:
      return reports::CapacityStatus::found;
    case SearchStatus::infeasible:
      return reports::CapacityStatus::infeasible;
    case SearchStatus::unbounded:
      return reports::CapacityStatus::unbounded;
    case SearchStatus::searching:
    case SearchStatus::inconclusive:
      return reports::CapacityStatus::inconclusive;
  }
  return reports::CapacityStatus::inconclusive;
}

class CapacityInquiry final : public Inquiry {
 public:
  CapacityInquiry(study::Question question, scenarios::Scenario base, study::CapacityStudy study)
      : question_(std::move(question)), base_(std::move(base)), study_(std::move(study)) {}

  study::RunStatus conduct(study::Runner& runner) override {
    const study::RunStatus status = study_.conduct(runner);
    if (study_.failure()) print(*study_.failure());
    if (status == study::RunStatus::complete) compose_answer();
    return status;
  }

  WorkEstimate estimate(study::Runner&) override {
    const std::vector<std::uint32_t> looks = study::looks(study::plan_of(base_));
    const std::uint64_t probes = study_.request().probes;
    return {.designs = {fmt::format("{} from {} on", study_.request().path,
                                    study::number_text(*study_.search().ask()))},
            .units = 2ULL * looks.front(),
            .units_at_most = probes * looks.back(),
            .stored = 0,
            .cpu_seconds = study::expected_cpu_seconds(base_) * 2.0 * looks.front(),
            .memory_bytes = study::expected_memory_bytes(base_),
            .note = "the next value depends on what the last one showed: 2 to " +
                    std::to_string(probes) + " values"};
  }

  [[nodiscard]] std::string render(const Rendering& rendering) const override {
    if (rendering.format == "json") return reports::capacity_json(answer_);
    if (rendering.format == "markdown") return reports::capacity_markdown(answer_);
    if (rendering.format == "junit") return reports::capacity_junit(answer_);
    if (rendering.format == "csv") return reports::capacity_csv(answer_);
    if (rendering.format == "html") return reports::capacity_html(answer_, rendering.html);
    return reports::capacity_text(answer_, {.color = rendering.color});
  }

  [[nodiscard]] ExitCode exit_code() const override {
    switch (answer_.status) {
      case reports::CapacityStatus::found:
      case reports::CapacityStatus::unbounded:
        return ExitCode::done;
      case reports::CapacityStatus::inconclusive:
        return ExitCode::inconclusive;
      case reports::CapacityStatus::infeasible:
        return ExitCode::infeasible;
    }
    return ExitCode::internal_error;
  }
  [[nodiscard]] std::vector<reports::ExportedPoint> points(study::Runner& runner) const override {
    std::vector<reports::ExportedPoint> points;
    for (const study::CapacityProbe& probe : study_.probes()) {
      std::string text = study::number_text(probe.value);
      if (!study_.unit().empty()) text += " " + study_.unit();
      points.push_back(
          exported_point(runner, probe.design, probe.results,
                         {{.path = study_.request().path, .value = text, .json = ""}}));
    }
    return points;
  }
  [[nodiscard]] const scenarios::Scenario& base() const override { return base_; }
  [[nodiscard]] bool is_invalid() const override { return study_.failure().has_value(); }
  [[nodiscard]] const reports::CapacityAnswer& answer() const { return answer_; }

 private:
  void compose_answer() {
    const BracketSearch& search = study_.search();
    static_cast<reports::ReportHead&>(answer_) =
        head_of(question_, base_, fmt::format("{} values probed", study_.probes().size()));
    answer_.seed = base_.simulation.seed;
    answer_.path = study_.request().path;
    answer_.unit = study_.unit();
    answer_.status = status_of(search.status());
    answer_.highest_met = search.highest_met();
    answer_.lowest_not_met = search.lowest_not_met();
    answer_.confidence = base_.simulation.confidence;
    answer_.probe_confidence = study::verdict_confidence(study_.plan());
    answer_.width_asked = study_.request().width;
    if (!study_.start().formula.empty()) {
      answer_.start = study_.start().value;
      answer_.start_formula = study_.start().formula;
    }
    std::vector<std::uint64_t> fingerprints;
    for (const study::CapacityProbe& probe : study_.probes()) {
      answer_.probes.push_back({.value = probe.value, .results = probe.results});
      fingerprints.push_back(probe.results.fingerprint);
    }
    answer_.fingerprint = reports::combined_fingerprint(fingerprints);
    const study::CapacityProbe* broken = study_.probe_at(search.lowest_not_met());
    const study::CapacityProbe* kept = study_.probe_at(search.highest_met());
    const study::CapacityProbe* shown = kept != nullptr ? kept : broken;
    if (shown != nullptr) answer_.bottlenecks = shown->results.bottlenecks;
    if (broken != nullptr) {
      for (const ObjectiveResult& objective : broken->results.objectives) {
        if (objective.verdict == Verdict::not_met) answer_.broken.push_back(objective);
      }
    }
    answer_.findings = study_.findings();
    answer_.warnings = base_.warnings;
  }

  study::Question question_;
  scenarios::Scenario base_;
  study::CapacityStudy study_;
  reports::CapacityAnswer answer_;
};

/// The same search in every case of a scenario, one after the other.
class CapacityCasesInquiry final : public Inquiry {
 public:
  CapacityCasesInquiry(study::Question question,
                       std::vector<std::unique_ptr<CapacityInquiry>> inquiries)
      : question_(std::move(question)), inquiries_(std::move(inquiries)) {}

  study::RunStatus conduct(study::Runner& runner) override {
    for (const auto& inquiry : inquiries_) {
      const study::RunStatus status = inquiry->conduct(runner);
      if (status != study::RunStatus::complete) return status;
    }
    compose_answer();
    return study::RunStatus::complete;
  }

  WorkEstimate estimate(study::Runner& runner) override {
    WorkEstimate work;
    for (std::size_t i = 0; i < inquiries_.size(); ++i) {
      WorkEstimate one = inquiries_[i]->estimate(runner);
      work.designs.push_back(question_.cases[i].name + ": " + one.designs.front());
      work.units += one.units;
      work.units_at_most += one.units_at_most;
      work.cpu_seconds += one.cpu_seconds;
      work.note = std::move(one.note);
    }
    return work;
  }

  [[nodiscard]] std::string render(const Rendering& rendering) const override {
    if (rendering.format == "json") return reports::capacity_cases_json(answer_);
    if (rendering.format == "markdown") return reports::capacity_cases_markdown(answer_);
    if (rendering.format == "junit") return reports::capacity_cases_junit(answer_);
    if (rendering.format == "csv") return reports::capacity_cases_csv(answer_);
    return reports::capacity_cases_text(answer_, {.color = rendering.color});
  }
  /// The worst of the cases: 13 before 11.
  [[nodiscard]] ExitCode exit_code() const override {
    ExitCode worst = ExitCode::done;
    for (const auto& inquiry : inquiries_) {
      const ExitCode code = inquiry->exit_code();
      if (to_int(code) > to_int(worst)) worst = code;
    }
    return worst;
  }
  [[nodiscard]] std::vector<reports::ExportedPoint> points(study::Runner& runner) const override {
    std::vector<reports::ExportedPoint> points;
    for (std::size_t i = 0; i < inquiries_.size(); ++i) {
      for (reports::ExportedPoint& point : inquiries_[i]->points(runner)) {
        point.set.push_back({.path = "case", .value = question_.cases[i].name, .json = ""});
        points.push_back(std::move(point));
      }
    }
    return points;
  }
  [[nodiscard]] const scenarios::Scenario& base() const override {
    return inquiries_.front()->base();
  }
  [[nodiscard]] bool is_invalid() const override {
    return std::any_of(inquiries_.begin(), inquiries_.end(),
                       [](const auto& inquiry) { return inquiry->is_invalid(); });
  }

 private:
  void compose_answer() {
    std::vector<std::uint64_t> fingerprints;
    for (std::size_t i = 0; i < inquiries_.size(); ++i) {
      const reports::CapacityAnswer& one = inquiries_[i]->answer();
      answer_.cases.push_back({.name = question_.cases[i].name, .answer = one});
      fingerprints.push_back(one.fingerprint);
    }
    static_cast<reports::ReportHead&>(answer_) = answer_.cases.front().answer;
    answer_.scenario_json = base().canonical_json;
    answer_.fingerprint = reports::combined_fingerprint(fingerprints);
  }

  study::Question question_;
  std::vector<std::unique_ptr<CapacityInquiry>> inquiries_;
  reports::CapacityCases answer_;
};

std::unique_ptr<CapacityInquiry> refuse(const std::string& text) {
  complain(text);
  return nullptr;
}

/// LOW..HIGH as numbers in the unit of the path.
bool read_between(const std::string& text, study::CapacityRequest& request) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) return false;
  const auto low = study::number_with_unit(text.substr(0, dots));
  const auto high = study::number_with_unit(text.substr(dots + 2));
  if (!low || !high || !(low->number > 0.0) || !(low->number < high->number)) return false;
  request.lowest = low->number;
  request.highest = high->number;
  return true;
}

/// What the flags say; the fault of the first that cannot be read, empty when there is none.
std::string read_flags(const study::Question& question, study::CapacityRequest& request) {
  if (question.between && !read_between(*question.between, request)) {
    return "--between: \"" + *question.between + "\" is not LOW..HIGH with 0 < LOW < HIGH";
  }
  if (!question.width) return {};
  const auto width = scenarios::parse_fraction(*question.width);
  if (!width || !(*width > 0.0) || *width > 0.5) {
    return "--width: \"" + *question.width + "\" is no share of at most 50 % (\"3 %\")";
  }
  request.width = *width;
  return {};
}

}  // namespace

bool are_capacity_flags_good(const study::Question& question) {
  study::CapacityRequest request;
  const std::string fault = read_flags(question, request);
  if (!fault.empty()) complain(fault);
  return fault.empty();
}

namespace {

std::unique_ptr<CapacityInquiry> open_one(const study::Question& question,
                                          const std::string& scenario) {
  std::optional<scenarios::Scenario> base = load_or_print(scenario);
  if (!base) return nullptr;
  base->warnings = question.warnings;
  study::CapacityRequest request;
  request.scenario = scenario;
  if (!question.of.empty()) request.path = question.of;
  if (base->objectives.empty()) {
    return refuse("capacity needs objectives: the largest value at which what is met? (--slo)");
  }
  const auto present = study::VariedScenario(request.scenario, request.path).present();
  if (!present || !(present->number > 0.0)) {
    return refuse("--of: \"" + request.path + "\" names no number above 0 in " + base->name +
                  " (ocssim show " + base->name + ")");
  }
  const std::string fault = read_flags(question, request);
  if (!fault.empty()) return refuse(fault);
  study::CapacityStudy study(std::move(request), *base);
  return std::make_unique<CapacityInquiry>(question, *std::move(base), std::move(study));
}

}  // namespace

std::unique_ptr<Inquiry> open_capacity(const study::Question& question) {
  if (question.cases.empty()) return open_one(question, question.scenario);
  std::vector<std::unique_ptr<CapacityInquiry>> inquiries;
  for (const study::CaseText& one : question.cases) {
    inquiries.push_back(open_one(question, one.scenario));
    if (!inquiries.back()) return nullptr;
  }
  return std::make_unique<CapacityCasesInquiry>(question, std::move(inquiries));
}

}  // namespace ocssim::cli
