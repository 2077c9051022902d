// From a value of a document to a scalar in base units, by the row of its key.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/unit.hpp"
#include "scenarios/document/value.hpp"
#include "scenarios/model/field.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// Reads `value` as the row asks. What is wrong is added to `diagnostics`; nullopt then.
/// `profile_default` serves "x3"; nullptr if the profile gives none.
[[nodiscard]] std::optional<Scalar> read_scalar(const Value& value, const Field& field,
                                                std::string_view pointer,
                                                const Value* profile_default,
                                                const SourceTable& sources,
                                                Diagnostics& diagnostics);

/// Whether a count that follows from another lies in the row's range.
[[nodiscard]] bool is_in_range(const Field& field, double value);

/// Dimension of a form that is written with a unit; nullopt for the others.
[[nodiscard]] std::optional<Dimension> dimension_of(Form form);

/// The scalar in base units as a canonical value: seconds, 1/s, bytes, bit/s, Hz, shares 0…1.
[[nodiscard]] Value to_canonical(const Scalar& scalar);

/// As a person writes it: "20 min".
[[nodiscard]] std::string to_text(const Scalar& scalar);

/// "from 1 to 65,535", "above 0", …; empty without bounds.
[[nodiscard]] std::string range_text(const Field& field);

/// "steady, ramp, profile or storm"; empty without words.
[[nodiscard]] std::string words_text(const Field& field);

/// Seconds of a duration as an exact decimal: "0.0005".
[[nodiscard]] std::string exact_seconds(Duration duration);

}  // namespace ocssim::scenarios
