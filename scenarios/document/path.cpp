// Reading paths and assigning through them.
#include "scenarios/document/path.hpp"

#include "scenarios/document/render.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace ocssim::scenarios {
namespace {

[[nodiscard]] TextError bad_path(std::size_t begin, std::size_t end, std::string message) {
  TextError error;
  error.code = DiagnosticCode::bad_path;
  error.begin = begin;
  error.length = end - begin;
  error.message = std::move(message);
  error.expected =
      "keys with dots between them, such as load_balancer.snat.addresses or "
      "events[0].at";
  return error;
}

[[nodiscard]] TextError mismatch(const PathStep& step, std::string message) {
  TextError error;
  error.code = DiagnosticCode::path_mismatch;
  error.begin = step.begin;
  error.length = step.end - step.begin;
  error.message = std::move(message);
  return error;
}

[[nodiscard]] Span span_of(const PathStep& step, Span path_at) {
  return {path_at.source, path_at.begin + static_cast<std::uint32_t>(step.begin),
          path_at.begin + static_cast<std::uint32_t>(step.end)};
}

/// The container that `next` steps into.
[[nodiscard]] Value fresh_container(const PathStep& next, Span span) {
  return next.is_index() ? Value::make_array(span) : Value::make_object(span);
}

[[nodiscard]] bool fits(const Value& value, const PathStep& step) {
  return step.is_index() ? value.is_array() && step.index <= value.items().size()
                         : value.is_object();
}

[[nodiscard]] TextError misfit(const Value& value, const PathStep& step) {
  if (step.is_index() && value.is_array()) {
    return mismatch(step, "index " + std::to_string(step.index) + " is beyond the list's " +
                              std::to_string(value.items().size()) + " elements");
  }
  return mismatch(step, (step.is_index() ? "an index" : "key " + in_quotes(step.key)) +
                            " cannot step into " + std::string(to_string(value.type())));
}

}  // namespace

Expected<Path, TextError> parse_path(std::string_view text) {
  Path path;
  std::size_t at = 0;
  while (at < text.size() || path.empty()) {
    if (at < text.size() && text[at] == '[' && !path.empty()) {
      PathStep step;
      step.begin = at;
      const char* end = text.data() + text.size();
      const auto [stop, error] = std::from_chars(text.data() + at + 1, end, step.index);
      if (error != std::errc{} || stop == end || *stop != ']') {
        return failure(bad_path(at, text.size(), "an index is [ digits ]"));
      }
      at = static_cast<std::size_t>(stop + 1 - text.data());
      step.end = at;
      path.push_back(std::move(step));
      continue;
    }
    if (!path.empty()) {
      if (text[at] != '.') return failure(bad_path(at, at + 1, "a dot is missing"));
      ++at;
    }
    const std::size_t end = std::min(text.find_first_of(".[]=", at), text.size());
    if (end == at) {
      return failure(bad_path(at, std::min(at + 1, text.size()), "a key is missing in the path"));
    }
    path.push_back({std::string(text.substr(at, end - at)), 0, at, end});
    at = end;
  }
  return path;
}

std::string to_pointer(const Path& path) {
  std::string pointer;
  for (const PathStep& step : path) {
    pointer =
        step.is_index() ? append_pointer(pointer, step.index) : append_pointer(pointer, step.key);
  }
  return pointer;
}

const Value* find(const Value& root, const Path& path) {
  const Value* here = &root;
  for (const PathStep& step : path) {
    if (step.is_index()) {
      if (step.index >= here->items().size()) return nullptr;
      here = &here->items()[step.index];
    } else {
      here = here->find(step.key);
      if (here == nullptr) return nullptr;
    }
  }
  return here;
}

std::optional<TextError> assign(Value& root, const Path& path, Span path_at, Value value) {
  Value* here = &root;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const PathStep& step = path[i];
    if (!fits(*here, step)) return misfit(*here, step);
    const Span span = span_of(step, path_at);
    if (step.is_index()) {
      if (step.index == here->items().size()) {
        here->items().push_back(fresh_container(path[i + 1], span));
      }
      here = &here->items()[step.index];
    } else {
      Value* member = here->find(step.key);
      here = member != nullptr ? member
                               : &here->set(step.key, span, fresh_container(path[i + 1], span));
    }
  }
  const PathStep& last = path.back();
  if (!fits(*here, last)) return misfit(*here, last);
  if (!last.is_index()) {
    if (value.is_null()) {
      here->erase(last.key);
    } else {
      here->set(last.key, span_of(last, path_at), std::move(value));
    }
  } else if (last.index == here->items().size()) {
    here->items().push_back(std::move(value));
  } else {
    here->items()[last.index] = std::move(value);
  }
  return std::nullopt;
}

}  // namespace ocssim::scenarios
