// The least resources that meet the objectives, with the proof: met with these, not with less.
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/html/pages.hpp"
#include "reports/html/sections.hpp"
#include "reports/names.hpp"
#include "reports/size_report.hpp"
#include "reports/size_table.hpp"
#include "reports/store/hash.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string text_of(const std::vector<Setting>& set) {
  std::string text;
  for (const Setting& one : set) {
    text += (text.empty() ? "" : ", ") + one.path + " = " + one.value;
  }
  return text.empty() ? "the scenario as it stands" : text;
}

std::string name_of(const SizePoint& point) {
  if (point.case_name.empty()) return text_of(point.set);
  return point.set.empty() ? point.case_name : point.case_name + ": " + text_of(point.set);
}

HtmlTable sizes_table(const SizeAnswer& answer) {
  std::string resources;
  for (const std::string& path : answer.resources) {
    resources += (resources.empty() ? "" : " / ") + path;
  }
  HtmlTable table("The least that is enough", {{"For", Align::left},
                                               {resources, Align::right},
                                               {"Rule of thumb", Align::right},
                                               {"Designs simulated", Align::right}});
  for (const SizePoint& point : answer.points) {
    table.add({name_of(point), least_text(point), point.rule ? grouped(*point.rule) : "–",
               grouped(point.probes)});
  }
  return table;
}

std::string deciding_text(const SizeProof& proof) {
  for (const ObjectiveResult* row : judged_objectives(proof.objectives)) {
    if (row->verdict != proof.verdict || row->metric.empty()) continue;
    return fmt::format("{} {} ({})", objective_name(*row), figure_text(row->measured, row->unit),
                       row->limit);
  }
  return "–";
}

std::string proof_html(const SizePoint& point) {
  HtmlTable table("Proof: " + name_of(point), {{"Resources", Align::left},
                                               {"Verdict", Align::left},
                                               {"For example", Align::left},
                                               {"Replications", Align::right}});
  for (const SizeProof& proof : point.proof) {
    table.add({text_of(proof.set),
               Cell::styled(verdict_cell(proof.verdict),
                            "verdict-" + std::string(to_string(proof.verdict))),
               deciding_text(proof), grouped(proof.replications)});
  }
  return table.html();
}

void tell_trust(const SizeAnswer& answer, Story& story) {
  std::uint64_t designs = 0;
  std::size_t contradictory = 0;
  for (const SizePoint& point : answer.points) {
    designs += point.probes;
    contradictory += point.contradictory ? 1 : 0;
  }
  HtmlTable table("Findings", {{"Finding", Align::left},
                               {"Severity", Align::left},
                               {"Where", Align::left},
                               {"What", Align::left}});
  for (const Finding& one : answer.findings) {
    table.add({one.id, one.severity, one.component, one.text});
  }
  std::string body = table.html();
  for (const std::string& one : answer.warnings) body += paragraph(one);
  if (!answer.switched_off.empty()) body += paragraph("Not simulated: " + answer.switched_off);
  story.add({"trust", "Can I trust this?",
             fmt::format("{} simulated, each verdict at {:g} %; {} where less met what more did "
                         "not.",
                         counted(designs, "design"), 100.0 * answer.probe_confidence,
                         counted(contradictory, "point")),
             std::move(body)});
}

Outcome outcome_of(const SizeAnswer& answer) {
  bool all = true;
  for (const SizePoint& point : answer.points) {
    if (point.status == SizeStatus::infeasible) return Outcome::not_met;
    all = all && point.status == SizeStatus::found;
  }
  return all ? Outcome::met : Outcome::inconclusive;
}

std::string word_of(const SizeAnswer& answer) {
  switch (outcome_of(answer)) {
    case Outcome::not_met:
      return "NOTHING ALLOWED IS ENOUGH";
    case Outcome::inconclusive:
      return "INCONCLUSIVE";
    case Outcome::met:
    case Outcome::done:
    case Outcome::interrupted:
      break;
  }
  return answer.points.size() == 1 ? least_text(answer.points.front()) + " ARE ENOUGH"
                                   : counted(answer.points.size(), "SIZE") + " FOUND";
}

}  // namespace

std::string size_html(const SizeAnswer& answer, const HtmlOptions& options) {
  Story story;
  std::string body = sizes_table(answer).html();
  if (!answer.rule.empty()) body += paragraph("Rule of thumb: " + answer.rule, "note");
  std::string proofs;
  for (const SizePoint& point : answer.points) proofs += proof_html(point);
  body += answer.points.size() > 2 ? folded("The proof of each", proofs) : proofs;
  const std::string headline = size_headline(answer);
  story.add({"answer", "Answer",
             fmt::format("Met with what is listed, not met with less, at {:g} % confidence.",
                         100.0 * answer.confidence),
             std::move(body)});
  tell_trust(answer, story);
  tell_reproduction(answer,
                    {.seed = answer.seed,
                     .fingerprint = hex_64(answer.fingerprint),
                     .replications = counted(answer.points.size(), "point")},
                    story);
  const std::string json = options.embed == EmbedData::none ? "" : size_json(answer);
  tell_appendix(json, story);
  return html_page({.outcome = outcome_of(answer),
                    .verdict = word_of(answer),
                    .sentence = headline,
                    .fingerprint = hex_64(answer.fingerprint)},
                   answer, story, json, options);
}

}  // namespace ocssim::reports
