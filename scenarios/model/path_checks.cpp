#include "scenarios/model/path_checks.hpp"

#include <set>
#include <string>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;

void check_shares(const Draft& draft) {
  const std::string pointer = "/clients/path_nat/idle_timeouts";
  if (!draft.is_good({pointer})) return;
  const auto& parts = draft.scenario.load_balancer.path.nat;
  double sum = 0.0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    sum += parts[i].share;
    if (parts[i].to >= parts[i].from) continue;
    draft.fail(Code::out_of_range, append_pointer(pointer, i) + "/to",
               "the longest timeout is below the shortest", "not below from");
  }
  if (sum > 1.0 + 1e-9) {
    draft.fail(Code::out_of_range, pointer, "the shares are more than all clients",
               "at most 100 % together");
  }
}

void check_hops(const Draft& draft) {
  if (!draft.is_good({"/network/path"})) return;
  // Names that stand for hops of every way.
  std::set<std::string> names{"", "client_nat", "load_balancer", "front_end"};
  const auto& hops = draft.scenario.load_balancer.path.hops;
  if (hops.size() > 100) {
    draft.fail(Code::out_of_range, "/network/path", "there are too many hops", "at most 100");
  }
  for (std::size_t i = 0; i < hops.size(); ++i) {
    if (names.insert(hops[i].name).second) continue;
    draft.fail(Code::bad_name, append_pointer("/network/path", i) + "/name",
               "another hop has this name, or it is empty", "a name of its own");
  }
}

}  // namespace

void check_path(const Draft& draft) {
  check_shares(draft);
  check_hops(draft);
}

}  // namespace ocssim::scenarios
