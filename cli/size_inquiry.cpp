// `size`: the least resources that meet every objective.
#include "cli/combinations.hpp"
#include "cli/inquiry.hpp"
#include "cli/rendering.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "reports/html/pages.hpp"
#include "reports/size_report.hpp"
#include "reports/store/fingerprint.hpp"
#include "scenarios/document/quantity.hpp"
#include "scenarios/document/variation.hpp"
#include "scenarios/document/write.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/metric_vocabulary.hpp"
#include "study/cost.hpp"
#include "study/size.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace ocssim::cli {
namespace {

using scenarios::Assignment;
using scenarios::Combination;

reports::SizeStatus status_of(SearchStatus status) {
  switch (status) {
    case SearchStatus::found:
      return reports::SizeStatus::found;
    case SearchStatus::infeasible:
      return reports::SizeStatus::infeasible;
    case SearchStatus::searching:
    case SearchStatus::inconclusive:
    case SearchStatus::unbounded:
      return reports::SizeStatus::inconclusive;
  }
  return reports::SizeStatus::inconclusive;
}

std::vector<reports::Setting> settings_of(const std::vector<Assignment>& assignments) {
  std::vector<reports::Setting> settings;
  for (const Assignment& one : assignments) {
    const auto count = scenarios::parse_count(one.value);
    settings.push_back({.path = one.path,
                        .value = one.value,
                        .json = count ? std::to_string(*count) : std::string()});
  }
  return settings;
}

/// The designs that prove the least ones: these, then those with one less of a resource.
std::vector<const study::SizeProbe*> proof_of(const study::SizeSearch& search) {
  std::vector<const study::SizeProbe*> proof;
  const auto add = [&](const study::SizeProbe* probe) {
    if (probe != nullptr && std::find(proof.begin(), proof.end(), probe) == proof.end()) {
      proof.push_back(probe);
    }
  };
  for (const LevelPoint& point : search.search().least()) add(search.probe_at(point));
  for (const LevelPoint& point : search.search().least()) {
    for (std::size_t i = 0; i < point.size(); ++i) {
      if (point[i] == 0) continue;
      LevelPoint less = point;
      --less[i];
      const LeastSearch::Probe* refuted = search.search().refuted_by(less);
      add(search.probe_at(refuted != nullptr ? refuted->point : less));
    }
  }
  if (search.search().status() == SearchStatus::found) return proof;
  // Not found: all that is known.
  for (const study::SizeProbe& probe : search.probes()) add(&probe);
  if (search.search().status() != SearchStatus::infeasible) return proof;
  std::stable_sort(proof.begin(), proof.end(), [](const auto* a, const auto* b) {
    return a->point > b->point;  // the most that is allowed first
  });
  return proof;
}

reports::SizePoint point_of(const study::SizeSearch& search, std::vector<reports::Setting> set) {
  const LeastSearch& levels = search.search();
  reports::SizePoint point;
  point.set = std::move(set);
  point.case_name = search.request().case_name;
  point.status = status_of(levels.status());
  for (const LevelPoint& least : levels.least()) {
    point.least.push_back(settings_of(search.settings_at(least)));
  }
  for (const study::SizeProbe* probe : proof_of(search)) {
    point.proof.push_back({.set = settings_of(search.settings_at(probe->point)),
                           .verdict = probe->results.verdict,
                           .replications = probe->results.replications,
                           .fingerprint = probe->results.fingerprint,
                           .objectives = probe->results.objectives});
  }
  if (const auto expected = search.expected()) {
    point.expected = settings_of(search.settings_at(*expected));
  }
  if (search.rule()) point.rule = search.rule()->value;
  point.probes = static_cast<std::uint32_t>(search.probes().size());
  point.contradictory = levels.is_contradictory();
  if (const auto& selected = search.selected()) {
    point.best = selected->best;
    point.is_best_decided = selected->is_decided;
    for (const study::SelectedDesign& one : selected->designs) {
      point.selection.push_back({one.mean, one.replications, one.survived});
    }
  }
  return point;
}

class SizeInquiry final : public Inquiry {
 public:
  SizeInquiry(study::Question question, scenarios::Scenario base,
              std::vector<study::SizeRequest> requests,
              std::vector<std::vector<reports::Setting>> sets)
      : question_(std::move(question)),
        base_(std::move(base)),
        study_(std::move(requests)),
        sets_(std::move(sets)) {}

  study::RunStatus conduct(study::Runner& runner) override {
    const study::RunStatus status = study_.conduct(runner);
    if (study_.failure() != nullptr) print(*study_.failure());
    if (status == study::RunStatus::complete) compose_answer();
    return status;
  }

  WorkEstimate estimate(study::Runner& runner) override {
    WorkEstimate work;
    work.note =
        "these are the designs that closed forms expect to decide; where they are wrong, more "
        "follow";
    for (std::size_t i = 0; i < study_.searches().size(); ++i) {
      study::SizeSearch& search = *study_.searches()[i];
      const auto designs = search.designs(runner);
      if (!designs) continue;
      const std::vector<std::uint32_t> looks = study::looks(search.plan());
      std::string name = search.request().case_name;
      for (const reports::Setting& one : sets_[i]) {
        name += (name.empty() ? "" : ", ") + one.path + "=" + one.value;
      }
      for (const study::Design& design : *designs) {
        const std::uint32_t stored = runner.stored_of(design.index, looks.front());
        work.units += looks.front();
        work.units_at_most += looks.back();
        work.stored += stored;
        work.cpu_seconds +=
            study::expected_cpu_seconds(*design.scenario) * (looks.front() - stored);
      }
      std::string levels;
      for (const LevelPoint& point : search.search().ask()) {
        for (const Assignment& one : search.settings_at(point)) {
          levels += (levels.empty() ? "" : ", ") + one.path + "=" + one.value;
        }
      }
      work.designs.push_back((name.empty() ? "" : name + ": ") + levels);
    }
    return work;
  }

  [[nodiscard]] std::string render(const Rendering& rendering) const override {
    if (rendering.format == "json") return reports::size_json(answer_);
    if (rendering.format == "markdown") return reports::size_markdown(answer_);
    if (rendering.format == "junit") return reports::size_junit(answer_);
    if (rendering.format == "csv") return reports::size_csv(answer_);
    if (rendering.format == "html") return reports::size_html(answer_, rendering.html);
    return reports::size_text(answer_, {.color = rendering.color});
  }

  [[nodiscard]] ExitCode exit_code() const override {
    ExitCode code = ExitCode::done;
    for (const reports::SizePoint& point : answer_.points) {
      if (point.status == reports::SizeStatus::infeasible) return ExitCode::infeasible;
      if (point.status == reports::SizeStatus::inconclusive) code = ExitCode::inconclusive;
    }
    return code;
  }

  [[nodiscard]] std::vector<reports::ExportedPoint> points(study::Runner& runner) const override {
    std::vector<reports::ExportedPoint> points;
    for (std::size_t i = 0; i < study_.searches().size(); ++i) {
      const study::SizeSearch& search = *study_.searches()[i];
      for (const study::SizeProbe& probe : search.probes()) {
        std::vector<reports::Setting> set = sets_[i];
        if (!search.request().case_name.empty()) {
          set.push_back({.path = "case", .value = search.request().case_name, .json = ""});
        }
        for (reports::Setting& one : settings_of(search.settings_at(probe.point))) {
          set.push_back(std::move(one));
        }
        points.push_back(exported_point(runner, probe.design.index, probe.results, std::move(set)));
      }
    }
    return points;
  }
  [[nodiscard]] const scenarios::Scenario& base() const override { return base_; }
  [[nodiscard]] bool is_invalid() const override { return study_.failure() != nullptr; }

 private:
  void compose_answer() {
    const study::SizeSearch& first = *study_.searches().front();
    std::size_t designs = 0;
    std::vector<std::uint64_t> fingerprints;
    for (std::size_t i = 0; i < study_.searches().size(); ++i) {
      const study::SizeSearch& search = *study_.searches()[i];
      answer_.points.push_back(point_of(search, sets_[i]));
      designs += search.probes().size();
      for (const study::SizeProbe& probe : search.probes()) {
        fingerprints.push_back(probe.results.fingerprint);
      }
      if (answer_.switched_off.empty()) {
        answer_.switched_off = search.switched_off().what;
        answer_.switched_off_by = settings_of(search.switched_off().settings);
      }
    }
    static_cast<reports::ReportHead&>(answer_) =
        head_of(question_, base_, fmt::format("{} designs", designs));
    answer_.seed = base_.simulation.seed;
    answer_.confidence = base_.simulation.confidence;
    answer_.probe_confidence = study::verdict_confidence(first.plan());
    answer_.pareto = question_.pareto;
    answer_.best_by = question_.best;
    answer_.indifference = question_.indifference;
    answer_.resources = question_.least;
    for (const reports::Setting& one : sets_.front()) answer_.varied.push_back(one.path);
    for (const study::CaseText& one : question_.cases) answer_.cases.push_back(one.name);
    if (first.rule()) answer_.rule = first.rule()->text;
    answer_.fingerprint = reports::combined_fingerprint(fingerprints);
    answer_.warnings = base_.warnings;
  }

  study::Question question_;
  scenarios::Scenario base_;
  study::SizeStudy study_;
  std::vector<std::vector<reports::Setting>> sets_;  // what is varied, by search
  reports::SizeAnswer answer_;
};

/// `--among` by path; nothing, told on stderr, after a fault.
std::optional<std::vector<scenarios::Variation>> among_of(const study::Question& question) {
  std::vector<scenarios::Variation> lists;
  for (const std::string& text : question.among) {
    auto list = scenarios::parse_variation(text);
    if (!list) {
      print_error("--among", text, std::move(list.error()));
      return {};
    }
    const auto& paths = question.least;
    if (std::find(paths.begin(), paths.end(), list->path) == paths.end()) {
      complain("--among: " + list->path + " is not made least (--min)");
      return {};
    }
    lists.push_back(*std::move(list));
  }
  return lists;
}

/// `--best METRIC --indifference QUANTITY`; nothing, told on stderr, after a fault.
std::optional<study::SelectionRequest> best_of(const study::Question& question) {
  const auto named = metric_and_statistic("--best", question.best);
  if (!named) return {};
  const MetricInfo* metric = scenarios::find_metric(scenarios::metric_registry(), named->first);
  std::optional<double> value;
  const std::string& text = question.indifference;
  if (metric->unit == "s") {
    if (const auto duration = scenarios::parse_duration(text)) value = to_seconds(*duration);
  } else if (const auto share = scenarios::parse_fraction(text)) {
    value = *share;
  } else if (const auto number = scenarios::parse_quantity(text, scenarios::Dimension::number)) {
    value = number->value;
  }
  if (value && *value > 0.0) {
    return study::SelectionRequest{
        .metric = named->first, .statistic = named->second, .indifference = *value};
  }
  complain("--indifference: \"" + text + "\" is no difference above 0 of " + named->first);
  return {};
}

/// The searches that a question asks for: for each combination of what is varied, all cases.
class RequestMaker {
 public:
  RequestMaker(const study::Question& question, std::vector<scenarios::Variation> among,
               std::optional<study::SelectionRequest> best)
      : question_(question),
        among_(std::move(among)),
        best_(std::move(best)),
        cases_(question.cases) {
    if (cases_.empty()) cases_.push_back({"", question.scenario});
  }

  /// False, told on stderr: what is asked cannot be asked of this combination.
  bool add(const Combination& combination) {
    return std::all_of(cases_.begin(), cases_.end(),
                       [&](const study::CaseText& one) { return add(combination, one); });
  }

  std::vector<study::SizeRequest> requests;
  std::vector<std::vector<reports::Setting>> sets;

 private:
  bool add(const Combination& combination, const study::CaseText& one) {
    study::SizeRequest request;
    request.case_name = one.name;
    request.scenario = {one.scenario, combination};
    request.pareto = question_.pareto;
    request.full_detail = question_.full_detail;
    request.best = best_;
    auto loaded = load_resolved(one.scenario, sets_of(combination), "--vary");
    if (!loaded) {
      print(loaded.error());
      return false;
    }
    if (loaded->scenario.objectives.empty()) {
      write_stderr("ocssim: size needs objectives: what is to be met? (--slo)\n");
      return false;
    }
    if (!add_resources(request)) return false;
    const scenarios::Document resolved =
        scenarios::parse_document({"scenario", loaded->resolved_json});
    sets.push_back(cli::settings_of(combination, resolved.root));
    requests.push_back(std::move(request));
    return true;
  }

  bool add_resources(study::SizeRequest& request) {
    for (const std::string& path : question_.least) {
      std::optional<scenarios::Variation> among;
      for (const scenarios::Variation& list : among_) {
        if (list.path == path) among = list;
      }
      auto resource = study::resource_of(request.scenario, path, among);
      if (!resource) {
        complain("--min: " + resource.error());
        return false;
      }
      request.resources.push_back(*std::move(resource));
    }
    return true;
  }

  const study::Question& question_;
  std::vector<scenarios::Variation> among_;
  std::optional<study::SelectionRequest> best_;
  std::vector<study::CaseText> cases_;
};

}  // namespace

std::unique_ptr<Inquiry> open_size(const study::Question& question) {
  std::optional<scenarios::Scenario> base = load_or_print(question.scenario);
  if (!base) return nullptr;
  base->warnings = question.warnings;
  auto among = among_of(question);
  const auto combinations = combinations_of(question.vary, question.zip);
  std::optional<study::SelectionRequest> best;
  if (!question.best.empty()) {
    best = best_of(question);
    if (!best) return nullptr;
  }
  if (!among || !combinations) return nullptr;
  RequestMaker maker(question, *std::move(among), std::move(best));
  for (const Combination& combination : *combinations) {
    if (!maker.add(combination)) return nullptr;
  }
  return std::make_unique<SizeInquiry>(question, *std::move(base), std::move(maker.requests),
                                       std::move(maker.sets));
}

}  // namespace ocssim::cli
