// Rows of results as JSON objects, one a line.
#include "reports/export/exported.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace ocssim::reports {
namespace {

using Json = nlohmann::ordered_json;

Json number(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return *value;
}

Json set_of(const ExportedPoint& point) {
  Json json = Json::object();
  for (const Setting& setting : point.set) {
    json[setting.path] = setting.json.empty() ? Json(setting.value) : Json::parse(setting.json);
  }
  return json;
}

}  // namespace

std::string jsonl_export(std::span<const ExportedPoint> points) {
  std::string out;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Json set = set_of(points[i]);
    for (const ExportedRow& row : exported_rows(points[i], i)) {
      Json json;
      json["point"] = i;
      json["set"] = set;
      json["kind"] = row.replication ? "observation" : "estimate";
      json["replication"] = row.replication ? Json(*row.replication) : Json(nullptr);
      json["metric"] = row.metric;
      json["component"] = row.component;
      json["statistic"] = row.statistic;
      json["value"] = number(row.value);
      json["half_width"] = number(row.half_width);
      json["unit"] = row.unit;
      json["state"] = row.state;
      out += json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
  }
  return out;
}

}  // namespace ocssim::reports
