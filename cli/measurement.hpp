// What this call cost: for `-v` and timing.json, never for results.
#pragma once

#include "cli/inquiry.hpp"
#include "scenarios/model/scenario.hpp"
#include "study/runner.hpp"

#include <string>

namespace ocssim::cli {

/// Clocks at the start of what is measured.
class Measurement {
 public:
  Measurement();

  /// Takes the time of one start-up of the model, so that it can be left out of ns an event.
  void time_start_up(const scenarios::Scenario& scenario);
  void finish(const Inquiry& inquiry, const study::RunCounts& counts, unsigned jobs);

  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string json() const;

 private:
  double wall_begin_, cpu_begin_;
  double wall_ = 0.0, cpu_ = 0.0;  // of the study [s]
  double start_up_ = 0.0;          // CPU of one model's start-up [s]
  study::RunCounts counts_;
  double simulated_hours_ = 0.0;  // of the replications run by this call
  double requests_ = 0.0;         // client requests offered in them
  double endpoints_ = 0.0;
  unsigned jobs_ = 1;
  std::uint64_t peak_ = 0;  // [bytes]
};

}  // namespace ocssim::cli
