#include "cli/inquiry.hpp"

#include "cli/terminal.hpp"
#include "reports/names.hpp"

namespace ocssim::cli {

ExitCode verdict_code(bool has_objectives, Verdict verdict) {
  if (!has_objectives) return ExitCode::done;
  switch (verdict) {
    case Verdict::met:
      return ExitCode::done;
    case Verdict::not_met:
      return ExitCode::not_met;
    case Verdict::inconclusive:
      return ExitCode::inconclusive;
  }
  return ExitCode::internal_error;
}

reports::ExportedPoint exported_point(study::Runner& runner, std::size_t design,
                                      const Results& results, std::vector<reports::Setting> set) {
  return {.set = std::move(set),
          .seed = results.seed,
          .verdict = results.has_objectives ? std::string(reports::to_string(results.verdict)) : "",
          .results = results.metrics,
          .replications = runner.observations(design, results.replications)};
}

std::unique_ptr<Inquiry> open_inquiry(const study::Question& question) {
  if (question.verb == "run") return open_run(question);
  if (question.verb == "sweep") return open_sweep(question);
  if (question.verb == "capacity") return open_capacity(question);
  if (question.verb == "size") return open_size(question);
  if (question.verb == "sensitivity") return open_sensitivity(question);
  if (question.verb == "compare") return open_compare(question);
  complain("results of \"" + question.verb + "\" are of another version");
  return nullptr;
}

}  // namespace ocssim::cli
