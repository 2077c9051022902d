// Which uncertain input moves the answer: one at a time (tornado), or many places of all (Morris).
//
// All designs run under common random numbers. A design whose replication 0 has every byte of the
// base's is not run further: that input moves nothing here. What moves is compared pair by pair.
#pragma once

#include "engine/experiment/elementary_effects.hpp"
#include "engine/stats/results.hpp"
#include "study/conduct.hpp"
#include "study/plan.hpp"
#include "study/resource.hpp"
#include "study/runner.hpp"
#include "study/uncertain_input.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::study {

enum class SensitivityMethod : std::uint8_t { tornado, morris };

/// The figure that answers: of the system when `component` is empty.
struct AnswerFigure {
  std::string metric;
  std::string component;
  std::string statistic;  // empty, when asked for: the metric's own
  std::string unit;
  std::string objective;  // whose figure it is; empty: asked for by name
};

struct SensitivityRequest {
  SetScenario scenario;
  std::vector<UncertainInput> inputs;
  SensitivityMethod method = SensitivityMethod::tornado;
  unsigned trajectories = 4;  // morris
  /// None: of the objective that has least room to its limit.
  std::optional<AnswerFigure> of = std::nullopt;
};

/// One end of one input.
struct SensitivityEnd {
  std::string value;
  bool is_valid = true;   // false: the scenario cannot be so
  bool is_moved = false;  // false: not a byte differs
  Figure figure;
  Figure difference;  // from the base, paired
  Verdict verdict = Verdict::inconclusive;
};

struct TornadoRow {
  UncertainInput input;
  SensitivityEnd low, high;
  double swing = 0.0;  // |figure at high − figure at low|
};

struct MorrisRow {
  UncertainInput input;
  ElementaryEffect effect;
  std::uint32_t crossings = 0;  // steps of this input at which the verdict changed
};

class SensitivityStudy {
 public:
  /// Requires a valid scenario, and objectives unless `of` is given.
  explicit SensitivityStudy(SensitivityRequest request);

  [[nodiscard]] RunStatus conduct(Runner& runner);

  struct Work {
    std::uint64_t designs = 0;
    std::uint64_t first = 0;    // replications of the first round
    std::uint64_t at_most = 0;  // of all
  };
  [[nodiscard]] Work work() const;

  [[nodiscard]] const SensitivityRequest& request() const { return request_; }
  [[nodiscard]] const scenarios::Scenario& base() const { return *base_; }
  [[nodiscard]] std::uint32_t replications() const { return replications_; }
  [[nodiscard]] const Results& base_results() const { return base_results_; }
  [[nodiscard]] const AnswerFigure& figure() const { return figure_; }
  [[nodiscard]] Figure base_figure() const { return figure_of(base_results_); }
  /// Widest swing first; those that move nothing last, in the order of the format.
  [[nodiscard]] const std::vector<TornadoRow>& tornado() const { return tornado_; }
  /// Largest mean size of the effects first.
  [[nodiscard]] const std::vector<MorrisRow>& morris() const { return morris_; }
  /// Trajectories that had to be left out: the scenario cannot be so at one of their points.
  [[nodiscard]] std::uint32_t trajectories_left_out() const { return left_out_; }
  /// Of every design that moves, in their order.
  [[nodiscard]] std::uint64_t fingerprint() const;
  /// The figure is withheld or absent at the base: nothing can be said.
  [[nodiscard]] bool has_figure() const { return base_figure().value.has_value(); }

 private:
  struct Try {
    std::vector<scenarios::Assignment> set;
    bool is_valid = false;
    bool is_moved = false;
    Design design;
    Results results;
  };

  [[nodiscard]] RunStatus run_all(Runner& runner);
  void add_designs(Runner& runner);
  [[nodiscard]] Figure figure_of(const Results& results) const;
  void choose_figure();
  [[nodiscard]] SensitivityEnd end_of(const Try& one, std::string value, Runner& runner) const;
  void make_tornado(Runner& runner);
  void make_morris();

  SensitivityRequest request_;
  std::optional<scenarios::Scenario> base_;
  std::uint32_t replications_ = 0;
  Plan plan_;
  MorrisDesign places_;
  std::vector<Try> tries_;                     // base first
  std::deque<scenarios::Scenario> scenarios_;  // the runner refers to them
  Results base_results_;
  AnswerFigure figure_;
  std::vector<TornadoRow> tornado_;
  std::vector<MorrisRow> morris_;
  std::uint32_t left_out_ = 0;
};

}  // namespace ocssim::study
