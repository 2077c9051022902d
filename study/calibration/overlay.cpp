#include "study/calibration/overlay.hpp"

#include "engine/check.hpp"
#include "scenarios/document/decimal.hpp"
#include "scenarios/document/path.hpp"
#include "scenarios/document/quantity_format.hpp"
#include "scenarios/document/value.hpp"
#include "scenarios/document/write.hpp"

#include <cmath>
#include <utility>

namespace ocssim::study {
namespace {

using scenarios::Value;

Duration duration_of(double seconds_value) {
  return Duration{static_cast<std::int64_t>(std::llround(seconds_value * 1e9))};
}

Value value_of(const FittedDemand& demand, double number) {
  if (demand.form == DemandForm::seconds) {
    return Value::make_string(scenarios::format_duration(duration_of(number)));
  }
  if (demand.form == DemandForm::whole) {
    return Value::make_number(static_cast<std::uint64_t>(number));
  }
  return Value::make_number(number);
}

/// Bounds are printed with the demand's own unit, not rounded to whole numbers.
Value bound_of(const FittedDemand& demand, double number) {
  return demand.form == DemandForm::seconds ? value_of(demand, number) : Value::make_number(number);
}

std::string percent(double share) {
  return scenarios::shortest_text(std::round(share * 1e6) / 1e4) + " %";
}

std::string source_of(const ResourceFit& fit, const OverlayOrigin& origin) {
  std::string text = origin.counters + ": " + fit.response + " of " + std::to_string(fit.rows) +
                     " rows, residuals " +
                     percent(std::round(fit.residuals.mean_absolute * 1e3) / 1e3);
  if (fit.held_out) {
    text += ", held-out error " + percent(std::round(fit.held_out->mean_absolute * 1e3) / 1e3);
  }
  return text;
}

template <class Visit>
void for_each_fitted(const Calibration& calibration, Visit&& visit) {
  for (const ResourceFit& fit : calibration.resources) {
    for (const FittedDemand& demand : fit.demands) {
      if (demand.state == DemandState::fitted) visit(fit, demand);
    }
  }
}

}  // namespace

std::string overlay_json(const Calibration& calibration, const OverlayOrigin& origin) {
  Value root = Value::make_object();
  Value provenance = Value::make_object();
  for_each_fitted(calibration, [&](const ResourceFit& fit, const FittedDemand& demand) {
    const auto path = scenarios::parse_path(demand.path);
    OCSSIM_CHECK(path.has_value());
    const auto fault = scenarios::assign(root, *path, {}, value_of(demand, demand.value));
    OCSSIM_CHECK(!fault.has_value());
    Value from = Value::make_object();
    from.set("source", {}, Value::make_string(source_of(fit, origin)));
    from.set("confidence", {}, Value::make_string("measured"));
    from.set("low", {}, bound_of(demand, demand.low));
    from.set("high", {}, bound_of(demand, demand.high));
    from.set("level", {}, Value::make_string(percent(origin.confidence)));
    provenance.set(demand.path, {}, std::move(from));
  });
  root.set("x-provenance", {}, std::move(provenance));
  return scenarios::write_pretty(root) + "\n";
}

std::vector<std::string> overlay_sets(const Calibration& calibration) {
  std::vector<std::string> sets;
  for_each_fitted(calibration, [&](const ResourceFit&, const FittedDemand& demand) {
    const Value value = value_of(demand, demand.value);
    sets.push_back(demand.path + "=" + value.text());
  });
  return sets;
}

}  // namespace ocssim::study
