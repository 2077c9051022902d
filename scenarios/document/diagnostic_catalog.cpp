// The table of diagnostics. Identifiers are stable: a row may be added, never renumbered.
#include "scenarios/document/diagnostic_catalog.hpp"

#include "engine/check.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;
constexpr Severity error = Severity::error;

constexpr std::array catalog{
    DiagnosticKind{
        Code::unexpected_token, error, "E101", "unexpected-token",
        "something stands where it cannot stand",
        "A scenario is JSON with comments (// and /* */) and trailing commas. Most often "
        "a comma between two members or the colon after a key is missing."},
    DiagnosticKind{Code::unexpected_end, error, "E102", "unexpected-end", "the text ends too early",
                   "An object, list or string is still open at the end of the text. The message "
                   "names the line on which the innermost one begins."},
    DiagnosticKind{Code::bad_string, error, "E103", "bad-string", "a string is malformed",
                   "A string ends on the line on which it begins. A backslash begins one of "
                   "\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX; write a Windows path with doubled "
                   "backslashes. Characters outside the 16-bit range are two \\u escapes or, "
                   "simpler, the character itself."},
    DiagnosticKind{Code::bad_number, error, "E104", "bad-number", "a number is malformed",
                   "A JSON number has no leading zero or plus sign, has digits on both sides of "
                   "its point and carries no unit; NaN and Infinity are no numbers. A quantity "
                   "with a unit is a string: \"2.33 GHz\"."},
    DiagnosticKind{Code::unquoted_text, error, "E105", "unquoted-text",
                   "a word stands without quotation marks",
                   "Keys and texts are written in double quotes. The only words without quotes are "
                   "true, false and null, in lower case. Comments begin with // or /*."},
    DiagnosticKind{Code::unclosed_comment, error, "E106", "unclosed-comment",
                   "a comment is not closed",
                   "A comment that begins with /* ends at the next */. Comments do not nest."},
    DiagnosticKind{Code::bad_encoding, error, "E107", "bad-encoding", "the text is not UTF-8",
                   "Scenario files are UTF-8, with or without a byte order mark. Editors on "
                   "Windows may save UTF-16 (\"Unicode\") or a code page; save again as UTF-8."},
    DiagnosticKind{Code::duplicate_key, error, "E108", "duplicate-key",
                   "a key stands twice in one object",
                   "JSON readers disagree on which of two equal keys counts, so neither is "
                   "guessed. Remove one of them."},
    DiagnosticKind{Code::too_deep, error, "E109", "too-deep",
                   "objects and lists are nested too deeply",
                   "At most 64 objects and lists may stand inside each other. No scenario needs "
                   "more than ten."},
    DiagnosticKind{Code::number_too_large, error, "E110", "number-too-large",
                   "a number is beyond the range of double",
                   "Numbers are held with double precision, up to about 1.8e308."},
    DiagnosticKind{Code::document_too_large, error, "E111", "document-too-large",
                   "the text is too long",
                   "A scenario may have 64 MiB. Longer files are most often results or logs."},
    DiagnosticKind{Code::empty_document, error, "E112", "empty-document", "the text is empty",
                   "The text holds nothing but blanks and comments. The least scenario is "
                   "{ \"schema_version\": \"1.0\", \"name\": \"x\", \"profile\": \"ocs2007r2\" }; "
                   "`ocssim init` writes one to begin with."},
    DiagnosticKind{Code::text_after_end, error, "E113", "text-after-end",
                   "text follows the end of the document",
                   "A document is one value. Often a bracket too many closed it early."},
    DiagnosticKind{Code::too_many_values, error, "E114", "too-many-values",
                   "the text holds too many values",
                   "A text may hold 250,000 numbers, texts, lists and objects, all texts that are "
                   "put together into one scenario 1,000,000, and a scenario 1,000 cases; each "
                   "value takes memory. The largest shipped scenario has a few hundred. Lists of "
                   "measurements belong into files of their own (CSV, `ocssim calibrate`)."},
    DiagnosticKind{Code::root_not_object, error, "E121", "root-not-object",
                   "the document is not an object",
                   "A scenario, an extended scenario and an overlay are objects: { … }."},
    DiagnosticKind{Code::bad_extends, error, "E122", "bad-extends",
                   "\"extends\" is not a list of names",
                   "\"extends\" lists other scenarios as strings, merged in order under the file "
                   "that names them: \"extends\": [ \"base.json\" ]."},
    DiagnosticKind{Code::extends_not_found, error, "E123", "extends-not-found",
                   "an extended scenario cannot be read",
                   "A name in \"extends\" is a file, relative to the folder of the file that names "
                   "it, or a shipped scenario."},
    DiagnosticKind{Code::extends_cycle, error, "E124", "extends-cycle", "a scenario extends itself",
                   "Following \"extends\" leads back to a file that is being read, or deeper than "
                   "16 files."},
    DiagnosticKind{Code::set_without_value, error, "E131", "set-without-value",
                   "--set needs PATH=VALUE",
                   "--set a.b=VALUE is split at the first '='. VALUE is read as JSON if it is "
                   "JSON, else as a text, so that quotes are not needed: --set "
                   "load_balancer.idle_timeout='20 min'."},
    DiagnosticKind{Code::bad_path, error, "E132", "bad-path", "a path is malformed",
                   "A path is made of keys with dots between them; [n] picks an element of a "
                   "list, from 0: events[0].at"},
    DiagnosticKind{Code::path_mismatch, error, "E133", "path-mismatch",
                   "a path does not fit the scenario",
                   "A step of the path meets a value that has no members, or an index beyond the "
                   "end of a list. The index one past the end appends an element."},
    DiagnosticKind{Code::not_a_quantity, error, "E201", "not-a-quantity",
                   "a quantity begins with a number",
                   "A quantity is a decimal number and a unit: \"20 min\", \"4 GiB\". The point is "
                   "the decimal sign; thousands are not separated."},
    DiagnosticKind{Code::missing_unit, error, "E202", "missing-unit", "a quantity has no unit",
                   "A bare number is refused where a unit is needed, so that seconds are never "
                   "taken for minutes. Write the unit into the string: \"20 min\"."},
    DiagnosticKind{Code::unknown_unit, error, "E203", "unknown-unit", "a unit is unknown",
                   "Units are case-sensitive: m is no minute, KB is neither kB nor KiB. "
                   "docs/quantities.md lists all of them."},
    DiagnosticKind{Code::wrong_dimension, error, "E204", "wrong-dimension",
                   "a unit measures something else",
                   "The unit is known but of another kind, such as bytes where a time is needed. "
                   "Bits per second and bytes are different kinds too."},
    DiagnosticKind{Code::not_whole, error, "E205", "not-whole", "a quantity is not whole",
                   "Times are whole nanoseconds, sizes whole bytes, counts whole numbers; nothing "
                   "is rounded behind your back."},
    DiagnosticKind{Code::quantity_too_large, error, "E206", "quantity-too-large",
                   "a quantity is too large",
                   "Times end at 292 years (2^63 ns), sizes and counts at 2^64 - 1; a number has "
                   "at most 19 significant digits."},
    DiagnosticKind{Code::negative_quantity, error, "E207", "negative-quantity",
                   "a quantity is negative", "No quantity of a scenario is below zero."},
    DiagnosticKind{Code::text_after_quantity, error, "E208", "text-after-quantity",
                   "text follows a quantity",
                   "One string holds one quantity. Only times may be compounds: \"1 h 30 min\"."},
    DiagnosticKind{Code::compound_order, error, "E209", "compound-order",
                   "the parts of a time are out of order",
                   "The units of a compound fall from part to part, and only the last part may "
                   "have a fraction: \"1 h 30 min\", not \"30 min 1 h\" or \"1.5 h 30 min\"."},
    DiagnosticKind{Code::multiple_not_allowed, error, "E210", "multiple-not-allowed",
                   "a multiple of the default is not possible here",
                   "\"x3\" means three times the value of the profile. It is accepted only where "
                   "the profile states one number to multiply."},
    DiagnosticKind{Code::bad_objective, error, "E221", "bad-objective", "an objective is malformed",
                   "An objective is \"healthy\" or METRIC OP QUANTITY [over any DURATION] "
                   "[per COMPONENT], such as \"snat.port_utilization.max < 80 % per "
                   "snat_address\"."},
    DiagnosticKind{Code::unknown_metric, error, "E222", "unknown-metric", "a metric is unknown",
                   "Metrics are named component.quantity in lower case; `ocssim explain METRIC` "
                   "describes one of them."},
    DiagnosticKind{Code::unknown_statistic, error, "E223", "unknown-statistic",
                   "a metric has no such statistic",
                   "Statistics are mean, max, p50, p95, p99, p99_9, total and rate, as far as the "
                   "metric has them."},
    DiagnosticKind{Code::bad_operator, error, "E224", "bad-operator",
                   "an objective compares with <, <=, > or >=",
                   "Equality is not offered: an estimate is never exactly equal to a number."},
    DiagnosticKind{Code::bad_window, error, "E225", "bad-window",
                   "the window of an objective is malformed",
                   "\"over any D\" cuts the run into windows of length D from time 0 and judges "
                   "the worst one: \"over any 5 min\". D is a time above zero."},
    DiagnosticKind{Code::bad_component, error, "E226", "bad-component",
                   "the component of an objective is malformed",
                   "\"per COMPONENT\" names a kind of component in lower case, such as "
                   "snat_address or front_end, and stands last."},
    DiagnosticKind{Code::unknown_key, error, "E301", "unknown-key", "a key is unknown",
                   "Only keys of the format are read, so that a slip of the pen is never ignored "
                   "in silence. docs/scenario.md lists them; keys that begin with x- are free."},
    DiagnosticKind{Code::wrong_type, error, "E302", "wrong-type",
                   "a value is of another type than its key needs",
                   "Quantities with a unit are strings, switches are true or false, blocks are "
                   "objects. docs/scenario.md says what each key takes."},
    DiagnosticKind{Code::missing_key, error, "E303", "missing-key", "a key is missing",
                   "Neither the scenario nor its profile says the value. A null takes the "
                   "profile's default away."},
    DiagnosticKind{Code::unknown_choice, error, "E304", "unknown-choice",
                   "a value is none of the choices",
                   "The key takes one of a few words or numbers; the message lists them."},
    DiagnosticKind{Code::out_of_range, error, "E305", "out-of-range", "a value is out of its range",
                   "The range keeps nonsense out: it is wider than any sensible pool."},
    DiagnosticKind{Code::unknown_profile, error, "E306", "unknown-profile", "a profile is unknown",
                   "A profile supplies every default with its source. Shipped are ocs2007r2 (a "
                   "pool) and queueing (stations alone)."},
    DiagnosticKind{Code::bad_name, error, "E307", "bad-name", "a name cannot be used",
                   "Names become folders and parts of metric names: letters, digits, dot, blank, "
                   "- and _, beginning with a letter or digit, at most 100 characters."},
    DiagnosticKind{Code::duplicate_name, error, "E308", "duplicate-name",
                   "a name stands twice in a list",
                   "Phases and stations are told apart by their names."},
    DiagnosticKind{Code::snat_without_addresses, error, "E401", "snat-without-addresses",
                   "source NAT has no address",
                   "With nat: snat every connection takes a port of a SNAT address, so at least "
                   "one address is needed. The guide asks for one per 65,000 users."},
    DiagnosticKind{
        Code::event_unclear, error, "E402", "event-unclear", "an event does not say what happens",
        "An event does one thing: it fails, restores, adds, drains or removes a target, or "
        "cycles the pool: { \"at\": \"30 min\", \"fail\": \"front_end[0]\" }."},
    DiagnosticKind{Code::event_target_unknown, error, "E403", "event-target-unknown",
                   "an event names something that is not there",
                   "Targets are front_end[i] with i from 0 to one less than front_ends.count, "
                   "sql, load_balancer and directory."},
    DiagnosticKind{Code::event_after_end, error, "E404", "event-after-end",
                   "an event lies after the end of the run",
                   "It would never happen. Lengthen simulation.duration or move the event."},
    DiagnosticKind{
        Code::restore_without_failure, error, "E405", "restore-without-failure",
        "something is restored that has not failed",
        "Events are read in order of their times; a target must have failed or left before "
        "it can come back, and cannot fail twice in between."},
    DiagnosticKind{Code::phase_outside_run, error, "E406", "phase-outside-run",
                   "a phase ends after the run",
                   "A phase is a window of the run: its end may not lie beyond "
                   "simulation.duration."},
    DiagnosticKind{Code::phase_empty, error, "E407", "phase-empty", "a phase ends before it begins",
                   "from must lie before to."},
    DiagnosticKind{Code::not_steady, error, "E408", "not-steady",
                   "a steady analysis of something that is not steady",
                   "analysis: steady needs start: steady, no curve and no events: else there is "
                   "no long-run mean to estimate. Leave analysis at auto."},
    DiagnosticKind{Code::warm_up_too_long, error, "E409", "warm-up-too-long",
                   "the warm-up leaves nothing to observe",
                   "simulation.warmup is part of simulation.duration and must be shorter."},
    DiagnosticKind{Code::curve_missing, error, "E410", "curve-missing",
                   "start: profile needs a curve",
                   "clients.sign_in_profile gives points { \"at\", \"share\" }, at least two."},
    DiagnosticKind{Code::curve_not_increasing, error, "E411", "curve-not-increasing",
                   "the curve of sign-ins goes back",
                   "Times of the points increase and shares do not fall: they count who has gone "
                   "in by then."},
    DiagnosticKind{Code::jitter_too_large, error, "E412", "jitter-too-large",
                   "the jitter is longer than the interval",
                   "Each period varies by up to the jitter either way; it may not reach zero."},
    DiagnosticKind{Code::reconnect_order, error, "E413", "reconnect-order",
                   "the largest reconnect delay is below the first",
                   "clients.reconnect.max_delay bounds the growing delay from above."},
    DiagnosticKind{Code::no_endpoints, error, "E414", "no-endpoints",
                   "there is not one endpoint, or more than 2^31",
                   "clients.users times clients.endpoints_per_user is the number of client "
                   "records."},
    DiagnosticKind{Code::memory_over_reserved, error, "E415", "memory-over-reserved",
                   "more memory is reserved than there is",
                   "What the system and its services take must be less than the memory of the "
                   "server."},
    DiagnosticKind{Code::updates_exceed_calls, error, "E416", "updates-exceed-calls",
                   "more calls update than there are calls",
                   "updates says how many of the sproc_calls append to a log."},
    DiagnosticKind{Code::no_stations, error, "E417", "no-stations", "there is no station",
                   "system: stations simulates the stations of the list; give at least one."},
    DiagnosticKind{Code::station_unknown, error, "E418", "station-unknown",
                   "a station sends its departures to one that is not there",
                   "next names another station of the list."},
    DiagnosticKind{Code::station_cycle, error, "E419", "station-cycle", "jobs go round for ever",
                   "Following next leads back to the same station. No job would leave, and if the "
                   "service times are zero simulated time would stand still."},
    DiagnosticKind{Code::bad_address, error, "E420", "bad-address", "a text is no IPv4 address",
                   "Four numbers from 0 to 255 with points between them, such as 10.1.0.1."},
    DiagnosticKind{Code::not_superposable, error, "E430", "not-superposable",
                   "a scenario that fidelity superposed would answer otherwise",
                   "A superposed run knows on arrival when a message will leave its Front End, and "
                   "draws traffic that only loads servers in bulk. It fits pools in which nothing "
                   "fails, changes or is cut off; everything else is run exact."},
    DiagnosticKind{Code::bad_variation, error, "E501", "bad-variation", "a variation is malformed",
                   "--vary PATH=LIST takes values with commas between them (1k,2k,5k), ranges "
                   "FIRST..LAST:STEP (20k..400k:20k) and log FIRST..LAST:POINTS (log 1k..1M:7). "
                   "A value that holds a comma or \"..\" stands in double quotes."},
    DiagnosticKind{Code::bad_range, error, "E502", "bad-range", "a range has no values",
                   "Both ends and the step are of one kind, the step is above zero, the end is "
                   "not below the start; a log range starts above zero and has two points or "
                   "more. A range gives at most 100,000 values."},
    DiagnosticKind{Code::variations_apart, error, "E503", "variations-apart",
                   "variations do not go together",
                   "Each --vary has a path of its own. Several make a grid of at most 1,000,000 "
                   "points; with --zip the first values go together, then the second, so all "
                   "lists are equally long."},
    DiagnosticKind{Code::bad_condition, error, "E504", "bad-condition", "a condition is malformed",
                   "--where compares paths and quantities with <, <=, >, >=, == and !=, reckons "
                   "with + - * / and parentheses, and joins with and, or, not: \"clients.users / "
                   "load_balancer.snat.addresses <= 65k and front_ends.count >= 4\"."},
    DiagnosticKind{Code::unknown_path, error, "E505", "unknown-path",
                   "a path names nothing in the scenario",
                   "Paths are those of the resolved scenario, which `ocssim show` prints; a word "
                   "that is no path stands in double quotes."},
    DiagnosticKind{Code::kinds_differ, error, "E506", "kinds-differ",
                   "values of different kinds meet",
                   "Sizes compare with sizes, times with times; only what is of one kind can be "
                   "added. Counts, numbers and percentages are all plain numbers."},
    DiagnosticKind{Code::no_condition_value, error, "E507", "no-condition-value",
                   "a condition has no answer",
                   "A division by zero decides nothing. Say first what keeps it away: "
                   "\"load_balancer.snat.addresses > 0 and …\"."},
    DiagnosticKind{Code::csv_bad_quote, error, "E601", "csv-bad-quote",
                   "a quotation mark of a table is wrong",
                   "A field in double quotes ends at the next one that is not doubled, and nothing "
                   "but blanks stands between it and the next comma (RFC 4180)."},
    DiagnosticKind{Code::csv_ragged, error, "E602", "csv-ragged",
                   "a row has another number of fields than the head",
                   "Every row has as many fields as the first line has names. Fields that hold a "
                   "comma stand in double quotes; numbers have a decimal point, no decimal comma."},
    DiagnosticKind{Code::csv_bad_number, error, "E603", "csv-bad-number",
                   "a field of a table is no number",
                   "Numbers are digits with a decimal point and perhaps an exponent, without unit "
                   "and without separators of thousands. What was not measured is left empty."},
    DiagnosticKind{Code::csv_unknown_column, error, "E604", "csv-unknown-column",
                   "a column has a name that is not known",
                   "Columns are named by message class or metric (docs/calibrate.md), or by the "
                   "path of a scenario's value. Your own columns begin with x-."},
    DiagnosticKind{Code::csv_duplicate_column, error, "E605", "csv-duplicate-column",
                   "two columns have one name",
                   "Which of two equal columns counts is not guessed. Remove one of them, or begin "
                   "its name with x-."},
    DiagnosticKind{Code::csv_missing_column, error, "E606", "csv-missing-column",
                   "a table has nothing to fit",
                   "A fit needs the rate of at least one message class, or of one kind of disk "
                   "access, and beside it a counter that they load: docs/calibrate.md."},
    DiagnosticKind{Code::csv_too_large, error, "E607", "csv-too-large", "a table is too large",
                   "A table may have 1,000 columns and 1,000,000 fields. Averages over 5 to 15 min "
                   "say more about demands than every second does."},
    DiagnosticKind{Code::csv_no_rows, error, "E608", "csv-no-rows", "a table has no rows",
                   "The first line names the columns; each further line is one interval of "
                   "observation."},
    DiagnosticKind{Code::csv_out_of_range, error, "E609", "csv-out-of-range",
                   "a counter has a value that it cannot have",
                   "Rates and levels are not negative and a utilization lies between 0 and 1; when "
                   "it is in percent the name of its column ends in [%]."},
};

[[nodiscard]] bool equal_but_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

}  // namespace

std::span<const DiagnosticKind> diagnostic_catalog() {
  return catalog;
}

const DiagnosticKind& kind_of(DiagnosticCode code) {
  const auto* found =
      std::find_if(catalog.begin(), catalog.end(),
                   [code](const DiagnosticKind& kind) { return kind.code == code; });
  OCSSIM_CHECK(found != catalog.end());
  return *found;
}

const DiagnosticKind* find_diagnostic(std::string_view id_or_slug) {
  const auto* found = std::find_if(catalog.begin(), catalog.end(), [&](const DiagnosticKind& kind) {
    return equal_but_case(kind.id, id_or_slug) || equal_but_case(kind.slug, id_or_slug);
  });
  return found == catalog.end() ? nullptr : found;
}

}  // namespace ocssim::scenarios
