#include "reports/verify_rows.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {

std::size_t VerifyCheck::count(VerifyStanding standing) const {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(),
                    [standing](const VerifyRow& row) { return row.standing == standing; }));
}

bool VerifyAnswer::passed() const {
  return std::all_of(checks.begin(), checks.end(), [](const VerifyCheck& check) {
    return check.count(VerifyStanding::failed) == 0;
  });
}

std::string evidence_number(double value) {
  return fmt::format("{:.6g}", value);
}

std::string expected_text(const VerifyRow& row) {
  return evidence_number(row.expected) +
         (row.unit.empty() || row.unit == "1" ? "" : " " + row.unit);
}

std::string simulated_text(const VerifyRow& row) {
  std::string text = evidence_number(row.simulated);
  if (row.half_width) text += fmt::format(" ± {:.2g}", *row.half_width);
  return text + (row.unit.empty() || row.unit == "1" ? "" : " " + row.unit);
}

std::string_view word_of(VerifyStanding standing) {
  switch (standing) {
    case VerifyStanding::passed:
      return "passed";
    case VerifyStanding::failed:
      return "FAILED";
    case VerifyStanding::shown:
      return "shown";
  }
  return "";
}

std::string verify_headline(const VerifyAnswer& answer) {
  std::string failed;
  for (const VerifyCheck& check : answer.checks) {
    if (check.count(VerifyStanding::failed) > 0) failed += (failed.empty() ? "" : ", ") + check.id;
  }
  if (failed.empty()) return "every judged row lies within its tolerance";
  return "outside tolerance: " + failed;
}

std::string_view group_title(std::string_view group) {
  if (group == "closed_forms") return "Closed forms";
  if (group == "statistics") return "Statistics";
  if (group == "targets") return "Published targets";
  return "Recorded measurements";
}

std::string outcome_text(const VerifyCheck& check) {
  if (check.rows.empty()) return "listed";
  const std::size_t passed = check.count(VerifyStanding::passed);
  const std::size_t judged = passed + check.count(VerifyStanding::failed);
  const std::size_t shown = check.count(VerifyStanding::shown);
  std::string text = judged == 0 ? "" : fmt::format("{} of {} within tolerance", passed, judged);
  if (shown != 0) text += fmt::format("{}{} shown", text.empty() ? "" : ", ", shown);
  return text;
}

}  // namespace ocssim::reports
