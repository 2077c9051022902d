// The terminal: one verb in, one exit code out.
#include "cli/command_line.hpp"
#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "reports/store/file_error.hpp"
#include "scenarios/document/document.hpp"

#include <csignal>
#include <exception>
#include <string>
#include <unistd.h>
#include <variant>

namespace ocssim::cli {
namespace {

ExitCode execute(const CommandLine& line) {
  switch (line.verb) {
    case Verb::run:
      return run(line);
    case Verb::sweep:
      return sweep(line);
    case Verb::capacity:
      return capacity(line);
    case Verb::size:
      return size(line);
    case Verb::sensitivity:
      return sensitivity(line);
    case Verb::compare:
      return compare(line);
    case Verb::report:
      return report(line);
    case Verb::export_results:
      return export_results(line);
    case Verb::merge:
      return merge(line);
    case Verb::work:
      return work(line);
    case Verb::calibrate:
      return calibrate(line);
    case Verb::check:
      return check(line);
    case Verb::init:
      return init(line);
    case Verb::show:
      return show(line);
    case Verb::schema:
      return schema(line);
    case Verb::verify:
      return verify(line);
    case Verb::explain:
      return explain(line);
    case Verb::completion:
      return completion(line);
    case Verb::version:
      return version(line);
  }
  return ExitCode::internal_error;
}

int guarded(int argc, const char* const* argv) {
  try {
    const auto parsed = parse_command_line(argc, argv);
    if (const auto* reply = std::get_if<Reply>(&parsed)) {
      write_stderr(reply->to_stderr);
      write_stdout(reply->to_stdout);
      return reply->exit_code;
    }
    return to_int(execute(std::get<CommandLine>(parsed)));
  } catch (const scenarios::FileError& error) {
    complain(error.what());
    return to_int(ExitCode::file);
  } catch (const reports::FileError& error) {
    complain(error.what());
    return to_int(ExitCode::file);
  } catch (const std::exception& error) {
    complain(std::string("internal error: ") + error.what());
    return to_int(ExitCode::internal_error);
  }
}

}  // namespace
}  // namespace ocssim::cli

extern "C" {
/// A failed check has said what failed; the shell is told that it was our fault.
void on_abort(int) {
  _exit(ocssim::cli::to_int(ocssim::cli::ExitCode::internal_error));
}
}

int main(int argc, char** argv) {
  std::signal(SIGABRT, on_abort);
  // A closed stdout is reported by write(), where it can be told from other faults.
  std::signal(SIGPIPE, SIG_IGN);
  // So is a limit on the size of files (ulimit -f).
  std::signal(SIGXFSZ, SIG_IGN);
  return ocssim::cli::guarded(argc, argv);
}
