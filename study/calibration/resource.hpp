// What counters say about demands: one linear equation a resource and row.
//
//   front_end.cpu  utilization · servers · cores · clock  = Σ rate(class) · megacycles(class)
//   sql.calls      stored-procedure calls/s               = Σ rate(class) · sproc_calls(class)
//   sql.updates    log commits/s                          = Σ rate(class) · updates(class)
//   sql.cpu        utilization · cores · clock            = calls/s · (1 + slowdown) ·
//   call_megacycles sql.disk.data  utilization · spindles                 = reads/s · read_time +
//   writes/s · write_time sql.disk.log   utilization · devices                  = log writes/s ·
//   write_time
//
// The utilization law (Denning & Buzen 1978): it holds in every interval of observation, whatever
// the distributions, up to work that straddles its ends.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "study/calibration/counters.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::study {

/// How a demand stands in a scenario.
enum class DemandForm : std::uint8_t { number, whole, seconds };

/// What a row of counters has for one side of the equation; nothing when it was not measured.
using OfRow = std::function<std::optional<double>(const Counters&, std::size_t row)>;

/// One demand: it is found from `rate` and lands at `path`.
struct DemandTerm {
  std::string name;  // of its column: "publish", "sql.disk.data.reads"
  std::string path;  // "front_ends.messages.publish.megacycles"
  std::string unit;  // of the demand
  DemandForm form = DemandForm::number;
  double prior = 0.0;  // what the scenario has
  OfRow rate;
};

struct ResourceModel {
  std::string name;      // "front_end.cpu"
  std::string response;  // column that must be there
  std::string unit;      // of the work
  std::vector<DemandTerm> terms;
  OfRow work;
};

/// The resources of which the counters have the response and a rate; terms only of columns that
/// are there.
[[nodiscard]] std::vector<ResourceModel> resource_models(const scenarios::Scenario& scenario,
                                                         const Counters& counters);

}  // namespace ocssim::study
