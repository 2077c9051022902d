// Targets of the network: bandwidth of IM and presence (V7), the price of TLS (V15).
#include "study/verify/scenario_run.hpp"
#include "study/verify/targets/checks.hpp"

namespace ocssim::study {
namespace {

constexpr const char* cpu = "front_end.cpu";
constexpr const char* handshake = "tls_handshake";

}  // namespace

Evidence verify_bandwidth(const CheckContext& context) {
  // 6,660 users with 1.5 endpoints on one server.
  const ScenarioRun run("enterprise-100k",
                        Settings{"clients.users=6660", "clients.endpoints_per_user=1.5",
                                 "front_ends.count=1", "front_ends.cores=16"} +
                            lasting(context.pick("5 min", "30 min")),
                        context.seed);
  const Observation& traffic = run.find("front_end.mbps", front_end(0));
  Evidence evidence;
  evidence.title = "IM and presence bandwidth of 6,660 users";
  evidence.kind = EvidenceClass::arithmetic;
  evidence.source = "L13-CAP";
  evidence.proves = "messages times their sizes come near the published traffic of a server";
  evidence.limits =
      "no size but a REGISTER's was measured: a notification of 2 in 5 categories is inferred, "
      "with "
      "the whole presence document it is 19.2 Mbps; the profile has no kbps";
  EvidenceRow row =
      within_share("traffic of a server", "Mbps", 13.0, traffic.sum / traffic.weight, 0.25);
  row.rule = "within 25 %: sizes are inferred";
  evidence.rows = {std::move(row)};
  return evidence;
}

Evidence verify_handshake_price(const CheckContext& context) {
  // Worst case: a connection of its own for each REGISTER.
  const Settings registering{"clients.users=1000",
                             "front_ends.count=1",
                             "clients.subscribes=0",
                             "clients.publications_at_sign_in=0",
                             "clients.authentication=kerberos",
                             "clients.session_length=1 min"};
  const ScenarioRun worst("enterprise-100k", quiet() + registering + lasting("10 min"),
                          context.seed);
  const double handshakes = worst.share_sum(cpu, handshake);
  const ScenarioRun kept("enterprise-100k", scaled(10000) + lasting("5 min"), context.seed);
  Evidence evidence;
  evidence.title = "TLS: a handshake for each request, or kept connections";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "SHEN-TLS";
  evidence.proves = "kept connections cost next to nothing, new ones for each request do";
  evidence.limits =
      "the published factor is of a server that needs little for a request; here a REGISTER leg "
      "is a placeholder of 12 Mcycles, twice a handshake of 2048 bits, so the factor stays small";
  const double all = worst.share_sum(cpu);
  const double kept_share = kept.share_sum(cpu, handshake) / kept.share_sum(cpu);
  evidence.rows = {shown("work with handshakes over work without, a connection a sign-in", "1",
                         17.0, all / (all - handshakes)),
                   at_most("share of handshakes with kept connections", "1", 0.02, kept_share),
                   at_least("share with a connection a sign-in over share with kept ones", "1",
                            100.0, handshakes / all / kept_share)};
  return evidence;
}

}  // namespace ocssim::study
