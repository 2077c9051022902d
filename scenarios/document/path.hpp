// Paths of the command line: "load_balancer.snat.addresses", "events[0].at".
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/expected.hpp"
#include "scenarios/document/value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// One step: into a member, or into an element when `key` is empty.
struct PathStep {
  std::string key;
  std::size_t index = 0;
  std::size_t begin = 0, end = 0;  // bytes of the path's text

  [[nodiscard]] bool is_index() const { return key.empty(); }
};

using Path = std::vector<PathStep>;

/// key { "." key | "[" digits "]" }; a key has no dot, bracket or '='.
[[nodiscard]] Expected<Path, TextError> parse_path(std::string_view text);

[[nodiscard]] std::string to_pointer(const Path& path);

/// The value a path names; nullptr if there is none.
[[nodiscard]] const Value* find(const Value& root, const Path& path);

/// Puts `value` where `path` points and makes the objects and lists on the way; an index one past
/// the end appends. `key_span` of each step is `path_at` shifted by the step. Null removes a
/// member.
[[nodiscard]] std::optional<TextError> assign(Value& root, const Path& path, Span path_at,
                                              Value value);

}  // namespace ocssim::scenarios
