// JSON Schema 2020-12 of `--json` and summary.json.
#pragma once

#include <string>

namespace ocssim::reports {

/// Ends with a newline. A test validates real results against it.
[[nodiscard]] std::string results_json_schema();

}  // namespace ocssim::reports
