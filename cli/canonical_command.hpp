// The command as results name it: what can change a number, nothing else, in the order of --help.
#pragma once

#include "cli/command_line.hpp"

#include <string>
#include <string_view>

namespace ocssim::cli {

/// Independent of folders, threads and the order in which flags were typed.
/// `subject` is what stands after the verb: a scenario's name, quoted where need be; of `compare`
/// two.
[[nodiscard]] std::string canonical_command(const CommandLine& line, std::string_view verb,
                                            std::string_view subject);

/// What was typed, quoted for a shell: the command that goes on after an interruption.
[[nodiscard]] std::string typed_command(const CommandLine& line);

/// In single quotes when a shell would read it differently; as $'…' when it has characters that
/// steer a terminal.
[[nodiscard]] std::string shell_quoted(std::string_view word);

}  // namespace ocssim::cli
