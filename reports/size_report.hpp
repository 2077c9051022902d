// The answer of `size` in every format.
#pragma once

#include "reports/size_answer.hpp"
#include "reports/terminal_options.hpp"

#include <string>
#include <string_view>

namespace ocssim::reports {

[[nodiscard]] std::string_view to_string(SizeStatus status);

/// One sentence: what is needed and what is not enough.
[[nodiscard]] std::string size_headline(const SizeAnswer& answer);

/// At most 100 columns a line.
[[nodiscard]] std::string size_text(const SizeAnswer& answer, const TerminalOptions& options);
[[nodiscard]] std::string size_markdown(const SizeAnswer& answer);
/// Keys as `ocssim schema results` says.
[[nodiscard]] std::string size_json(const SizeAnswer& answer);
/// RFC 4180: a line a point.
[[nodiscard]] std::string size_csv(const SizeAnswer& answer);
/// A case a point: skipped when inconclusive, a failure when nothing allowed is enough.
[[nodiscard]] std::string size_junit(const SizeAnswer& answer);

}  // namespace ocssim::reports
