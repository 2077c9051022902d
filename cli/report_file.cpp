#include "cli/report_file.hpp"

#include "cli/rendering.hpp"
#include "cli/terminal.hpp"
#include "reports/store/file_error.hpp"

#include <fmt/format.h>
#include <fstream>

namespace ocssim::cli {
namespace {

reports::HtmlOptions html_options(const CommandLine& line) {
  return {.embed = line.embed_data == "none"   ? reports::EmbedData::none
                   : line.embed_data == "full" ? reports::EmbedData::full
                                               : reports::EmbedData::summary,
          .date = stated_date()};
}

void write_file(const std::string& name, const std::string& bytes) {
  std::ofstream file(name, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (!file) throw reports::FileError("cannot write " + name);
}

}  // namespace

Rendering rendering_of(const CommandLine& line) {
  return {.format = line.format, .color = use_color(line.color), .html = html_options(line)};
}

void write_report(const Inquiry& inquiry, const CommandLine& line) {
  if (!line.report) return;
  const double begun = wall_seconds();
  const std::string page = inquiry.render({.format = "html", .html = html_options(line)});
  write_file(*line.report, page);
  if (line.verbose) {
    complain(fmt::format("{}: {} bytes, written in {:.0f} ms", *line.report, page.size(),
                         (wall_seconds() - begun) * 1e3));
  }
}

std::string interrupted_page(const study::Question& question, const Inquiry& inquiry,
                             const reports::Interrupted& interrupted, const CommandLine& line) {
  return reports::interrupted_html(head_of(question, inquiry.base(), "not finished"), interrupted,
                                   html_options(line));
}

void write_interrupted_report(const study::Question& question, const Inquiry& inquiry,
                              const reports::Interrupted& interrupted, const CommandLine& line) {
  if (line.report) {
    write_file(*line.report, interrupted_page(question, inquiry, interrupted, line));
  }
}

}  // namespace ocssim::cli
