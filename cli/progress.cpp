#include "cli/progress.hpp"

#include "cli/terminal.hpp"

#include <cstdlib>
#include <fmt/format.h>

namespace ocssim::cli {
namespace {

constexpr std::uint32_t bar_cells = 30;

}  // namespace

ProgressStyle progress_style(std::string_view choice, bool quiet) {
  if (quiet || choice == "none") return ProgressStyle::none;
  if (choice == "plain") return ProgressStyle::plain;
  if (choice == "json") return ProgressStyle::json;
  if (choice == "bar") return ProgressStyle::bar;
  const char* term = std::getenv("TERM");
  const bool dumb = term == nullptr || std::string_view(term) == "dumb";
  return stderr_is_terminal() && !dumb ? ProgressStyle::bar : ProgressStyle::plain;
}

ProgressPrinter::ProgressPrinter(ProgressStyle style) : style_(style), begun_(wall_seconds()) {}

void ProgressPrinter::update(const study::Progress& progress) {
  const double elapsed = wall_seconds() - begun_;
  switch (style_) {
    case ProgressStyle::none:
      return;
    case ProgressStyle::json:
      return write_stderr(
          fmt::format("{{\"replications_done\":{},\"replications_planned\":{},\"reused\":{}}}\n",
                      progress.done, progress.planned, progress.reused));
    case ProgressStyle::plain:
      return write_stderr(fmt::format("replication {} of {} ({} re-used), {:.1f} s\n",
                                      progress.done, progress.planned, progress.reused, elapsed));
    case ProgressStyle::bar:
      break;
  }
  const std::uint32_t full =
      progress.planned == 0 ? 0 : bar_cells * progress.done / progress.planned;
  bar_open_ = true;
  write_control(fmt::format("\r[{:#<{}}{:.<{}}] {}/{} replications, {:.0f} s ", "", full, "",
                            bar_cells - full, progress.done, progress.planned, elapsed));
}

void ProgressPrinter::finish() {
  if (bar_open_) write_control("\r\x1b[K");
  bar_open_ = false;
}

}  // namespace ocssim::cli
