#include "tests/reports/sample_verify.hpp"

namespace ocssim::reports {
namespace {

VerifyRow row(const char* name, double expected, double simulated, VerifyStanding standing) {
  return {.name = name,
          .unit = "s",
          .rule = "within 5 %",
          .expected = expected,
          .simulated = simulated,
          .half_width = std::nullopt,
          .standing = standing};
}

VerifyRow with_interval(const char* name, double expected, double simulated, double half_width) {
  VerifyRow made = row(name, expected, simulated, VerifyStanding::passed);
  made.half_width = half_width;
  made.rule = "within 4 standard errors";
  return made;
}

}  // namespace

VerifyAnswer sample_verify() {
  const VerifyCheck stations{.id = "stations",
                             .group = "closed_forms",
                             .kind = "theory",
                             .title = "M/M/c & Erlang B",
                             .source = "Kleinrock",
                             .proves = "event order",
                             .limits = "one station each",
                             .rows = {with_interval("M/M/1: Wq", 4.0, 4.02, 0.05),
                                      with_interval("M/M/2: Wq", 1.0, 1.12, 0.08)}};
  const VerifyCheck other{.id = "other seeds",
                          .group = "statistics",
                          .kind = "theory",
                          .title = "closed forms over 20 other seeds",
                          .source = "Student",
                          .proves = "no luck",
                          .limits = "",
                          .rows = {row("alarms", 3.0, 1.0, VerifyStanding::passed)}};
  const VerifyCheck handshakes{.id = "V15",
                               .group = "targets",
                               .kind = "mechanism",
                               .title = "handshakes",
                               .source = "SHEN-TLS",
                               .proves = "kept connections cost little",
                               .limits = "the factor",
                               .rows = {row("share", 0.02, 0.4, VerifyStanding::failed),
                                        row("factor", 17.0, 1.1, VerifyStanding::shown)}};
  const VerifyCheck listed{.id = "V25",
                           .group = "targets",
                           .kind = "no_numbers",
                           .title = "fail-over of a pool",
                           .source = "L13-RTO",
                           .proves = "nothing",
                           .limits = "a target of engineering",
                           .rows = {}};
  return {.command = "ocssim verify --quick --seed 1 --seeds 20",
          .depth = "quick",
          .seed = 1,
          .tool_version = "0.1.0",
          .model_version = 9,
          .checks = {stations, other, handshakes, listed}};
}

}  // namespace ocssim::reports
