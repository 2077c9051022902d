// Targets of source ports (V5, V6) at a hundredth: 1,000 users, 650 ports an address.
#include "study/verify/scenario_run.hpp"
#include "study/verify/targets/checks.hpp"

namespace ocssim::study {
namespace {

constexpr double users = 1000.0;
constexpr double ports = 650.0;

Settings hundredth() {
  return quiet() + Settings{"clients.users=1000", "load_balancer.snat.ports_per_address=650"};
}

}  // namespace

Evidence verify_one_address(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "one SNAT address, ports per address";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "deployment guide, Prerequisites for a Load Balancer; O7-LB";
  evidence.proves = "the connection after the last port is the first refused; two addresses do";
  evidence.limits = "at a hundredth; the full size is a test";
  const ScenarioRun run("snat-one-address", hundredth(), context.seed);
  evidence.rows = {exactly("ports in use when the first is refused", "", ports,
                           run.highest("snat.ports_in_use", "snat_address[0]")),
                   exactly("connections", "", ports, run.sum_of_totals("lb.new_connections")),
                   exactly("endpoints without a connection", "", users - ports,
                           run.mean("clients.without_connection"))};
  const ScenarioRun two("snat-one-address",
                        hundredth() + Settings{"load_balancer.snat.addresses=2"}, context.seed);
  evidence.rows.push_back(exactly("refused with two addresses", "", 0.0,
                                  two.total("snat.refused") + two.total("snat.syn_dropped")));
  evidence.rows.push_back(
      exactly("signed in with two addresses", "", users, two.highest("clients.signed_in")));
  // Closes hold their ports for TIME_WAIT: by Little's law, closes/s times its length.
  const ScenarioRun resting("enterprise-100k",
                            quiet() + lasting("30 min", "5 min") +
                                Settings{"clients.users=1000", "clients.session_length=2 min",
                                         "load_balancer.snat.time_wait=60 s"},
                            context.seed);
  const double closes = resting.rate("offered.sign_ins");
  evidence.rows.push_back(within_share(
      "ports in TIME_WAIT, by Little's law", "", closes * 60.0,
      resting.sum_of_means("snat.ports_in_use") - resting.sum_of_means("lb.connections"), 0.01));
  return evidence;
}

Evidence verify_ports_per_tuple(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "one SNAT address, ports per tuple";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "F5-EXH; HAPROXY";
  evidence.proves = "no failure at 8 times as many connections as an address has ports a member";
  evidence.limits = "members of equal share";
  const Settings tuple = hundredth() + Settings{"load_balancer.snat.scope=per_tuple"};
  const ScenarioRun run("snat-one-address", tuple, context.seed);
  evidence.rows = {
      exactly("refused", "", 0.0, run.total("snat.refused") + run.total("snat.syn_dropped")),
      exactly("endpoints without a connection", "", 0.0, run.mean("clients.without_connection"))};
  // 124 ports for each of 8 members: 992 of 1,000 fit.
  const ScenarioRun full("snat-one-address",
                         tuple + Settings{"load_balancer.snat.ports_per_address=124"},
                         context.seed);
  evidence.rows.push_back(exactly("124 ports, 8 members: endpoints without a connection", "",
                                  users - 8.0 * 124.0, full.mean("clients.without_connection")));
  return evidence;
}

}  // namespace ocssim::study
