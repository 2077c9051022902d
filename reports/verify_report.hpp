// `verify` as text, JSON, Markdown and JUnit. No total over all rows is formed: figures of one
// check hang together, so a count of them says little.
#pragma once

#include "reports/verify_answer.hpp"

#include <string>

namespace ocssim::reports {

struct VerifyTextOptions {
  bool color = false;
  bool all_rows = false;  // else those that failed
};

[[nodiscard]] std::string verify_text(const VerifyAnswer& answer, const VerifyTextOptions& options);
[[nodiscard]] std::string verify_json(const VerifyAnswer& answer);
/// The validation book: docs/validation.md.
[[nodiscard]] std::string verify_markdown(const VerifyAnswer& answer);
[[nodiscard]] std::string verify_junit(const VerifyAnswer& answer);

}  // namespace ocssim::reports
