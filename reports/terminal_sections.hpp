// The sections of the report on a terminal; each is empty when it has nothing to say.
#pragma once

#include "reports/answer.hpp"

#include <string>

namespace ocssim::reports {

[[nodiscard]] std::string headroom_section(const Results& results);
[[nodiscard]] std::string objectives_section(const Results& results);
[[nodiscard]] std::string users_section(const Results& results);
[[nodiscard]] std::string refusals_section(const Results& results);
[[nodiscard]] std::string closed_form_section(const Results& results);
[[nodiscard]] std::string shares_section(const Results& results);
[[nodiscard]] std::string timeline_section(const Results& results);
[[nodiscard]] std::string findings_section(const Results& results);
[[nodiscard]] std::string confidence_section(const Results& results);
[[nodiscard]] std::string warnings_section(const Answer& answer);

}  // namespace ocssim::reports
