// A question with its scenarios loaded: what every verb that answers from replications is made of.
//
//   question (typed, or stored beside units) ── open ──► Inquiry ── conduct(units) ──► render
#pragma once

#include "cli/exit_code.hpp"
#include "engine/stats/results.hpp"
#include "reports/export/exported.hpp"
#include "reports/html/page.hpp"
#include "scenarios/model/scenario.hpp"
#include "study/question.hpp"
#include "study/runner.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::cli {

/// What `--dry-run` says of the work.
struct WorkEstimate {
  std::vector<std::string> designs;  // one line each: "clients.users=20k"
  std::uint64_t units = 0;           // replications up to the first look
  std::uint64_t units_at_most = 0;
  std::uint64_t stored = 0;   // of the first, already there
  double cpu_seconds = 0.0;   // of those missing, roughly
  double memory_bytes = 0.0;  // of the largest replication, roughly
  std::string note;           // what the count leaves open; empty: nothing
};

struct Rendering {
  std::string_view format = "text";
  bool color = false;
  reports::HtmlOptions html = {};
};

class Inquiry {
 public:
  virtual ~Inquiry() = default;
  Inquiry(const Inquiry&) = delete;
  Inquiry& operator=(const Inquiry&) = delete;

  /// Brings the units into hand and makes the answer; called once. Without `complete` there is
  /// none.
  [[nodiscard]] virtual study::RunStatus conduct(study::Runner& runner) = 0;
  /// What the work is; simulates nothing.
  [[nodiscard]] virtual WorkEstimate estimate(study::Runner& runner) = 0;

  /// The next three after a complete `conduct`.
  [[nodiscard]] virtual std::string render(const Rendering& rendering) const = 0;
  [[nodiscard]] virtual ExitCode exit_code() const = 0;
  /// Every design with its results and replications, for `export`.
  [[nodiscard]] virtual std::vector<reports::ExportedPoint> points(study::Runner& runner) const = 0;

  /// What is asked about, before anything is varied.
  [[nodiscard]] virtual const scenarios::Scenario& base() const = 0;
  [[nodiscard]] const std::string& scenario_name() const { return base().name; }
  /// Of `run`, for what a client request cost; nullptr else.
  [[nodiscard]] virtual const Results* results() const { return nullptr; }

  /// A fault of the input found while working has been told on stderr.
  [[nodiscard]] virtual bool is_invalid() const { return false; }

 protected:
  Inquiry() = default;
};

/// 0, 10 or 11; 0 when there was no objective to judge.
[[nodiscard]] ExitCode verdict_code(bool has_objectives, Verdict verdict);

/// A design of an answer as `export` writes it.
[[nodiscard]] reports::ExportedPoint exported_point(study::Runner& runner, std::size_t design,
                                                    const Results& results,
                                                    std::vector<reports::Setting> set);

/// Loads what the question names. Nothing when it cannot be asked: told on stderr, exit 3.
[[nodiscard]] std::unique_ptr<Inquiry> open_inquiry(const study::Question& question);

[[nodiscard]] std::unique_ptr<Inquiry> open_run(const study::Question& question);
[[nodiscard]] std::unique_ptr<Inquiry> open_sweep(const study::Question& question);
[[nodiscard]] std::unique_ptr<Inquiry> open_capacity(const study::Question& question);
[[nodiscard]] std::unique_ptr<Inquiry> open_size(const study::Question& question);
[[nodiscard]] std::unique_ptr<Inquiry> open_sensitivity(const study::Question& question);
/// Whether --between and --width can be read; if not it is told on stderr, exit 2.
[[nodiscard]] bool are_capacity_flags_good(const study::Question& question);
[[nodiscard]] std::unique_ptr<Inquiry> open_compare(const study::Question& question);

}  // namespace ocssim::cli
