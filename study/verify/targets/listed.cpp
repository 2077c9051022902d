// Targets without usable numbers: they stand in the report with the reason, and nothing is run.
#include "study/verify/targets/checks.hpp"

namespace ocssim::study {
namespace {

Evidence listed(const char* title, const char* source, const char* reason) {
  Evidence evidence;
  evidence.title = title;
  evidence.kind = EvidenceClass::no_numbers;
  evidence.source = source;
  evidence.proves = "nothing";
  evidence.limits = reason;
  return evidence;
}

}  // namespace

Evidence listed_login_rates(const CheckContext& /*context*/) {
  return listed("disk latency at 100, 200, 400 logins a minute", "DELL",
                "the numbers stand in a figure that could not be read");
}

Evidence listed_heavy_users(const CheckContext& /*context*/) {
  return listed("12,000 heavy users on 4 virtual Front Ends", "DELL",
                "the pages with the results could not be read");
}

Evidence listed_tls_on_asterisk(const CheckContext& /*context*/) {
  return listed("TLS against UDP on Asterisk", "KULIN",
                "\"about 4 times slower in most metrics\", of another server");
}

Evidence listed_proxy_options(const CheckContext& /*context*/) {
  return listed("options of a SIP proxy cost a factor of 2 to 4 each", "NAHUM",
                "a range of other servers, without the demands behind it");
}

Evidence listed_pool_failover(const CheckContext& /*context*/) {
  return listed("fail-over of a pool in 30 min", "L13-RTO",
                "a target of engineering that leaves out the sign-ins");
}

}  // namespace ocssim::study
