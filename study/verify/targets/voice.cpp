// Targets of voice: trunks (V23) and response groups (V24), as stations.
#include "models/theory/erlang.hpp"
#include "study/verify/targets/checks.hpp"
#include "study/verify/theory/station_case.hpp"

namespace ocssim::study {

Evidence verify_trunk_blocking(const CheckContext& context) {
  // 10,000 users, 2 calls of 3 min an hour: 1,000 Erl on 1,000 ports.
  constexpr double users = 10'000.0;
  constexpr double erlangs = users * 2.0 * 3.0 / 60.0;
  constexpr std::uint32_t ports = 1000;
  models::StationConfig trunk = unit_station(ports);
  trunk.queue_capacity = 0;
  const StationCase one{.station = trunk,
                        .arrival_rate = erlangs,
                        .customers = context.pick(0.4e6, 4e6),
                        .claims = {{"blocking, 1,000 Erl on 1,000 ports", "station.loss",
                                    models::erlang_b(ports, erlangs)}}};
  Evidence evidence;
  evidence.title = "PSTN ports of 10,000 users of medium traffic";
  evidence.kind = EvidenceClass::arithmetic;
  evidence.source = "L13-VOICE; Erlang B";
  evidence.proves = "the published rule of 10 users a port blocks 2.5 % of the calls";
  evidence.limits = "Poisson calls; holding times of one law";
  evidence.rows = judge_stations({&one, 1}, context.seed, 20, context.jobs);
  evidence.rows.push_back(within_distance("Erlang B, published figure", "1", 0.0248,
                                          models::erlang_b(ports, erlangs), 0.00005));
  return evidence;
}

Evidence verify_response_groups(const CheckContext& context) {
  // 16 calls/s that hold 480 lines: 30 s each, by Little's law.
  models::StationConfig lines = unit_station(4000);
  lines.mean_service_time = std::chrono::seconds(30);
  const StationCase one{.station = lines,
                        .arrival_rate = 16.0,
                        .customers = context.pick(1e5, 1e6),
                        .claims = {{"busy lines over 4,000", "station.utilization", 480.0 / 4000.0},
                                   {"time on a line", "station.sojourn_time", 30.0}}};
  Evidence evidence;
  evidence.title = "Response Group: 16 calls/s, 480 at a time";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "L10-RGS";
  evidence.proves = "rate, time and number hang together as published";
  evidence.limits = "no limit of the service itself is published";
  evidence.rows = judge_stations({&one, 1}, context.seed, 20, context.jobs);
  return evidence;
}

}  // namespace ocssim::study
