// One design as a page: all sections, in the order in which they are read.
#include "reports/html/pages.hpp"
#include "reports/html/sections.hpp"
#include "reports/json.hpp"
#include "reports/store/hash.hpp"

namespace ocssim::reports {
namespace {

std::string_view word_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::met:
      return "MET";
    case Outcome::not_met:
      return "NOT MET";
    case Outcome::inconclusive:
      return "INCONCLUSIVE";
    case Outcome::done:
      return "DONE";
    case Outcome::interrupted:
      return "INTERRUPTED";
  }
  return "";
}

/// The headline behind its first word, which stands above it in large letters.
std::string without_verdict(const std::string& headline) {
  const std::size_t colon = headline.find(": ");
  return colon == std::string::npos ? headline : headline.substr(colon + 2);
}

std::string embedded(const Answer& answer, EmbedData embed) {
  switch (embed) {
    case EmbedData::none:
      return "";
    case EmbedData::summary:
      return json_summary(answer);
    case EmbedData::full:
      return json_report(answer);
  }
  return "";
}

}  // namespace

Outcome outcome_of(const Results& results) {
  if (!results.has_objectives) return Outcome::done;
  switch (results.verdict) {
    case Verdict::met:
      return Outcome::met;
    case Verdict::not_met:
      return Outcome::not_met;
    case Verdict::inconclusive:
      return Outcome::inconclusive;
  }
  return Outcome::inconclusive;
}

std::string run_html(const Answer& answer, const HtmlOptions& options) {
  const Shown shown{.head = answer,
                    .results = answer.results,
                    .users = answer.users,
                    .is_full = options.embed == EmbedData::full};
  Story story;
  tell_answer(shown, story);
  tell_objectives(shown, story);
  tell_headroom(shown, story);
  story.leave_out("Saturation curve",
                  "one load was simulated; " + command_as(answer, "capacity", "") + " tests more");
  tell_attribution(shown, story);
  tell_snat(shown, story);
  tell_balance(shown, story);
  tell_path(shown, story);
  tell_sql(shown, story);
  tell_media(shown, story);
  tell_failure(shown, story);
  tell_recommendations(shown, story);
  tell_trust(shown, answer.placeholders, story);
  tell_reproduction(answer,
                    {.seed = answer.results.seed,
                     .fingerprint = hex_64(answer.results.fingerprint),
                     .event_fingerprints = answer.results.event_fingerprints,
                     .replications = counted(answer.results.replications, "replication")},
                    story);
  const std::string json = embedded(answer, options.embed);
  tell_appendix(json, story);
  const Outcome outcome = outcome_of(answer.results);
  return html_page({.outcome = outcome,
                    .verdict = std::string(word_of(outcome)),
                    .sentence = without_verdict(answer.results.headline),
                    .fingerprint = hex_64(answer.results.fingerprint)},
                   answer, story, json, options);
}

}  // namespace ocssim::reports
