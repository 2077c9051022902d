// JSON text to a tree of values with positions.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/source_table.hpp"
#include "scenarios/document/value.hpp"

#include <cstddef>
#include <optional>

namespace ocssim::scenarios {

inline constexpr std::size_t deepest_nesting = 64;
inline constexpr std::size_t longest_document = std::size_t{64} << 20U;  // bytes
inline constexpr std::size_t most_values = 250'000;  // some 160 bytes of memory each

/// Parses the text of a source, or only `region` of it. JSON with // and /* */ comments and
/// trailing commas (RFC 8259 else). After a syntax error nullopt is returned and that error alone
/// was added. Duplicate keys are added one by one; the first of them is kept in the tree.
[[nodiscard]] std::optional<Value> parse_json(const SourceTable& sources, SourceId source,
                                              Diagnostics& diagnostics,
                                              std::optional<Span> region = std::nullopt);

}  // namespace ocssim::scenarios
