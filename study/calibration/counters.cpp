#include "study/calibration/counters.hpp"

#include "models/front_end/message_class.hpp"
#include "scenarios/document/nearest.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/model/schema.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace ocssim::study {
namespace {

using scenarios::CsvField;
using scenarios::DiagnosticCode;
using K = CounterKind;

constexpr std::array other_columns{
    CounterColumn{"point", K::label, "rows of one load have one text; folds are made of loads"},
    CounterColumn{"replication", K::label, "of a simulation"},
    CounterColumn{"time", K::label, "when it was measured, as text"},
    CounterColumn{servers_column, K::level,
                  "Front Ends that the row is the sum of; default: "
                  "those of the scenario"},
    CounterColumn{"front_end.cpu.utilization", K::utilization, "mean over the Front Ends"},
    CounterColumn{"sql.batch_requests", K::rate, "stored-procedure calls"},
    CounterColumn{"sql.log.commits", K::rate, "calls that append to a log"},
    CounterColumn{"sql.cpu.utilization", K::utilization, "of the back end's processors"},
    CounterColumn{"sql.token_cache.entries", K::level,
                  "entries of TokenAndPermUserStore, which slow every call; default 0"},
    CounterColumn{"sql.disk.data.utilization", K::utilization, "of the data device's spindles"},
    CounterColumn{"sql.disk.data.reads", K::rate, "pages read"},
    CounterColumn{"sql.disk.data.writes", K::rate, "pages written"},
    CounterColumn{"sql.disk.log.utilization", K::utilization, "mean over the log devices"},
    CounterColumn{"sql.log.writes", K::rate, "writes to the logs, all devices together"},
};

std::vector<CounterColumn> all_columns() {
  std::vector<CounterColumn> columns(other_columns.begin(), other_columns.end());
  for (const std::string_view name : models::message_class_names) {
    columns.push_back({name, K::rate, "messages of the class, all Front Ends together"});
  }
  return columns;
}

/// "name [unit]": the name, and the factor into base units; no factor when the unit is unknown.
struct ColumnName {
  std::string name;
  std::string unit;
};

ColumnName split_name(const std::string& text) {
  const std::size_t open = text.find('[');
  if (open == std::string::npos || text.back() != ']') return {text, ""};
  std::size_t end = open;
  while (end > 0 && text[end - 1] == ' ') --end;
  return {text.substr(0, end), text.substr(open + 1, text.size() - open - 2)};
}

std::optional<double> factor_of(CounterKind kind, std::string_view unit) {
  if (unit.empty()) return 1.0;
  if (kind == K::utilization) {
    if (unit == "%") return 0.01;
    if (unit == "1") return 1.0;
  }
  if (kind == K::rate) {
    if (unit == "1/s") return 1.0;
    if (unit == "1/min") return 1.0 / 60.0;
    if (unit == "1/h") return 1.0 / 3600.0;
  }
  return {};
}

std::string_view units_of(CounterKind kind) {
  return kind == K::utilization ? "[1] or [%]" : kind == K::rate ? "[1/s], [1/min] or [1/h]" : "";
}

bool is_path(const std::string& name) {
  const scenarios::SchemaNode* node = scenarios::find_schema_node(name);
  return node != nullptr && name.find('.') != std::string::npos;
}

}  // namespace

std::span<const CounterColumn> counter_columns() {
  static const std::vector<CounterColumn> columns = all_columns();
  return columns;
}

std::optional<std::size_t> Counters::index_of(std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  if (found == columns_.end()) return {};
  return static_cast<std::size_t>(found - columns_.begin());
}

std::optional<double> Counters::at(std::size_t row, std::string_view column) const {
  const auto index = index_of(column);
  if (!index) return {};
  return values_[row * columns_.size() + *index];
}

std::size_t Counters::loads() const {
  return loads_.empty() ? 0 : *std::max_element(loads_.begin(), loads_.end()) + 1;
}

class CounterReader {
 public:
  CounterReader(const scenarios::CsvTable& table, scenarios::Diagnostics& diagnostics)
      : table_(table), diagnostics_(diagnostics) {}

  std::optional<Counters> read() {
    for (std::size_t column = 0; column < table_.head.size(); ++column) read_name(column);
    if (diagnostics_.has_errors()) return {};
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      for (const Source& source : sources_) read_value(source, row);
      counters_.loads_.push_back(load_of(row));
    }
    if (diagnostics_.has_errors()) return {};
    return std::move(counters_);
  }

 private:
  struct Source {
    std::size_t column = 0;  // in the table
    CounterKind kind = K::label;
    double factor = 1.0;
  };

  void read_name(std::size_t column) {
    const CsvField& field = table_.head[column];
    const ColumnName split = split_name(field.text);
    if (split.name.starts_with("x-")) return;
    if (!names_.emplace(split.name, column).second) {
      fault(DiagnosticCode::csv_duplicate_column, field,
            "a second column " + scenarios::in_quotes(split.name));
      return;
    }
    const auto known = counter_columns();
    const auto found = std::find_if(known.begin(), known.end(), [&](const CounterColumn& one) {
      return one.name == split.name;
    });
    if (found == known.end()) {
      if (!is_path(split.name)) refuse_name(field, split.name);
      return;
    }
    if (found->kind == K::label) {
      if (split.name == "point") point_ = column;
      return;
    }
    const auto factor = factor_of(found->kind, split.unit);
    if (!factor) {
      fault(DiagnosticCode::csv_unknown_column, field,
            "unit " + scenarios::in_quotes(split.unit) + " of a column is unknown",
            std::string(units_of(found->kind)));
      return;
    }
    sources_.push_back({.column = column, .kind = found->kind, .factor = *factor});
    counters_.columns_.push_back(split.name);
  }

  void refuse_name(const CsvField& field, const std::string& name) {
    std::vector<std::string_view> words;
    for (const CounterColumn& one : counter_columns()) words.push_back(one.name);
    scenarios::Diagnostic diagnostic;
    diagnostic.code = DiagnosticCode::csv_unknown_column;
    diagnostic.where = field.where;
    diagnostic.message = "column " + scenarios::in_quotes(name) + " is unknown";
    diagnostic.found = name;
    if (const auto close = scenarios::nearest(name, words)) {
      diagnostic.suggestion = std::string(*close);
    }
    diagnostics_.add(std::move(diagnostic));
  }

  void read_value(const Source& source, std::size_t row) {
    const CsvField& field = table_.at(row, source.column);
    std::optional<double> value = scenarios::csv_number(field, diagnostics_);
    if (value) *value *= source.factor;
    const double most = source.kind == K::utilization ? 1.0 + 1e-9 : 1e15;
    if (value && (*value < 0.0 || *value > most)) {
      fault(DiagnosticCode::csv_out_of_range, field,
            scenarios::in_quotes(field.text) + " is out of range",
            source.kind == K::utilization ? "0 to 1, or 0 to 100 in a column [%]"
                                          : "0 or more, up to 1e15");
      value.reset();
    }
    counters_.values_.push_back(value);
  }

  std::size_t load_of(std::size_t row) {
    if (!point_) return row;
    return points_.emplace(table_.at(row, *point_).text, points_.size()).first->second;
  }

  void fault(DiagnosticCode code, const CsvField& field, std::string message,
             std::string expected = "") {
    scenarios::Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.where = field.where;
    diagnostic.message = std::move(message);
    diagnostic.found = field.text;
    diagnostic.expected = std::move(expected);
    diagnostics_.add(std::move(diagnostic));
  }

  const scenarios::CsvTable& table_;
  scenarios::Diagnostics& diagnostics_;
  Counters counters_;
  std::vector<Source> sources_;
  std::map<std::string, std::size_t> names_;
  std::map<std::string, std::size_t> points_;
  std::optional<std::size_t> point_;
};

std::optional<Counters> read_counters(const scenarios::CsvTable& table,
                                      scenarios::Diagnostics& diagnostics) {
  return CounterReader(table, diagnostics).read();
}

}  // namespace ocssim::study
