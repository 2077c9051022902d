// One function a verb, each in a file of its name; all give the exit code.
#pragma once

#include "cli/command_line.hpp"
#include "cli/exit_code.hpp"

namespace ocssim::cli {

[[nodiscard]] ExitCode run(const CommandLine& line);
[[nodiscard]] ExitCode sweep(const CommandLine& line);
[[nodiscard]] ExitCode capacity(const CommandLine& line);
[[nodiscard]] ExitCode size(const CommandLine& line);
[[nodiscard]] ExitCode sensitivity(const CommandLine& line);
[[nodiscard]] ExitCode compare(const CommandLine& line);
[[nodiscard]] ExitCode report(const CommandLine& line);
[[nodiscard]] ExitCode export_results(const CommandLine& line);
[[nodiscard]] ExitCode merge(const CommandLine& line);
[[nodiscard]] ExitCode work(const CommandLine& line);
[[nodiscard]] ExitCode calibrate(const CommandLine& line);
[[nodiscard]] ExitCode check(const CommandLine& line);
[[nodiscard]] ExitCode init(const CommandLine& line);
[[nodiscard]] ExitCode show(const CommandLine& line);
[[nodiscard]] ExitCode schema(const CommandLine& line);
[[nodiscard]] ExitCode explain(const CommandLine& line);
[[nodiscard]] ExitCode completion(const CommandLine& line);
[[nodiscard]] ExitCode verify(const CommandLine& line);
[[nodiscard]] ExitCode version(const CommandLine& line);

}  // namespace ocssim::cli
