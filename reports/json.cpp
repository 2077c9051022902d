#include "reports/json.hpp"

#include "reports/check_report.hpp"
#include "reports/names.hpp"
#include "reports/store/hash.hpp"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace ocssim::reports {
namespace {

using Json = nlohmann::ordered_json;

/// Withheld, infinite and undefined numbers are null: strict JSON has no other word for them.
Json number(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return *value;
}

/// Closed forms are promised to nine significant digits, and printed so.
Json nine_digits(double value) {
  if (!std::isfinite(value)) return nullptr;
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, 8);
  double rounded = 0.0;
  std::from_chars(text, end.ptr, rounded);
  return rounded;
}

/// "goodput.rate" is counted and named after its rate, so that is its own number.
bool is_named_rate(const MetricResult& metric) {
  return metric.name.ends_with(".rate") && metric.find("rate") != nullptr;
}

Figure own_figure(const MetricResult& metric) {
  if (is_named_rate(metric)) return *metric.find("rate");
  return metric.figures.empty() ? Figure{} : metric.figures.front().figure;
}

Json metric_json(const MetricResult& metric) {
  Json json;
  json["unit"] = is_named_rate(metric) ? std::string("1/s") : metric.unit;
  json["kind"] = to_string(metric.kind);
  json["better"] = to_string(metric.better);
  json["state"] = to_string(metric.state);
  const Figure own = own_figure(metric);
  json["mean"] = number(own.value);
  json["half_width"] = number(own.half_width);
  json["confidence"] = metric.confidence;
  if (own.exact) json["exact"] = true;
  for (const NamedFigure& named : metric.figures) {
    if (named.statistic == "mean") continue;
    json[named.statistic] = {{"value", number(named.figure.value)},
                             {"half_width", number(named.figure.half_width)}};
  }
  return json;
}

Json objective_json(const ObjectiveResult& objective) {
  Json json;
  json["objective"] = objective.text;
  json["verdict"] = to_string(objective.verdict);
  if (!objective.reason.empty()) json["reason"] = objective.reason;
  if (!objective.parts.empty()) {
    json["parts"] = Json::array();
    for (const ObjectiveResult& part : objective.parts) {
      json["parts"].push_back(objective_json(part));
    }
  }
  if (objective.metric.empty()) return json;
  json["metric"] = objective.metric;
  json["statistic"] = objective.statistic;
  json["component"] = objective.component;
  json["limit"] = objective.limit;
  json["limit_value"] = number(objective.limit_value);
  json["unit"] = objective.unit;
  json["measured"] = number(objective.measured.value);
  json["half_width"] = number(objective.measured.half_width);
  return json;
}

Json metrics_of_system(const Results& results) {
  Json json = Json::object();
  for (const MetricResult& metric : results.metrics) {
    if (metric.component.empty()) json[metric.name] = metric_json(metric);
  }
  return json;
}

Json metrics_of_components(const Results& results) {
  Json json = Json::object();
  for (const MetricResult& metric : results.metrics) {
    if (!metric.component.empty()) json[metric.component][metric.name] = metric_json(metric);
  }
  return json;
}

Json bottlenecks_json(const Results& results) {
  Json list = Json::array();
  for (const Bottleneck& row : results.bottlenecks) {
    list.push_back({{"resource", row.resource},
                    {"component", row.component},
                    {"limit", row.limit},
                    {"present", number(row.present)},
                    {"limit_value", number(row.limit_value)},
                    {"unit", row.unit},
                    {"headroom", number(row.headroom.value)},
                    {"half_width", number(row.headroom.half_width)},
                    {"users_at_limit", number(row.users_at_limit)}});
  }
  return list;
}

Json timeline_json(const Results& results) {
  Json list = Json::array();
  for (const TimelineEntry& entry : results.timeline) {
    list.push_back({{"at", to_seconds(entry.at)},
                    {"component", entry.component},
                    {"kind", entry.kind},
                    {"text", entry.text}});
  }
  return list;
}

Json closed_form_json(const Results& results) {
  Json list = Json::array();
  for (const ClosedFormRow& row : results.closed_form) {
    list.push_back({{"name", row.name},
                    {"formula", row.formula},
                    {"unit", row.unit},
                    {"predicted", nine_digits(row.predicted)},
                    {"simulated", number(row.simulated.value)},
                    {"half_width", number(row.simulated.half_width)}});
  }
  return list;
}

Json shares_json(const Results& results) {
  Json list = Json::array();
  for (const ShareResult& row : results.shares) {
    list.push_back({{"whole", row.whole},
                    {"part", row.part},
                    {"share", number(row.share.value)},
                    {"half_width", number(row.share.half_width)},
                    {"demand", number(row.demand)}});
  }
  return list;
}

Json identities_json(const Results& results) {
  Json list = Json::array();
  for (const LittleIdentity& row : results.identities) {
    list.push_back({{"component", row.component},
                    {"number_integral", number(row.number_integral_s)},
                    {"sojourn_total", number(row.sojourn_total_s)},
                    {"arrivals", row.arrivals},
                    {"residual_ns", row.residual_ns}});
  }
  return list;
}

Json findings_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back({{"id", finding.id},
                    {"severity", finding.severity},
                    {"component", finding.component},
                    {"text", finding.text}});
  }
  return list;
}

Json placeholders_json(const Answer& answer) {
  Json list = Json::array();
  for (const PlaceholderNote& note : answer.placeholders) {
    list.push_back({{"path", note.path}, {"value", note.value}, {"source", note.source}});
  }
  return list;
}

}  // namespace

std::string check_json(const CheckAnswer& answer) {
  Json json;
  json["scenario"] = Json::parse(answer.scenario_json);
  json["findings"] = findings_json(answer.findings);
  json["offered_load"] = Json::array();
  for (const StaticLoad& load : answer.loads) {
    json["offered_load"].push_back({{"resource", load.resource},
                                    {"unit", load.unit},
                                    {"components", load.components},
                                    {"offered", nine_digits(load.offered)},
                                    {"available", nine_digits(load.available)},
                                    {"utilization", nine_digits(load.utilization)},
                                    {"limit", number(load.limit)},
                                    {"users_at_limit", nine_digits(load.users_at_limit)},
                                    {"formula", load.formula}});
  }
  json["paths"] = Json::array();
  for (const NeededPath& path : answer.paths) {
    json["paths"].push_back({{"purpose", path.purpose},
                             {"from", path.from},
                             {"to", path.to},
                             {"present", path.present}});
  }
  json["single_points"] = Json::array();
  for (const SinglePointOfFailure& point : answer.single_points) {
    json["single_points"].push_back({{"node", point.node}, {"cuts_off", point.cuts_off}});
  }
  json["users_at_most"] = answer.has_pool ? nine_digits(answer.users_at_most) : Json(nullptr);
  json["min_cut"] = answer.min_cut;
  json["warnings"] = answer.warnings;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string json_report(const Answer& answer) {
  const Results& results = answer.results;
  Json json;
  json["ocssim"] = {{"version", answer.version}, {"model_version", answer.model_version}};
  json["command"] = answer.command;
  json["scenario"] = Json::parse(answer.scenario_json);
  json["seed"] = results.seed;
  json["fingerprint"] = hex_64(results.fingerprint);
  json["event_fingerprints"] = Json::array();
  for (const std::uint64_t value : results.event_fingerprints) {
    json["event_fingerprints"].push_back(hex_64(value));
  }
  json["analysis"] = results.analysis;
  json["replications"] = results.replications;
  json["confidence"] = results.confidence;
  json["verdict"] = results.has_objectives ? Json(to_string(results.verdict)) : Json(nullptr);
  json["headline"] = results.headline;
  json["objectives"] = Json::array();
  for (const ObjectiveResult& objective : results.objectives) {
    json["objectives"].push_back(objective_json(objective));
  }
  json["metrics"] = metrics_of_system(results);
  json["components"] = metrics_of_components(results);
  json["bottlenecks"] = bottlenecks_json(results);
  json["timeline"] = timeline_json(results);
  json["closed_form"] = closed_form_json(results);
  json["shares"] = shares_json(results);
  json["identities"] = identities_json(results);
  json["findings"] = findings_json(results.findings);
  json["placeholders"] = placeholders_json(answer);
  json["warnings"] = results.warnings;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ocssim::reports
