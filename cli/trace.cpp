#include "cli/trace.hpp"

#include "cli/terminal.hpp"
#include "models/observer/narrator.hpp"
#include "reports/store/file_error.hpp"
#include "reports/trace/trace_lines.hpp"
#include "scenarios/model/build.hpp"

#include <fmt/format.h>
#include <fstream>
#include <optional>
#include <vector>

namespace ocssim::cli {
namespace {

/// A trace is read by a person: nobody reads more.
constexpr std::size_t most_lines = 100'000;

class TraceLines final : public models::NarrationListener {
 public:
  void on_narrated(const models::NarratedEvent& event) override {
    if (lines_.size() == most_lines) return;
    lines_.push_back({.at = to_seconds(event.at - sim_start),
                      .component = event.component,
                      .kind = event.kind,
                      .text = event.text});
  }
  [[nodiscard]] const std::vector<reports::TraceLine>& lines() const { return lines_; }

 private:
  std::vector<reports::TraceLine> lines_;
};

}  // namespace

void write_trace(const CommandLine& line, const scenarios::Scenario& scenario) {
  if (!line.trace) return;
  TraceLines told;
  models::Narrator narrator(line.trace_client, told);
  scenarios::SimulateOptions options;
  options.narrator = &narrator;
  static_cast<void>(scenarios::simulate(scenario, 0, options));
  const std::string who = line.trace_client ? fmt::format("client {}", *line.trace_client)
                                            : std::string("the first client that signs in");
  const std::string text =
      reports::trace_text(fmt::format("# {}, seed {}, replication 0: {}, {} events", scenario.name,
                                      scenario.simulation.seed, who, told.lines().size()),
                          told.lines());
  if (*line.trace == "-") return write_stderr(text);
  std::ofstream file(*line.trace, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw reports::FileError("cannot write " + *line.trace);
}

}  // namespace ocssim::cli
