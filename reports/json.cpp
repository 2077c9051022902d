#include "reports/json.hpp"

#include "reports/check_report.hpp"
#include "reports/json_sections.hpp"
#include "reports/store/hash.hpp"

namespace ocssim::reports {
namespace {

JsonValue placeholders_json(const Answer& answer) {
  JsonValue list = JsonValue::array();
  for (const PlaceholderNote& note : answer.placeholders) {
    list.push_back(
        JsonValue::object({{"path", note.path}, {"value", note.value}, {"source", note.source}}));
  }
  return list;
}

JsonValue load_json(const StaticLoad& load) {
  return JsonValue::object({{"resource", load.resource},
                            {"unit", load.unit},
                            {"components", load.components},
                            {"offered", nine_digits(load.offered)},
                            {"available", nine_digits(load.available)},
                            {"utilization", nine_digits(load.utilization)},
                            {"limit", load.limit},
                            {"users_at_limit", nine_digits(load.users_at_limit)},
                            {"formula", load.formula}});
}

}  // namespace

std::string check_json(const CheckAnswer& answer) {
  JsonValue json;
  json["scenario"] = JsonValue::parsed(answer.scenario_json);
  json["findings"] = findings_json(answer.findings);
  json["offered_load"] = JsonValue::array();
  for (const StaticLoad& load : answer.loads) json["offered_load"].push_back(load_json(load));
  json["paths"] = JsonValue::array();
  for (const NeededPath& path : answer.paths) {
    json["paths"].push_back(JsonValue::object({{"purpose", path.purpose},
                                               {"from", path.from},
                                               {"to", path.to},
                                               {"present", path.present}}));
  }
  json["single_points"] = JsonValue::array();
  for (const SinglePointOfFailure& point : answer.single_points) {
    json["single_points"].push_back(JsonValue::object(
        {{"node", point.node}, {"cuts_off", point.cuts_off}, {"services", point.services}}));
  }
  json["services"] = JsonValue::array();
  for (const ServiceAtMost& one : answer.services) {
    json["services"].push_back(JsonValue::object({{"service", one.service},
                                                  {"from", one.from},
                                                  {"users_at_most", nine_digits(one.users_at_most)},
                                                  {"min_cut", one.min_cut},
                                                  {"single_points", one.single_points}}));
  }
  json["users_at_most"] = answer.has_pool ? nine_digits(answer.users_at_most) : nullptr;
  json["min_cut"] = answer.min_cut;
  json["warnings"] = answer.warnings;
  return json.pages();
}

std::string invalid_json(const InvalidAnswer& answer) {
  JsonValue json;
  json["scenario"] = nullptr;
  json["diagnostics"] = JsonValue::array();
  for (const Problem& one : answer.problems) {
    JsonValue entry = JsonValue::object({{"id", one.id},
                                         {"slug", one.slug},
                                         {"severity", one.severity},
                                         {"file", one.place.file},
                                         {"line", one.place.line},
                                         {"column", one.place.column},
                                         {"end_line", one.place.end_line},
                                         {"end_column", one.place.end_column},
                                         {"pointer", one.pointer},
                                         {"message", one.message}});
    if (!one.found.empty()) entry["found"] = one.found;
    if (!one.expected.empty()) entry["expected"] = one.expected;
    if (!one.suggestion.empty()) entry["suggestion"] = one.suggestion;
    if (!one.help.empty()) entry["help"] = one.help;
    json["diagnostics"].push_back(std::move(entry));
  }
  json["diagnostics_left_out"] = answer.more;
  return json.pages();
}

std::string json_summary(const Answer& answer) {
  const Results& results = answer.results;
  JsonValue json;
  json["command"] = answer.command;
  json["fingerprint"] = hex_64(results.fingerprint);
  json["replications"] = results.replications;
  json["confidence"] = results.confidence;
  json["verdict"] = verdict_json(results);
  json["headline"] = results.headline;
  json["objectives"] = objectives_json(results.objectives);
  json["metrics"] = metrics_of_system(results);
  json["bottlenecks"] = bottlenecks_json(results.bottlenecks);
  json["recommendations"] = recommendations_json(results);
  return json.line();
}

std::string json_report(const Answer& answer) {
  const Results& results = answer.results;
  JsonValue json = head_json(answer);
  json["seed"] = results.seed;
  json["fingerprint"] = hex_64(results.fingerprint);
  json["event_fingerprints"] = JsonValue::array();
  for (const std::uint64_t value : results.event_fingerprints) {
    json["event_fingerprints"].push_back(hex_64(value));
  }
  json["analysis"] = results.analysis;
  json["replications"] = results.replications;
  json["confidence"] = results.confidence;
  json["verdict"] = verdict_json(results);
  json["headline"] = results.headline;
  json["objectives"] = objectives_json(results.objectives);
  json["metrics"] = metrics_of_system(results);
  json["components"] = metrics_of_components(results);
  json["bottlenecks"] = bottlenecks_json(results.bottlenecks);
  json["timeline"] = timeline_json(results);
  json["refusals"] = refusals_json(results);
  json["closed_form"] = closed_form_json(results);
  json["path_timers"] = path_timers_json(results);
  json["shares"] = shares_json(results);
  json["identities"] = identities_json(results);
  json["attribution"] = attribution_json(results);
  json["windows"] = windows_json(results);
  json["findings"] = findings_json(results.findings);
  json["recommendations"] = recommendations_json(results);
  json["placeholders"] = placeholders_json(answer);
  json["warnings"] = results.warnings;
  return json.pages();
}

}  // namespace ocssim::reports
