// The walk of a document along the schema; one use, one scenario.
#pragma once

#include "scenarios/model/scalar.hpp"
#include "scenarios/model/schema.hpp"
#include "scenarios/model/validate.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

class Validator {
 public:
  Validator(const ResolvedDocument& resolved, std::span<const MetricInfo> metrics);

  [[nodiscard]] Expected<Validated, Diagnostics> run();

 private:
  /// A place in the document, with the schema's node for it.
  struct Place {
    const SchemaNode& node;
    std::string pointer;
    std::string path;
  };

  /// Each walks one value and returns its canonical form.
  Value walk(const Place& place, const Value& value);
  Value walk_object(const Place& place, const Value& value);
  Value walk_list(const Place& place, const Value& value);
  Value walk_leaf(const Place& place, const Value& value);

  void check_keys(const Place& place, const Value& value);
  void check_missing(const SchemaNode& child, const Place& parent);
  void note_origin(const Place& place, const Value& value, const std::string& text);
  void note_simulated(const Place& place, const Value& value, const Scalar& scalar);
  void fault(DiagnosticCode code, Span where, const std::string& pointer, std::string message,
             std::string expected = {}, std::string suggestion = {}, std::string found = {});

  [[nodiscard]] std::string origin_of(const Value& value);
  [[nodiscard]] bool is_default(const Value& value) const;
  [[nodiscard]] bool is_required(const Field& field) const;
  [[nodiscard]] bool needs_any(const SchemaNode& node) const;

  void check_name();
  void read_objectives();
  void read_healthy_band();
  void warn_of_blocks();
  void complete();
  void write_canonical_forms(const Value& canonical);

  const ResolvedDocument& resolved_;
  const Value& root_;
  const SourceTable& sources_;
  std::span<const MetricInfo> metrics_;
  Scenario scenario_;
  bool adapters_only_ = false;
  std::vector<OriginRow> origins_;
  std::set<std::string> faulty_;  // pointers of values that cannot be used
  Diagnostics diagnostics_;
  PositionFinder positions_;  // of origins
};

}  // namespace ocssim::scenarios
