// The sections of a report, one file each. Each looks at one design and tells its finding, or says
// why it has none.
#pragma once

#include "reports/answer.hpp"
#include "reports/html/page.hpp"
#include "reports/html/story.hpp"
#include "reports/html/words.hpp"

#include <string>

namespace ocssim::reports {

void tell_answer(const Shown& shown, Story& story);
void tell_objectives(const Shown& shown, Story& story);
void tell_headroom(const Shown& shown, Story& story);
void tell_attribution(const Shown& shown, Story& story);
void tell_snat(const Shown& shown, Story& story);
void tell_balance(const Shown& shown, Story& story);
void tell_path(const Shown& shown, Story& story);
void tell_sql(const Shown& shown, Story& story);
void tell_media(const Shown& shown, Story& story);
void tell_failure(const Shown& shown, Story& story);
void tell_recommendations(const Shown& shown, Story& story);
void tell_trust(const Shown& shown, const std::vector<PlaceholderNote>& placeholders, Story& story);

/// The pool from clients to data; for the section "Headroom".
[[nodiscard]] std::string topology_figure(const Shown& shown, Story& story);

/// How to get the same bytes again.
struct Provenance {
  std::uint64_t seed = 1;
  std::string fingerprint;
  std::vector<std::uint64_t> event_fingerprints = {};
  std::string replications;         // "8 replications"
  std::string other_scenario = {};  // resolved; of `compare`, B
};
void tell_reproduction(const ReportHead& head, const Provenance& provenance, Story& story);
/// Of one design.
[[nodiscard]] Outcome outcome_of(const Results& results);
/// Last: the tables behind the charts, and what the words mean.
void tell_appendix(const std::string& answer_json, Story& story);

}  // namespace ocssim::reports
