// Rows of evidence in words: numbers with six digits, the interval with two.
#pragma once

#include "reports/verify_answer.hpp"

#include <string>
#include <string_view>

namespace ocssim::reports {

/// "0.457645", "65000": as many digits as say something.
[[nodiscard]] std::string evidence_number(double value);
/// "0.45761 ± 0.0012 s"
[[nodiscard]] std::string simulated_text(const VerifyRow& row);
[[nodiscard]] std::string expected_text(const VerifyRow& row);
/// passed, FAILED, shown
[[nodiscard]] std::string_view word_of(VerifyStanding standing);
/// "every judged row lies within its tolerance", or the checks that do not agree.
[[nodiscard]] std::string verify_headline(const VerifyAnswer& answer);
/// In the order of the report.
inline constexpr std::string_view verify_groups[] = {"closed_forms", "statistics", "targets",
                                                     "measurements"};
/// "Closed forms", "Statistics", "Published targets", "Recorded measurements"
[[nodiscard]] std::string_view group_title(std::string_view group);
/// "12 of 12 within tolerance, 3 shown"; for a check without rows: "listed".
[[nodiscard]] std::string outcome_text(const VerifyCheck& check);

}  // namespace ocssim::reports
