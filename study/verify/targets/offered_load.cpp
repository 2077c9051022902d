// What users offer, from the bottom up: rates of a pool of 10,000 against the arithmetic of domain
// numbers 2.1. Fixed periods give N / period whatever else passes; random work gives N · rate.
#include "study/verify/scenario_run.hpp"
#include "study/verify/targets/checks.hpp"

#include <string>

namespace ocssim::study {
namespace {

constexpr double users = 10'000.0;
constexpr double hour = 3600.0;

/// Messages of a class that the Front Ends worked on.
double messages(const ScenarioRun& run, std::string_view message) {
  double sum = 0.0;
  for (const ShareObservation& share : run.observations().shares) {
    if (share.whole == "front_end.cpu" && share.part == message) {
      sum += static_cast<double>(share.count);
    }
  }
  return sum;
}

EvidenceRow requests_a_sign_in(const std::string& authentication, double expected,
                               const CheckContext& context) {
  const ScenarioRun run("enterprise-100k",
                        quiet() + lasting("20 min", "5 min") +
                            Settings{"clients.users=1000", "clients.session_length=5 min",
                                     "clients.authentication=" + authentication},
                        context.seed);
  // Those on their way at the ends of the window: a second of 300.
  return within_share("requests a sign-in, " + authentication, "", expected,
                      run.total("offered.sign_in_requests") / run.total("offered.sign_ins"), 0.005);
}

}  // namespace

Evidence verify_offered_load(const CheckContext& context) {
  const ScenarioRun run(
      "enterprise-100k",
      scaled(static_cast<std::uint32_t>(users)) + lasting(context.pick("10 min", "60 min")),
      context.seed);
  Evidence evidence;
  evidence.title = "offered load of 10,000 users";
  evidence.kind = EvidenceClass::arithmetic;
  evidence.source = "by arithmetic from SFB-UM, R2-CAP and captured sign-ins (domain numbers 2.1)";
  evidence.proves = "timers and work of clients, the message sequence of a sign-in, fan-out, hops";
  evidence.limits = "rates in the mean; a day curve is not among them";
  const auto rate = [&](const char* name, const char* metric, double expected, double share) {
    evidence.rows.push_back(within_share(name, "1/s", expected, run.rate(metric), share));
  };
  // A period that ends with a session begins anew with the next one: 1 in 144.
  rate("keep-alives, every 5 min", "offered.keep_alives", users / 300.0, 0.01);
  rate("REGISTER refreshes, every 2 h", "offered.refreshes", users / 7200.0, 0.12);
  rate("re-authentications, every 8 h", "offered.reauthentications", users / 28800.0, 0.25);
  rate("sign-ins, sessions of 12 h", "offered.sign_ins", users / 43200.0, 0.30);
  rate("polls, 60 an hour", "offered.polls", users * 60.0 / hour, 0.015);
  rate("publications, 4 an hour", "offered.publications", users * 4.0 / hour, 0.05);
  rate("instant messages, 2 sessions of 10 an hour", "offered.messages", users * 20.0 / hour, 0.06);
  const double changes = run.total("offered.publications") + 2.0 * run.total("offered.sign_ins");
  // 56 % of lognormal contacts with mean 50 and σ 1: a mean of 10,000 users and 6,700 changes.
  evidence.rows.push_back(within_share("watchers notified of a change", "", 28.0,
                                       run.total("offered.notifications") / changes, 0.10));
  const double delivered = messages(run, "notification") + messages(run, "message_delivery");
  evidence.rows.push_back(within_share("share that crosses between 8 Front Ends", "1", 7.0 / 8.0,
                                       messages(run, "server_hop") / delivered, 0.01));
  evidence.rows.push_back(requests_a_sign_in("ntlm", 9.0, context));
  evidence.rows.push_back(requests_a_sign_in("kerberos", 8.0, context));
  return evidence;
}

}  // namespace ocssim::study
