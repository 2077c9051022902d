#include "reports/html/page.hpp"

#include "reports/escaping.hpp"

#include <fmt/format.h>

namespace ocssim::reports {
namespace {

/// JSON inside a script element: no "<" can end it, and JSON reads the escape as the same letter.
std::string inert(const std::string& json) {
  std::string out;
  out.reserve(json.size() + json.size() / 16);
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view mark_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::met:
      return "✓";
    case Outcome::not_met:
      return "✕";
    case Outcome::inconclusive:
      return "?";
    case Outcome::done:
      return "•";
    case Outcome::interrupted:
      return "‖";
  }
  return "";
}

std::string_view style_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::met:
      return "good";
    case Outcome::not_met:
      return "bad";
    case Outcome::inconclusive:
    case Outcome::interrupted:
      return "open";
    case Outcome::done:
      return "plain";
  }
  return "";
}

/// "Capacity report" in the middle of a line.
std::string inline_kind(std::string kind) {
  if (!kind.empty() && kind.front() >= 'A' && kind.front() <= 'Z') {
    kind.front() = static_cast<char>(kind.front() - 'A' + 'a');
  }
  return kind;
}

std::string document_head(const PageHead& page, const ReportHead& head) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'unsafe-inline'; script-src '{}'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<title>{} · {}</title>\n<style>\n{}</style>\n</head>\n",
      report_script_hash(), xml_escaped(head.scenario_name), xml_escaped(inline_kind(page.kind)),
      report_style());
}

std::string verdict_strip(const PageHead& page, const ReportHead& head,
                          const HtmlOptions& options) {
  std::string out = fmt::format(
      "<header class=\"verdict {}\">\n<p class=\"what\">{} · <strong>{}</strong></p>\n"
      "<h1><span class=\"mark\" aria-hidden=\"true\">{}</span> {}</h1>\n<p class=\"sentence\">{}"
      "</p>\n<p class=\"setting\">{}</p>\n",
      style_of(page.outcome), xml_escaped(page.kind), xml_escaped(head.scenario_name),
      mark_of(page.outcome), xml_escaped(page.verdict), xml_escaped(page.sentence),
      xml_escaped(head.setting));
  out += "<p class=\"stamp\">";
  if (!page.fingerprint.empty()) out += "result " + xml_escaped(page.fingerprint) + " · ";
  out += fmt::format("ocssim {}, model {}", xml_escaped(head.version), head.model_version);
  if (!options.date.empty()) out += " · " + xml_escaped(options.date);
  return out + "</p>\n</header>\n";
}

std::string navigation(const Story& story) {
  std::string out = "<nav aria-label=\"Sections\"><ol>\n";
  for (const Section& section : story.sections()) {
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", xml_escaped(section.id),
                       xml_escaped(section.title));
  }
  return out + "</ol></nav>\n";
}

std::string section_html(const Section& section) {
  const std::string id = xml_escaped(section.id);
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n"
      "<p class=\"finding\">{2}</p>\n{3}</section>\n",
      id, xml_escaped(section.title), xml_escaped(section.finding), section.body);
}

std::string left_out_html(const Story& story) {
  if (story.left_out().empty()) return "";
  std::string list = "<ul>\n";
  for (const auto& [title, reason] : story.left_out()) {
    list +=
        fmt::format("<li><strong>{}</strong>: {}</li>\n", xml_escaped(title), xml_escaped(reason));
  }
  return folded(fmt::format("Not part of this run: {} section{}", story.left_out().size(),
                            story.left_out().size() == 1 ? "" : "s"),
                list + "</ul>\n", "not-part");
}

std::string data_block(std::string_view id, const std::string& json) {
  return fmt::format("<script type=\"application/json\" id=\"{}\">{}</script>\n", id, inert(json));
}

}  // namespace

std::string html_page(const PageHead& page, const ReportHead& head, const Story& story,
                      const std::string& answer_json, const HtmlOptions& options) {
  std::string out = document_head(page, head);
  out += "<body>\n<a class=\"skip\" href=\"#content\">Skip to the findings</a>\n";
  out += verdict_strip(page, head, options);
  out += "<div class=\"columns\">\n" + navigation(story) + "<main id=\"content\">\n";
  for (const Section& section : story.sections()) out += section_html(section);
  out += left_out_html(story);
  out += "</main>\n</div>\n";
  out += data_block("charts", story.charts().line());
  if (!answer_json.empty()) out += data_block("answer-data", answer_json);
  out += "<script>";
  out += report_script();
  out += "</script>\n</body>\n</html>\n";
  return out;
}

}  // namespace ocssim::reports
