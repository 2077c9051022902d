// Parsing with nlohmann's SAX reader. It tells no positions, so a cursor follows it through the
// same text: between two events stand only blanks, ',' and ':', hence each token's place is known.
#include "scenarios/document/parse.hpp"

#include "scenarios/document/render.hpp"
#include "scenarios/document/strict_json.hpp"
#include "scenarios/document/syntax_error.hpp"
#include "scenarios/document/utf8.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ocssim::scenarios {
namespace {

/// Builds the tree from the reader's events; every event returns whether to go on.
class TreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(const SourceTable& sources, SourceId source, std::string_view text)
      : sources_(sources), source_(source), text_(text) {}

  bool null() override { return take_word("null", Value::make_null()); }
  bool boolean(bool value) override {
    return take_word(value ? "true" : "false", Value::make_boolean(value));
  }
  bool number_integer(number_integer_t) override { return take_number(); }
  bool number_unsigned(number_unsigned_t) override { return take_number(); }
  bool number_float(number_float_t, const string_t&) override { return take_number(); }
  bool string(string_t& content) override {
    const Token token = advance();
    return place_value(Value::make_string(std::move(content), span_of(token)));
  }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(Value::make_object(span_of(advance()))); }
  bool start_array(std::size_t) override { return open(Value::make_array(span_of(advance()))); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    frames_.back().key = std::move(name);
    frames_.back().key_span = span_of(advance());
    place_ = Place::colon;
    return true;
  }

  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::json::exception& fault) override {
    constexpr int out_of_range = 406;  // nlohmann: a number beyond double
    if (fault.id == out_of_range) {
      const Token token = token_ahead();
      const std::string_view word = text_.substr(token.begin, token.end - token.begin);
      if (is_json_number(word)) return refuse_number(token, word);
    }
    return stop_at_cursor();
  }

  [[nodiscard]] std::optional<Value>& root() { return root_; }
  [[nodiscard]] const std::optional<TextError>& error() const { return error_; }
  [[nodiscard]] const std::vector<Diagnostic>& duplicates() const { return duplicates_; }

 private:
  struct Frame {
    Value container;
    std::string key;
    Span key_span;
  };

  [[nodiscard]] Token token_ahead() const {
    Token token = next_token(text_, cursor_);
    while (token.kind == Token::Kind::punctuation &&
           (text_[token.begin] == ',' || text_[token.begin] == ':')) {
      token = next_token(text_, token.end);
    }
    return token;
  }
  Token advance() {
    const Token token = token_ahead();
    cursor_ = token.end;
    return token;
  }
  [[nodiscard]] Span span_of(const Token& token) const {
    return {source_, static_cast<std::uint32_t>(token.begin),
            static_cast<std::uint32_t>(token.end)};
  }

  // The reader splits "01" and "truely" into two tokens; people see one.
  bool take_word(std::string_view word, Value value) {
    const Token token = token_ahead();
    if (text_.substr(token.begin, token.end - token.begin) != word) return stop_at_cursor();
    cursor_ = token.end;
    value.set_span(span_of(token));
    return place_value(std::move(value));
  }
  bool take_number() {
    const Token token = token_ahead();
    const std::string_view word = text_.substr(token.begin, token.end - token.begin);
    if (!is_json_number(word)) return stop_at_cursor();
    cursor_ = token.end;
    return place_value(Value::make_number(std::string(word), span_of(token)));
  }

  bool open(Value container) {
    if (frames_.size() == deepest_nesting) {
      TextError error;
      error.code = DiagnosticCode::too_deep;
      error.begin = container.span().begin;
      error.length = 1;
      error.message =
          "more than " + std::to_string(deepest_nesting) + " objects and lists are open";
      error_ = std::move(error);
      return false;
    }
    place_ = container.is_object() ? Place::key_or_end : Place::value_or_end;
    frames_.push_back({std::move(container), {}, {}});
    return true;
  }
  /// Before memory is taken for one more.
  bool count_value(const Span& where) {
    if (++values_ <= most_values) return true;
    TextError error;
    error.code = DiagnosticCode::too_many_values;
    error.begin = where.begin;
    error.length = 1;
    error.message = "the document holds more than " + std::to_string(most_values) + " values";
    error_ = std::move(error);
    return false;
  }
  bool close() {
    const Token token = advance();
    Value value = std::move(frames_.back().container);
    frames_.pop_back();
    Span span = value.span();
    span.end = static_cast<std::uint32_t>(token.end);
    value.set_span(span);
    drop_duplicates(value);
    return place_value(std::move(value));
  }
  bool place_value(Value value) {
    if (!count_value(value.span())) return false;
    if (frames_.empty()) {
      root_ = std::move(value);
      place_ = Place::end_of_text;
      return true;
    }
    Frame& frame = frames_.back();
    if (frame.container.is_object()) {
      frame.container.members().push_back({std::move(frame.key), frame.key_span, std::move(value)});
    } else {
      frame.container.items().push_back(std::move(value));
    }
    place_ = Place::comma_or_end;
    return true;
  }

  /// false when few keys are all different, which is almost always.
  [[nodiscard]] static bool may_have_doubles(const std::vector<Member>& members) {
    constexpr std::size_t few = 16;
    if (members.size() > few) return true;
    for (std::size_t i = 1; i < members.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (members[i].key == members[k].key) return true;
      }
    }
    return false;
  }

  /// Sorting finds equal keys in n log n even in an object of a million keys.
  void drop_duplicates(Value& object) {
    std::vector<Member>& members = object.members();
    if (!may_have_doubles(members)) return;
    std::vector<std::size_t> order(members.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&members](std::size_t a, std::size_t b) {
      return members[a].key < members[b].key;
    });
    std::vector<bool> doubled(members.size(), false);
    bool any = false;
    for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
      if (members[order[i]].key != members[order[first]].key) {
        first = i;
        continue;
      }
      doubled[order[i]] = any = true;
      report_duplicate(members[order[first]], members[order[i]]);
    }
    if (!any) return;
    std::vector<Member> kept;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!doubled[i]) kept.push_back(std::move(members[i]));
    }
    members = std::move(kept);
  }
  void report_duplicate(const Member& first, const Member& again) {
    if (duplicates_.size() == Diagnostics::most_kept) return;
    Diagnostic diagnostic;
    diagnostic.code = DiagnosticCode::duplicate_key;
    diagnostic.where = again.key_span;
    diagnostic.message = "key " + in_quotes(again.key) + " stands twice; the first is on line " +
                         std::to_string(sources_.line_of(source_, first.key_span.begin));
    diagnostic.found = again.key;
    for (const Frame& frame : frames_) diagnostic.pointer += step_into(frame);
    diagnostic.pointer = append_pointer(diagnostic.pointer, again.key);
    duplicates_.push_back(std::move(diagnostic));
  }
  [[nodiscard]] static std::string step_into(const Frame& frame) {
    return frame.container.is_object() ? append_pointer("", frame.key)
                                       : append_pointer("", frame.container.items().size());
  }

  bool refuse_number(const Token& token, std::string_view word) {
    TextError error;
    error.code = DiagnosticCode::number_too_large;
    error.begin = token.begin;
    error.length = token.end - token.begin;
    error.message = "number " + in_quotes(word) + " is too large";
    error.found = word;
    error_ = std::move(error);
    return false;
  }
  bool stop_at_cursor() {
    if (error_) return false;
    ParserState state;
    state.cursor = cursor_;
    state.place = place_;
    if (!frames_.empty()) {
      state.in_object = frames_.back().container.is_object();
      state.open_bracket = frames_.back().container.span().begin;
      state.open_line = sources_.locate(source_, frames_.back().container.span().begin).line;
    }
    error_ = explain_syntax_error(text_, state);
    return false;
  }

  const SourceTable& sources_;
  SourceId source_;
  std::string_view text_;
  std::size_t cursor_ = 0;  // end of the token of the last event
  Place place_ = Place::value;
  std::vector<Frame> frames_;
  std::size_t values_ = 0;
  std::optional<Value> root_;
  std::optional<TextError> error_;
  std::vector<Diagnostic> duplicates_;
};

/// Faults of the bytes, found before any grammar.
[[nodiscard]] std::optional<TextError> check_bytes(std::string_view text) {
  TextError error;
  error.length = 1;
  if (text.size() > longest_document) {
    error.code = DiagnosticCode::document_too_large;
    error.length = 0;
    error.message = "the document has " + std::to_string(text.size()) + " bytes; at most " +
                    std::to_string(longest_document) + " are read";
    return error;
  }
  error.code = DiagnosticCode::bad_encoding;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    error.message = "the text is UTF-16";
    error.help = "save the file as UTF-8";
    return error;
  }
  if (const auto bad = first_invalid_utf8(text)) {
    error.begin = *bad;
    error.message = "a byte that is not UTF-8";
    error.help = "save the file as UTF-8";
    return error;
  }
  // The reader takes NUL for the end and skips a second byte order mark; neither is JSON.
  const std::size_t nul = text.find('\0');
  if (nul == std::string_view::npos && !text.starts_with("\xEF\xBB\xBF")) return std::nullopt;
  error.begin = nul == std::string_view::npos ? 0 : nul;
  error.message = nul == std::string_view::npos ? "a second byte order mark" : "a NUL character";
  return error;
}

[[nodiscard]] Diagnostic at_offset(TextError error, SourceId source) {
  const auto begin = static_cast<std::uint32_t>(error.begin);
  const auto end = static_cast<std::uint32_t>(error.begin + error.length);
  return {error.code,
          {source, begin, end},
          std::move(error.message),
          std::move(error.found),
          std::move(error.expected),
          std::move(error.suggestion),
          std::move(error.help),
          {}};
}

}  // namespace

std::optional<Value> parse_json(const SourceTable& sources, SourceId source,
                                Diagnostics& diagnostics, std::optional<Span> region) {
  const auto refuse = [&](TextError error) {
    diagnostics.add(at_offset(std::move(error), source));
    return std::nullopt;
  };
  const std::string_view whole = sources[source].text;
  if (auto error = check_bytes(whole)) return refuse(std::move(*error));
  std::string text(whole.substr(0, region ? region->end : whole.size()));
  if (region) std::fill_n(text.begin(), std::min<std::size_t>(region->begin, text.size()), ' ');
  auto strict = to_strict_json(text);
  if (!strict) return refuse(std::move(strict.error()));

  TreeBuilder builder(sources, source, *strict);
  try {
    if (!nlohmann::json::sax_parse(*strict, &builder) && !builder.error()) {
      return refuse(explain_syntax_error(*strict, ParserState{}));
    }
  } catch (const nlohmann::json::exception&) {
    if (!builder.error()) return refuse(explain_syntax_error(*strict, ParserState{}));
  }
  if (builder.error()) return refuse(*builder.error());
  for (const Diagnostic& duplicate : builder.duplicates()) diagnostics.add(duplicate);
  return std::move(builder.root());
}

}  // namespace ocssim::scenarios
