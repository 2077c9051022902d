// Answers as pages: which sections each kind of answer has, in the order in which they are read.
#pragma once

#include "reports/answer.hpp"
#include "reports/capacity_answer.hpp"
#include "reports/compare_answer.hpp"
#include "reports/html/page.hpp"
#include "reports/sensitivity_answer.hpp"
#include "reports/size_answer.hpp"
#include "reports/sweep_answer.hpp"
#include "reports/verify_answer.hpp"

#include <string>

namespace ocssim::reports {

[[nodiscard]] std::string run_html(const Answer& answer, const HtmlOptions& options);
[[nodiscard]] std::string sweep_html(const SweepAnswer& answer, const HtmlOptions& options);
[[nodiscard]] std::string capacity_html(const CapacityAnswer& answer, const HtmlOptions& options);
[[nodiscard]] std::string compare_html(const CompareAnswer& answer, const HtmlOptions& options);

[[nodiscard]] std::string size_html(const SizeAnswer& answer, const HtmlOptions& options);
[[nodiscard]] std::string sensitivity_html(const SensitivityAnswer& answer,
                                           const HtmlOptions& options);
[[nodiscard]] std::string verify_html(const VerifyAnswer& answer, const HtmlOptions& options);

}  // namespace ocssim::reports
