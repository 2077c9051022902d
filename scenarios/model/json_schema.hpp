// JSON Schema 2020-12 of the scenario format, generated from the table that validates.
#pragma once

#include <string>

namespace ocssim::scenarios {

/// Pretty-printed. It judges types, keys, words and units; ranges of quantities with units and what
/// must fit together only the loader judges.
[[nodiscard]] std::string scenario_json_schema();

}  // namespace ocssim::scenarios
