// Writing JSON.
#include "scenarios/document/write.hpp"

#include "scenarios/document/decimal.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace ocssim::scenarios {
namespace {

[[nodiscard]] bool stands_as_it_is(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7F && c != '"' && c != '\\';
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c == '\r') {
    out += "\\r";
  } else {
    out += "\\u00";
    out += hex[byte >> 4U];
    out += hex[byte & 0xFU];
  }
}

/// What stands between two characters that need an escape is copied whole.
void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), stands_as_it_is);
    const auto plain = static_cast<std::size_t>(end - text.begin());
    out += text.substr(0, plain);
    if (plain < text.size()) append_escaped(out, text[plain]);
    text.remove_prefix(std::min(plain + 1, text.size()));
  }
  out += '"';
}

enum class Style { canonical, pretty };

[[nodiscard]] std::string canonical_number(const Value& value) {
  if (const auto count = value.as_count()) return std::to_string(*count);
  return shortest_text(value.as_number());
}

class Writer {
 public:
  explicit Writer(Style style) : style_(style) {}

  void write(const Value& value, std::size_t depth) {
    switch (value.type()) {
      case Value::Type::null:
        out_ += "null";
        return;
      case Value::Type::boolean:
        out_ += value.as_boolean() ? "true" : "false";
        return;
      case Value::Type::number:
        out_ += style_ == Style::canonical ? canonical_number(value) : value.text();
        return;
      case Value::Type::string:
        append_quoted(out_, value.as_string());
        return;
      case Value::Type::array:
        return write_array(value, depth);
      case Value::Type::object:
        return write_object(value, depth);
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void new_line(std::size_t depth) {
    if (style_ != Style::pretty) return;
    out_ += '\n';
    out_.append(2 * depth, ' ');
  }

  void write_array(const Value& value, std::size_t depth) {
    if (value.items().empty()) {
      out_ += "[]";
      return;
    }
    out_ += '[';
    bool first = true;
    for (const Value& item : value.items()) {
      if (!first) out_ += ',';
      first = false;
      new_line(depth + 1);
      write(item, depth + 1);
    }
    new_line(depth);
    out_ += ']';
  }

  void write_object(const Value& value, std::size_t depth) {
    if (value.members().empty()) {
      out_ += "{}";
      return;
    }
    std::vector<const Member*> members;
    for (const Member& member : value.members()) members.push_back(&member);
    if (style_ == Style::canonical) {
      std::sort(members.begin(), members.end(),
                [](const Member* a, const Member* b) { return a->key < b->key; });
    }
    out_ += '{';
    bool first = true;
    for (const Member* member : members) {
      if (!first) out_ += ',';
      first = false;
      new_line(depth + 1);
      append_quoted(out_, member->key);
      out_ += style_ == Style::pretty ? ": " : ":";
      write(member->value, depth + 1);
    }
    new_line(depth);
    out_ += '}';
  }

  Style style_;
  std::string out_;
};

[[nodiscard]] std::string write_as(const Value& value, Style style) {
  Writer writer(style);
  writer.write(value, 0);
  return writer.take();
}

}  // namespace

std::string write_canonical(const Value& value) {
  return write_as(value, Style::canonical);
}

std::string write_pretty(const Value& value) {
  return write_as(value, Style::pretty) + '\n';
}

std::string json_quoted(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

}  // namespace ocssim::scenarios
