// The checks in the order of the report.
#include "study/verify/check.hpp"
#include "study/verify/measured/checks.hpp"
#include "study/verify/statistics/checks.hpp"
#include "study/verify/targets/checks.hpp"
#include "study/verify/theory/checks.hpp"

#include <array>

namespace ocssim::study {

std::span<const Check> catalog() {
  using enum EvidenceGroup;
  static constexpr std::array checks{
      Check{"stations", closed_forms, verify_stations, 23.0},
      Check{"sharing", closed_forms, verify_sharing, 4.0},
      Check{"tandem", closed_forms, verify_tandem, 2.0},
      Check{"closed", closed_forms, verify_closed_network, 2.0},
      Check{"pages", closed_forms, verify_page_pools, 1.0},
      Check{"choices", closed_forms, verify_choices, 3.0},
      Check{"blocking", closed_forms, verify_port_blocking, 2.0},
      Check{"pool-queues", closed_forms, verify_pool_queues, 2.0},
      Check{"idle", closed_forms, verify_idle_connections, 2.0},
      Check{"instants", closed_forms, verify_instants, 0.1},
      Check{"coverage", statistics, verify_coverage, 5.0},
      Check{"means", statistics, verify_mean_intervals, 0.1},
      Check{"quantiles", statistics, verify_quantile_intervals, 1.0},
      Check{"warm-up", statistics, verify_warm_up, 1.0},
      Check{"streams", statistics, verify_streams, 0.5},
      Check{"superposed", statistics, verify_superposition, 6.0},
      Check{"V1", targets, verify_published_pool, 1.0},
      Check{"V2", targets, verify_one_of_eight_lost, 3.0},
      Check{"V3", targets, verify_one_of_three_lost, 0.1},
      Check{"V4", targets, verify_one_of_five_lost, 0.2},
      Check{"V5", targets, verify_one_address, 0.2},
      Check{"V6", targets, verify_ports_per_tuple, 0.2},
      Check{"V7", targets, verify_bandwidth, 2.0},
      Check{"V8", targets, verify_conferences, 1.0},
      Check{"V9", targets, verify_disk_writes, 2.0},
      Check{"V10", targets, verify_memory_sweep, 1.0},
      Check{"V11", targets, listed_login_rates, 0.0},
      Check{"V12", targets, listed_heavy_users, 0.0},
      Check{"V13", targets, verify_large_meeting, 1.0},
      Check{"V14", targets, verify_returning_front_end, 3.0},
      Check{"V15", targets, verify_handshake_price, 1.0},
      Check{"V16", targets, listed_tls_on_asterisk, 0.0},
      Check{"V17", targets, listed_proxy_options, 0.0},
      Check{"V18", targets, verify_overload, 3.0},
      Check{"V19", targets, verify_local_503, 3.0},
      Check{"V20", targets, verify_codecs, 0.2},
      Check{"V21", targets, verify_ring_sweep, 0.2},
      Check{"V22", targets, verify_calls_a_message, 1.0},
      Check{"V23", targets, verify_trunk_blocking, 2.0},
      Check{"V24", targets, verify_response_groups, 0.5},
      Check{"V25", targets, listed_pool_failover, 0.0},
      Check{"load", targets, verify_offered_load, 2.0},
      Check{"tiers", targets, verify_memory_tiers, 2.0},
      Check{"throttle", targets, verify_throttle_rules, 0.1},
      Check{"bursts", targets, verify_transmit_bursts, 0.1},
      Check{"C1", measurements, verify_source_ports, 5.0},
      Check{"C2", measurements, verify_balancing, 5.0},
      Check{"C3", measurements, verify_idle_timeouts, 2.0},
      Check{"C4", measurements, verify_response_time, 3.0},
      Check{"C5", measurements, verify_buffer_pool, 2.0},
      Check{"C6", measurements, verify_queue_loss, 2.0},
  };
  return checks;
}

}  // namespace ocssim::study
