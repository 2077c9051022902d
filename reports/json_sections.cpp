#include "reports/json_sections.hpp"

#include "reports/headline.hpp"
#include "reports/headroom.hpp"
#include "reports/names.hpp"
#include "reports/store/hash.hpp"

#include <charconv>
#include <cmath>

namespace ocssim::reports {
namespace {

/// "goodput.rate" is counted and named after its rate, so that is its own number.
bool is_named_rate(const MetricResult& metric) {
  return metric.name.ends_with(".rate") && metric.find("rate") != nullptr;
}

Figure own_figure(const MetricResult& metric) {
  if (is_named_rate(metric)) return *metric.find("rate");
  return metric.figures.empty() ? Figure{} : metric.figures.front().figure;
}

JsonValue figure_json(const Figure& figure) {
  return JsonValue::object({{"value", figure.value}, {"half_width", figure.half_width}});
}

JsonValue metric_json(const MetricResult& metric) {
  JsonValue json;
  json["unit"] = is_named_rate(metric) ? std::string("1/s") : metric.unit;
  json["kind"] = to_string(metric.kind);
  json["better"] = to_string(metric.better);
  json["state"] = to_string(metric.state);
  const Figure own = own_figure(metric);
  json["mean"] = own.value;
  json["half_width"] = own.half_width;
  json["confidence"] = metric.confidence;
  if (own.exact) json["exact"] = true;
  if (metric.censored) {
    json["recovered"] =
        JsonValue::object({{"count", metric.censored->ended}, {"of", metric.censored->of}});
  }
  for (const NamedFigure& named : metric.figures) {
    if (named.statistic == "mean") continue;
    json[named.statistic] =
        JsonValue::object({{"value", named.figure.value}, {"half_width", named.figure.half_width}});
  }
  return json;
}

JsonValue objective_json(const ObjectiveResult& objective) {
  JsonValue json;
  json["objective"] = objective.text;
  json["verdict"] = to_string(objective.verdict);
  if (!objective.reason.empty()) json["reason"] = objective.reason;
  if (!objective.parts.empty()) json["parts"] = objectives_json(objective.parts);
  if (objective.metric.empty()) return json;
  json["metric"] = objective.metric;
  json["statistic"] = objective.statistic;
  json["component"] = objective.component;
  json["limit"] = objective.limit;
  json["limit_value"] = objective.limit_value;
  json["unit"] = objective.unit;
  json["measured"] = objective.measured.value;
  json["half_width"] = objective.measured.half_width;
  return json;
}

}  // namespace

JsonValue nine_digits(double value) {
  if (!std::isfinite(value)) return nullptr;
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, 8);
  double rounded = 0.0;
  std::from_chars(text, end.ptr, rounded);
  return rounded;
}

JsonValue head_json(const ReportHead& head) {
  JsonValue json;
  json["ocssim"] =
      JsonValue::object({{"version", head.version}, {"model_version", head.model_version}});
  json["command"] = head.command;
  json["scenario"] = JsonValue::parsed(head.scenario_json);
  return json;
}

JsonValue verdict_json(const Results& results) {
  if (!results.has_objectives) return nullptr;
  return to_string(results.verdict);
}

JsonValue objectives_json(std::span<const ObjectiveResult> objectives) {
  JsonValue list = JsonValue::array();
  for (const ObjectiveResult& objective : objectives) list.push_back(objective_json(objective));
  return list;
}

JsonValue metrics_of_system(const Results& results) {
  JsonValue json = JsonValue::object();
  for (const MetricResult& metric : results.metrics) {
    if (metric.component.empty()) json[metric.name] = metric_json(metric);
  }
  return json;
}

JsonValue metrics_of_components(const Results& results) {
  JsonValue json = JsonValue::object();
  for (const MetricResult& metric : results.metrics) {
    if (!metric.component.empty()) json[metric.component][metric.name] = metric_json(metric);
  }
  return json;
}

JsonValue bottlenecks_json(std::span<const Bottleneck> bottlenecks) {
  constexpr std::optional<double> none;
  JsonValue list = JsonValue::array();
  for (const Bottleneck& row : bottlenecks) {
    const bool is_shown = is_told(row);
    list.push_back(JsonValue::object({{"resource", row.resource},
                                      {"component", row.component},
                                      {"limit", row.limit},
                                      {"present", row.present},
                                      {"limit_value", row.limit_value},
                                      {"unit", row.unit},
                                      {"headroom", is_shown ? row.headroom.value : none},
                                      {"half_width", is_shown ? row.headroom.half_width : none},
                                      {"users_at_limit", is_shown ? row.users_at_limit : none},
                                      {"withheld", why_not_told(row)}}));
  }
  return list;
}

JsonValue timeline_json(const Results& results) {
  JsonValue list = JsonValue::array();
  for (const TimelineEntry& entry : results.timeline) {
    list.push_back(JsonValue::object({{"at", to_seconds(entry.at)},
                                      {"component", entry.component},
                                      {"kind", entry.kind},
                                      {"text", entry.text}}));
  }
  return list;
}

JsonValue refusals_json(const Results& results) {
  JsonValue list = JsonValue::array();
  for (const Series& series : results.histories) {
    if (series.unit != "1/s") continue;
    JsonValue values = JsonValue::array();
    for (const double value : series.values) values.push_back(nine_digits(value));
    list.push_back(JsonValue::object({{"metric", series.name},
                                      {"component", series.component},
                                      {"unit", series.unit},
                                      {"interval", to_seconds(series.slice)},
                                      {"values", values}}));
  }
  return list;
}

JsonValue closed_form_json(const Results& results) {
  JsonValue list = JsonValue::array();
  for (const ClosedFormRow& row : results.closed_form) {
    list.push_back(JsonValue::object({{"name", row.name},
                                      {"formula", row.formula},
                                      {"unit", row.unit},
                                      {"predicted", nine_digits(row.predicted)},
                                      {"simulated", row.simulated.value},
                                      {"half_width", row.simulated.half_width}}));
  }
  return list;
}

JsonValue path_timers_json(const Results& results) {
  const PathTimerTable& table = results.path_timers;
  JsonValue rows = JsonValue::array();
  for (const PathTimerRow& row : table.rows) {
    rows.push_back(JsonValue::object({{"hop", row.hop},
                                      {"owner", row.owner},
                                      {"from_s", nine_digits(row.from_s)},
                                      {"to_s", nine_digits(row.to_s)},
                                      {"action", row.action},
                                      {"silent", row.silent},
                                      {"competes", row.competes},
                                      {"first_share", nine_digits(row.first_share)},
                                      {"keep_alive_below_s", nine_digits(row.below_s)},
                                      {"keep_alive_below_most_s", nine_digits(row.below_most_s)},
                                      {"cuts", figure_json(row.cuts)},
                                      {"silently_dead", figure_json(row.silently_dead)}}));
  }
  JsonValue json;
  json["rows"] = std::move(rows);
  json["silence_s"] = nine_digits(table.silence_s);
  json["silently_dead"] = figure_json(table.silently_dead);
  json["predicted"] = table.predicted ? nine_digits(*table.predicted) : nullptr;
  json["formula"] = table.formula;
  return json;
}

JsonValue shares_json(const Results& results) {
  JsonValue list = JsonValue::array();
  for (const ShareResult& row : results.shares) {
    list.push_back(JsonValue::object({{"whole", row.whole},
                                      {"part", row.part},
                                      {"share", row.share.value},
                                      {"half_width", row.share.half_width},
                                      {"demand", row.demand}}));
  }
  return list;
}

JsonValue identities_json(const Results& results) {
  JsonValue list = JsonValue::array();
  for (const LittleIdentity& row : results.identities) {
    list.push_back(JsonValue::object({{"component", row.component},
                                      {"number_integral", row.number_integral_s},
                                      {"sojourn_total", row.sojourn_total_s},
                                      {"arrivals", row.arrivals},
                                      {"residual_ns", row.residual_ns}}));
  }
  return list;
}

JsonValue recommendations_json(const Results& results) {
  JsonValue list = JsonValue::array();
  for (const Recommendation& one : results.recommendations) {
    list.push_back(JsonValue::object({{"id", one.id},
                                      {"what", one.what},
                                      {"because", one.because},
                                      {"effect", one.effect},
                                      {"cost", one.cost},
                                      {"confidence", one.confidence},
                                      {"set", one.set}}));
  }
  return list;
}

JsonValue attribution_json(const Results& results) {
  JsonValue list = JsonValue::array();
  for (const AttributionRow& row : results.attribution) {
    list.push_back(JsonValue::object({{"transaction", row.transaction},
                                      {"metric", row.metric},
                                      {"tier", row.tier},
                                      {"service", row.service.value},
                                      {"wait", row.wait.value},
                                      {"wait_half_width", row.wait.half_width}}));
  }
  return list;
}

JsonValue windows_json(const Results& results) {
  JsonValue list = JsonValue::array();
  for (const ObservedWindow& one : results.windows) {
    list.push_back(JsonValue::object({{"warm_up_cut", one.warm_up_cut_s},
                                      {"begin", one.begin_s},
                                      {"end", one.end_s},
                                      {"settled", one.settled},
                                      {"events", one.events}}));
  }
  return list;
}

JsonValue findings_json(std::span<const Finding> findings) {
  JsonValue list = JsonValue::array();
  for (const Finding& finding : findings) {
    list.push_back(JsonValue::object({{"id", finding.id},
                                      {"severity", finding.severity},
                                      {"component", finding.component},
                                      {"text", finding.text}}));
  }
  return list;
}

JsonValue set_json(std::span<const Setting> set) {
  JsonValue json = JsonValue::object();
  for (const Setting& setting : set) {
    json[setting.path] =
        setting.json.empty() ? JsonValue(setting.value) : JsonValue::parsed(setting.json);
  }
  return json;
}

void add_point_results(JsonValue& point, const Results& results) {
  point["verdict"] = verdict_json(results);
  point["analysis"] = results.analysis;
  point["replications"] = results.replications;
  point["confidence"] = results.confidence;
  point["fingerprint"] = hex_64(results.fingerprint);
  point["objectives"] = objectives_json(results.objectives);
  point["metrics"] = metrics_of_system(results);
  point["bottlenecks"] = bottlenecks_json(results.bottlenecks);
  point["findings"] = findings_json(results.findings);
  point["warnings"] = results.warnings;
}

void add_point_summary(JsonValue& point, const Results& results) {
  point["verdict"] = verdict_json(results);
  JsonValue measured = JsonValue::object();
  for (const ObjectiveResult* row : judged_objectives(results)) {
    measured[row->text] = row->measured.value;
  }
  point["objectives"] = std::move(measured);
  if (results.bottlenecks.empty()) return;
  const Bottleneck& first = results.bottlenecks.front();
  point["binds_first"] = first.resource;
  point["headroom"] = first.headroom.value;
}

}  // namespace ocssim::reports
