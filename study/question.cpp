#include "study/question.hpp"

#include "scenarios/document/document.hpp"
#include "scenarios/document/value.hpp"
#include "scenarios/document/write.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace ocssim::study {
namespace {

using scenarios::Assignment;
using scenarios::Value;

Value list_of(const std::vector<std::string>& texts) {
  Value list = Value::make_array();
  for (const std::string& text : texts) list.items().push_back(Value::make_string(text));
  return list;
}

Value rows_of(const std::vector<Assignment>& settings) {
  Value list = Value::make_array();
  for (const Assignment& setting : settings) {
    list.items().push_back(list_of({setting.path, setting.value}));
  }
  return list;
}

Value rows_of(const std::vector<Placeholder>& placeholders) {
  Value list = Value::make_array();
  for (const Placeholder& one : placeholders) {
    list.items().push_back(list_of({one.path, one.value, one.source}));
  }
  return list;
}

Value parsed(const std::string& text);

Value rows_of(const std::vector<CaseText>& cases) {
  Value list = Value::make_array();
  for (const CaseText& one : cases) {
    Value row = Value::make_object();
    row.set("name", {}, Value::make_string(one.name));
    row.set("scenario", {}, parsed(one.scenario));
    list.items().push_back(std::move(row));
  }
  return list;
}

Value rows_of(const std::vector<UncertainInput>& inputs) {
  Value list = Value::make_array();
  for (const UncertainInput& one : inputs) {
    list.items().push_back(list_of({one.path, one.value, one.low, one.high, one.why, one.source}));
  }
  return list;
}

/// The scenario as an object of the same file, so that people can read it there.
Value parsed(const std::string& text) {
  return scenarios::parse_document({"scenario", text}).root;
}

/// Reads members of one object; notes when one has another type than it should.
class Reader {
 public:
  explicit Reader(const Value& root) : root_(root) {}

  [[nodiscard]] std::string text(std::string_view key) {
    const Value* value = member(key);
    if (value == nullptr) return "";
    if (!value->is_string()) return broken("");
    return value->as_string();
  }
  [[nodiscard]] std::optional<std::string> optional_text(std::string_view key) {
    if (member(key) == nullptr) return std::nullopt;
    return text(key);
  }
  [[nodiscard]] bool flag(std::string_view key) {
    const Value* value = member(key);
    if (value == nullptr) return false;
    if (!value->is_boolean()) return broken(false);
    return value->as_boolean();
  }
  [[nodiscard]] std::string object(std::string_view key) {
    const Value* value = member(key);
    if (value == nullptr) return "";
    if (!value->is_object()) return broken("");
    return scenarios::write_pretty(*value);
  }
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) {
    const Value* value = member(key);
    return value == nullptr ? std::vector<std::string>{} : texts_of(*value);
  }
  /// Lists of `width` texts each.
  [[nodiscard]] std::vector<std::vector<std::string>> rows(std::string_view key,
                                                           std::size_t width) {
    std::vector<std::vector<std::string>> result;
    const Value* value = member(key);
    if (value == nullptr) return result;
    for (const Value& item : value->items()) {
      std::vector<std::string> row = texts_of(item);
      is_whole_ = is_whole_ && row.size() == width;
      row.resize(width);
      result.push_back(std::move(row));
    }
    return result;
  }
  [[nodiscard]] std::vector<Assignment> settings(std::string_view key) {
    std::vector<Assignment> result;
    for (std::vector<std::string>& row : rows(key, 2)) result.push_back({row[0], row[1]});
    return result;
  }

  [[nodiscard]] unsigned count(std::string_view key) {
    const Value* value = member(key);
    if (value == nullptr) return 0;
    const auto number = value->as_count();
    if (!number || *number > 1'000'000) return broken(0U);
    return static_cast<unsigned>(*number);
  }
  [[nodiscard]] std::vector<UncertainInput> inputs(std::string_view key) {
    std::vector<UncertainInput> result;
    for (std::vector<std::string>& row : rows(key, 6)) {
      result.push_back({row[0], row[1], row[2], row[3], row[4], row[5]});
    }
    return result;
  }
  [[nodiscard]] std::vector<CaseText> cases(std::string_view key) {
    std::vector<CaseText> result;
    const Value* value = member(key);
    if (value == nullptr) return result;
    for (const Value& item : value->items()) {
      Reader row(item);
      result.push_back({row.text("name"), row.object("scenario")});
      is_whole_ = is_whole_ && row.is_whole() && !result.back().scenario.empty();
    }
    return result;
  }

  /// Everything asked for was of its type, and there was nothing that nobody asked for: a key that
  /// this version does not know may change the answer.
  [[nodiscard]] bool is_whole() const {
    return is_whole_ && std::all_of(root_.members().begin(), root_.members().end(),
                                    [this](const auto& one) { return asked_.contains(one.key); });
  }

 private:
  std::vector<std::string> texts_of(const Value& list) {
    std::vector<std::string> result;
    for (const Value& item : list.items()) {
      if (item.is_string()) result.push_back(item.as_string());
      is_whole_ = is_whole_ && item.is_string();
    }
    return result;
  }

  template <typename T>
  T broken(T value) {
    is_whole_ = false;
    return value;
  }

  [[nodiscard]] const Value* member(std::string_view key) {
    asked_.emplace(key);
    return root_.find(key);
  }

  const Value& root_;
  std::set<std::string, std::less<>> asked_;
  bool is_whole_ = true;
};

}  // namespace

std::string to_json(const Question& question) {
  Value root = Value::make_object();
  const auto set = [&](const char* key, Value value) { root.set(key, {}, std::move(value)); };
  const auto set_text = [&](const char* key, const std::string& text) {
    if (!text.empty()) set(key, Value::make_string(text));
  };
  set_text("verb", question.verb);
  set_text("command", question.command);
  if (!question.vary.empty()) set("vary", list_of(question.vary));
  if (question.zip) set("zip", Value::make_boolean(true));
  set_text("where", question.where);
  set_text("of", question.of);
  if (question.between) set_text("between", *question.between);
  if (question.width) set_text("width", *question.width);
  if (!question.least.empty()) set("least", list_of(question.least));
  if (!question.among.empty()) set("among", list_of(question.among));
  if (question.pareto) set("pareto", Value::make_boolean(true));
  set_text("best", question.best);
  set_text("indifference", question.indifference);
  if (question.full_detail) set("full_detail", Value::make_boolean(true));
  set_text("method", question.method);
  if (question.trajectories > 0) {
    set("trajectories", Value::make_number(std::uint64_t{question.trajectories}));
  }
  if (!question.inputs.empty()) set("inputs", rows_of(question.inputs));
  if (!question.left_out.empty()) set("left_out", list_of(question.left_out));
  if (!question.fail_on.empty()) set("fail_on", list_of(question.fail_on));
  if (!question.precise.empty()) set("precise", list_of(question.precise));
  if (!question.a_set.empty()) set("a_set", rows_of(question.a_set));
  if (!question.b_set.empty()) set("b_set", rows_of(question.b_set));
  if (!question.placeholders.empty()) set("placeholders", rows_of(question.placeholders));
  if (!question.warnings.empty()) set("warnings", list_of(question.warnings));
  if (!question.warnings_b.empty()) set("warnings_b", list_of(question.warnings_b));
  set("scenario", parsed(question.scenario));
  if (!question.scenario_b.empty()) set("scenario_b", parsed(question.scenario_b));
  if (!question.cases.empty()) set("cases", rows_of(question.cases));
  return scenarios::write_pretty(root) + "\n";
}

std::optional<Question> question_from(std::string_view json) {
  const scenarios::Document document =
      scenarios::parse_document({"question.json", std::string(json)});
  if (!document.is_readable() || !document.diagnostics.empty()) return std::nullopt;
  Reader reader(document.root);
  Question question;
  question.verb = reader.text("verb");
  question.command = reader.text("command");
  question.scenario = reader.object("scenario");
  question.scenario_b = reader.object("scenario_b");
  question.a_set = reader.settings("a_set");
  question.b_set = reader.settings("b_set");
  question.vary = reader.texts("vary");
  question.zip = reader.flag("zip");
  question.where = reader.text("where");
  question.of = reader.text("of");
  question.between = reader.optional_text("between");
  question.width = reader.optional_text("width");
  question.least = reader.texts("least");
  question.among = reader.texts("among");
  question.pareto = reader.flag("pareto");
  question.best = reader.text("best");
  question.indifference = reader.text("indifference");
  question.full_detail = reader.flag("full_detail");
  question.cases = reader.cases("cases");
  question.method = reader.text("method");
  question.trajectories = reader.count("trajectories");
  question.inputs = reader.inputs("inputs");
  question.left_out = reader.texts("left_out");
  question.fail_on = reader.texts("fail_on");
  question.precise = reader.texts("precise");
  question.warnings = reader.texts("warnings");
  question.warnings_b = reader.texts("warnings_b");
  for (std::vector<std::string>& row : reader.rows("placeholders", 3)) {
    question.placeholders.push_back({row[0], row[1], row[2]});
  }
  if (!reader.is_whole() || question.verb.empty() || question.scenario.empty()) return std::nullopt;
  return question;
}

}  // namespace ocssim::study
