// What was typed, as plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ocssim::cli {

enum class Verb : std::uint8_t {
  run,
  sweep,
  capacity,
  size,
  sensitivity,
  compare,
  report,
  export_results,  // "export" is a word of C++
  merge,
  work,  // a task of --submit
  calibrate,
  check,
  init,
  show,
  schema,
  verify,
  explain,
  completion,
  version
};

struct CommandLine {
  Verb verb = Verb::run;
  std::string argument;  // the scenario; for schema, explain and completion their one word
  std::vector<std::string> arguments;  // folders of results; of `compare`, A and perhaps B; of
                                       // `calibrate`, the counters
  std::vector<std::string> sets, overlays, slos;
  std::vector<std::string> a_sets, b_sets, fail_on;  // compare
  std::vector<std::string> vary;                     // sweep, size
  std::vector<std::string> least, among;             // size
  std::vector<std::string> inputs;                   // sensitivity
  std::optional<std::string> where;                  // sweep
  std::optional<std::string> of, between, width;     // capacity; of: sensitivity, too
  std::optional<std::string> case_name;
  std::string method = "tornado";    // sensitivity
  unsigned trajectories = 4;         // sensitivity, morris
  std::optional<std::string> trace;  // run: a file
  std::optional<std::uint32_t> trace_client;
  std::vector<std::string> only;                   // verify: checks or groups
  std::uint32_t other_seeds = 0;                   // verify
  std::optional<std::string> data;                 // verify: a folder of recorded measurements
  std::optional<std::string> held_out, tolerance;  // calibrate
  std::vector<std::string> hold;                   // calibrate
  std::optional<std::string> shard, submit, units, memory_limit;
  std::optional<std::string> report;  // FILE of the HTML report
  std::string embed_data = "summary";
  std::optional<std::string> seed, replications, precision, confidence, max_replications, warm_up,
      duration, fidelity, time_limit, output, template_name;
  std::string format = "text";
  std::string progress = "auto";
  std::string color = "auto";
  unsigned jobs = 0;  // 0: as many as the machine runs at once
  bool fresh = false, dry_run = false, strict = false, quiet = false, verbose = false;
  bool origins = false;
  bool zip = false;
  bool quick = false;                             // verify
  bool pareto = false, full_detail = false;       // size
  std::optional<std::string> best, indifference;  // size
  std::vector<std::string> typed;                 // all of it, for the command that goes on
};

/// The command line asked for nothing but text: help, or says what is wrong with it.
struct Reply {
  std::string to_stdout;
  std::string to_stderr;
  int exit_code = 0;
};

[[nodiscard]] std::variant<CommandLine, Reply> parse_command_line(int argc,
                                                                  const char* const* argv);

/// A verb with its flags, for completion scripts.
struct VerbSyntax {
  std::string name;
  std::string help;
  std::vector<std::string> flags;           // "--seed", "-s"
  std::vector<std::string> argument_words;  // fixed words of its argument
  bool takes_scenario = false;
};

/// In the order of `ocssim help`.
[[nodiscard]] std::vector<VerbSyntax> command_syntax();

}  // namespace ocssim::cli
