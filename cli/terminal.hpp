// stdout, stderr, clocks and memory of this process: the only place that looks at the machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ocssim::cli {

/// Writes the result. A reader that went away (`| head`) is no error; a full device throws
/// reports::FileError.
void write_stdout(std::string_view text);
/// What steers a terminal is replaced, ends of lines and tabs excepted.
void write_stderr(std::string_view text);
/// "ocssim: MESSAGE" on stderr, in one line whatever text of others the message quotes.
void complain(std::string_view message);
/// The tool's own signs that move the cursor, for its bar of progress: nothing of others in it.
void write_control(std::string_view text);

/// An answer on its way to a person: `plain` without what steers a terminal, with the colors that
/// `colored`, the same answer, has and `plain` has not. So no color of a scenario or a folder comes
/// through, and none of ours is lost.
[[nodiscard]] std::string displayable_answer(std::string_view plain, std::string_view colored);

[[nodiscard]] bool stdout_is_terminal();
[[nodiscard]] bool stderr_is_terminal();
/// `choice` is auto, always or never; NO_COLOR and TERM=dumb turn auto off.
[[nodiscard]] bool use_color(std::string_view choice);

/// Monotonic wall clock and CPU time of all threads [s]; largest resident memory so far [bytes].
[[nodiscard]] double wall_seconds();
[[nodiscard]] double cpu_seconds();
[[nodiscard]] std::uint64_t peak_memory();
/// Resident now [bytes]; 0 when the system does not say.
[[nodiscard]] std::uint64_t resident_memory();

[[nodiscard]] std::string host_name();
/// Date and time in UTC as in ISO 8601.
[[nodiscard]] std::string utc_now();
/// The date that SOURCE_DATE_EPOCH states; empty without it, since a report has no clock.
[[nodiscard]] std::string stated_date();

}  // namespace ocssim::cli
