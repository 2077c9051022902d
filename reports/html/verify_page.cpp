// The validation suite as a page: what was held against what, group by group.
#include "reports/escaping.hpp"
#include "reports/html/pages.hpp"
#include "reports/html/sections.hpp"
#include "reports/html/words.hpp"
#include "reports/verify_report.hpp"
#include "reports/verify_rows.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace ocssim::reports {
namespace {

constexpr std::size_t drawn_at_most = 25;

std::string anchor_of(const VerifyCheck& check) {
  std::string id = "check-";
  for (const char c : check.id) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    id += is_plain ? c : '-';
  }
  return id;
}

bool has_failed(const VerifyCheck& check) {
  return check.count(VerifyStanding::failed) > 0;
}

Cell standing_cell(VerifyStanding standing) {
  const char* style = standing == VerifyStanding::passed   ? "verdict-met"
                      : standing == VerifyStanding::failed ? "verdict-not_met"
                                                           : "";
  return Cell::styled(std::string(word_of(standing)), style);
}

HtmlTable rows_table(const VerifyCheck& check) {
  HtmlTable table(check.id + ": expected beside simulated", {{"What", Align::left},
                                                             {"Expected", Align::right},
                                                             {"Simulated", Align::right},
                                                             {"Rule", Align::left},
                                                             {"Standing", Align::left}});
  for (const VerifyRow& row : check.rows) {
    table.add(
        {row.name, expected_text(row), simulated_text(row), row.rule, standing_cell(row.standing)});
  }
  return table;
}

std::string fact(const char* name, const std::string& text) {
  return text.empty() ? "" : fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, xml_escaped(text));
}

std::string check_html(const VerifyCheck& check) {
  std::string out = fmt::format("<h3 id=\"{}\">{}: {}</h3>\n<dl class=\"facts\">\n",
                                anchor_of(check), xml_escaped(check.id), xml_escaped(check.title));
  out += fact("Class", check.kind);
  out += fact("Source", check.source);
  out += fact("Proves", check.proves);
  out += fact("Does not", check.limits);
  out += "</dl>\n";
  const std::string table = rows_table(check).html();
  return out + (has_failed(check) ? table : folded(outcome_text(check), table));
}

/// A row whose interval is known, by its distance from theory in half-widths of the interval.
struct Distance {
  std::string name;
  double half_widths = 0.0;
  const VerifyRow* row = nullptr;
};

std::vector<Distance> distances(const std::vector<const VerifyCheck*>& checks) {
  std::vector<Distance> all;
  for (const VerifyCheck* check : checks) {
    for (const VerifyRow& row : check->rows) {
      if (!row.half_width || !(*row.half_width > 0.0)) continue;
      if (row.standing == VerifyStanding::shown) continue;
      all.push_back(
          {check->id + ": " + row.name, (row.simulated - row.expected) / *row.half_width, &row});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Distance& a, const Distance& b) {
    return std::abs(a.half_widths) > std::abs(b.half_widths);
  });
  return all;
}

/// The rows that are farthest from theory; nothing where no row has an interval.
std::string forest(const std::string& group, const std::vector<const VerifyCheck*>& checks,
                   Story& story) {
  std::vector<Distance> all = distances(checks);
  if (all.empty()) return "";
  const auto inside = std::count_if(
      all.begin(), all.end(), [](const Distance& one) { return std::abs(one.half_widths) <= 1.0; });
  const std::string finding =
      fmt::format("{} of {} intervals hold the theory; 95 in 100 should.", inside, all.size());
  all.resize(std::min(all.size(), drawn_at_most));
  JsonValue rows = JsonValue::array();
  HtmlTable table("Farthest from theory, in half-widths of the 95 % interval",
                  {{"What", Align::left}, {"Distance", Align::right}});
  for (const Distance& one : all) {
    const bool failed = one.row->standing == VerifyStanding::failed;
    rows.push_back(JsonValue::object(
        {{"name", one.name},
         {"low", six_digits(one.half_widths - 1.0)},
         {"value", six_digits(one.half_widths)},
         {"high", six_digits(one.half_widths + 1.0)},
         {"verdict", failed ? "worse" : "none"},
         {"text", expected_text(*one.row) + " expected, " + simulated_text(*one.row)}}));
    table.add({one.name, fmt::format("{:+.2f}", one.half_widths)});
  }
  JsonValue data = JsonValue::object(
      {{"x", JsonValue::object({{"name", "distance from theory, in half-widths of the interval"},
                                {"unit", "half-widths"}})},
       {"zero", 0.0},
       {"rows", std::move(rows)}});
  return story.place({.id = "distances-" + group,
                      .kind = "intervals",
                      .title = fmt::format("The {} rows that are farthest from theory", all.size()),
                      .description = finding,
                      .data = std::move(data),
                      .table = table}) +
         paragraph(finding, "note");
}

std::string group_finding(const std::vector<const VerifyCheck*>& checks) {
  std::string failed;
  std::size_t judged = 0;
  for (const VerifyCheck* check : checks) {
    if (check->count(VerifyStanding::passed) + check->count(VerifyStanding::failed) > 0) ++judged;
    if (has_failed(*check)) failed += (failed.empty() ? "" : ", ") + check->id;
  }
  if (!failed.empty()) return "Outside tolerance: " + failed + ".";
  std::string text =
      fmt::format("Every judged row of {} lies within its tolerance", counted(judged, "check"));
  const std::size_t rest = checks.size() - judged;
  if (rest > 0) text += fmt::format("; {} shown or listed with the reason", rest);
  return text + ".";
}

/// The headline as a sentence of its own.
std::string sentence_of(const VerifyAnswer& answer) {
  std::string text = verify_headline(answer) + ".";
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

void tell_answer(const VerifyAnswer& answer, Story& story) {
  HtmlTable table("What was held against what", {{"Check", Align::left},
                                                 {"What", Align::left},
                                                 {"Class", Align::left},
                                                 {"Outcome", Align::left}});
  for (const VerifyCheck& check : answer.checks) {
    const std::string link =
        fmt::format("<a href=\"#{}\">{}</a>", anchor_of(check), xml_escaped(check.id));
    const char* style = check.rows.empty() ? "" : has_failed(check) ? "verdict-not_met" : "";
    table.add(
        {Cell::markup(link), check.title, check.kind, Cell::styled(outcome_text(check), style)});
  }
  story.add({"answer", "Answer", sentence_of(answer),
             table.html() + paragraph("No total over the checks is formed: figures of one check "
                                      "hang together. A calibrated target proves nothing.",
                                      "note")});
}

void tell_group(const VerifyAnswer& answer, std::string_view group, Story& story) {
  std::vector<const VerifyCheck*> checks;
  for (const VerifyCheck& check : answer.checks) {
    if (check.group == group) checks.push_back(&check);
  }
  if (checks.empty()) {
    story.leave_out(std::string(group_title(group)), "not asked for (--only)");
    return;
  }
  std::string body = forest(std::string(group), checks, story);
  for (const VerifyCheck* check : checks) body += check_html(*check);
  story.add({std::string(group), std::string(group_title(group)), group_finding(checks),
             std::move(body)});
}

void tell_how_again(const VerifyAnswer& answer, Story& story) {
  std::string body = "<pre tabindex=\"0\"><code>" + xml_escaped(answer.command) +
                     "</code></pre>\n<dl class=\"facts\">\n";
  body += fact("Version", fmt::format("ocssim {}, model version {}", answer.tool_version,
                                      answer.model_version));
  body += fact("Depth", answer.depth);
  body += fact("Seed", std::to_string(answer.seed));
  story.add({"reproduce", "Reproduce",
             "The command below gives the same figures on any x86-64 machine, with any number of "
             "threads.",
             body + "</dl>\n"});
}

}  // namespace

std::string verify_html(const VerifyAnswer& answer, const HtmlOptions& options) {
  Story story;
  tell_answer(answer, story);
  for (const std::string_view group : verify_groups) tell_group(answer, group, story);
  tell_how_again(answer, story);
  const std::string json = options.embed == EmbedData::none ? "" : verify_json(answer);
  tell_appendix(json, story);
  const ReportHead head{
      .version = answer.tool_version,
      .model_version = answer.model_version,
      .command = answer.command,
      .scenario_name = fmt::format("{} suite, seed {}", answer.depth, answer.seed),
      .scenario_json = "",
      .setting = "models against theory, statistics, published and recorded figures"};
  return html_page({.outcome = answer.passed() ? Outcome::met : Outcome::not_met,
                    .verdict = answer.passed() ? "VERIFIED" : "NOT VERIFIED",
                    .sentence = sentence_of(answer),
                    .fingerprint = "",
                    .kind = "Validation report"},
                   head, story, json, options);
}

}  // namespace ocssim::reports
