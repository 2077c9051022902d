// Every diagnostic of scenarios and flags: stable identifier, name, long text. One table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ocssim::scenarios {

enum class Severity : std::uint8_t { error, warning };

/// Names of the diagnostics in code; users see `DiagnosticKind::id`, which never changes meaning.
enum class DiagnosticCode : std::uint16_t {
  // the text of a document
  unexpected_token,
  unexpected_end,
  bad_string,
  bad_number,
  unquoted_text,
  unclosed_comment,
  bad_encoding,
  duplicate_key,
  too_deep,
  number_too_large,
  document_too_large,
  empty_document,
  text_after_end,
  too_many_values,
  // putting documents together
  root_not_object,
  bad_extends,
  extends_not_found,
  extends_cycle,
  set_without_value,
  bad_path,
  path_mismatch,
  // quantities
  not_a_quantity,
  missing_unit,
  unknown_unit,
  wrong_dimension,
  not_whole,
  quantity_too_large,
  negative_quantity,
  text_after_quantity,
  compound_order,
  multiple_not_allowed,
  // objectives
  bad_objective,
  unknown_metric,
  unknown_statistic,
  bad_operator,
  bad_window,
  bad_component,
  // keys and values, by the schema
  unknown_key,
  wrong_type,
  missing_key,
  unknown_choice,
  out_of_range,
  unknown_profile,
  bad_name,
  duplicate_name,
  // what fits together
  snat_without_addresses,
  event_unclear,
  event_target_unknown,
  event_after_end,
  restore_without_failure,
  phase_outside_run,
  phase_empty,
  not_steady,
  warm_up_too_long,
  curve_missing,
  curve_not_increasing,
  jitter_too_large,
  reconnect_order,
  no_endpoints,
  memory_over_reserved,
  updates_exceed_calls,
  no_stations,
  station_unknown,
  station_cycle,
  bad_address,
  not_superposable,
  // questions: what the flags vary, and where
  bad_variation,
  bad_range,
  variations_apart,
  bad_condition,
  unknown_path,
  kinds_differ,
  no_condition_value,
  // counters: tables of comma-separated values
  csv_bad_quote,
  csv_ragged,
  csv_bad_number,
  csv_unknown_column,
  csv_duplicate_column,
  csv_missing_column,
  csv_too_large,
  csv_no_rows,
  csv_out_of_range,
};

/// One row of the table.
struct DiagnosticKind {
  DiagnosticCode code;
  Severity severity;
  std::string_view id;           // "E101"
  std::string_view slug;         // "unexpected-token"
  std::string_view title;        // one line
  std::string_view explanation;  // what `ocssim explain ID` prints: why, and what to do
};

/// All rows, ordered by id.
[[nodiscard]] std::span<const DiagnosticKind> diagnostic_catalog();

/// The row of a code. Every code has one.
[[nodiscard]] const DiagnosticKind& kind_of(DiagnosticCode code);

/// The row whose id or slug this is, whatever its case; nullptr if there is none.
[[nodiscard]] const DiagnosticKind* find_diagnostic(std::string_view id_or_slug);

}  // namespace ocssim::scenarios
