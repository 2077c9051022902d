// Prints the JSON reports of the samples as one array, for the test of the schema.
#include "reports/calibration_report.hpp"
#include "reports/capacity_report.hpp"
#include "reports/compare_report.hpp"
#include "reports/json.hpp"
#include "reports/sweep_report.hpp"
#include "tests/reports/sample_answer.hpp"
#include "tests/reports/sample_experiments.hpp"

#include <iostream>

int main() {
  using namespace ocssim::reports;
  SweepAnswer unjudged = sample_sweep();
  unjudged.points[0].results.has_objectives = false;
  unjudged.points[1].set[0].json = "[1, \"two\"]";
  CapacityAnswer unbounded = sample_capacity();
  unbounded.status = CapacityStatus::unbounded;
  unbounded.lowest_not_met.reset();
  unbounded.start.reset();
  CompareAnswer withheld = sample_compare();
  withheld.differences[0].difference = {};
  withheld.differences[0].p_adjusted.reset();
  std::cout << "[" << json_report(sample_answer()) << ',' << sweep_json(sample_sweep()) << ','
            << sweep_json(unjudged) << ',' << capacity_json(sample_capacity()) << ','
            << capacity_json(unbounded) << ',' << compare_json(sample_compare()) << ','
            << compare_json(withheld) << ',' << calibration_json(sample_calibration()) << "]\n";
}
