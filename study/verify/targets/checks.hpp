// The published targets V1 … V25 (domain numbers 4.1); what each holds against what stands in its
// file. Those without usable numbers are listed with the reason.
#pragma once

#include "study/verify/check.hpp"

namespace ocssim::study {

// targets/front_ends.cpp
[[nodiscard]] Evidence verify_published_pool(const CheckContext& context);       // V1
[[nodiscard]] Evidence verify_one_of_eight_lost(const CheckContext& context);    // V2
[[nodiscard]] Evidence verify_one_of_three_lost(const CheckContext& context);    // V3
[[nodiscard]] Evidence verify_one_of_five_lost(const CheckContext& context);     // V4
[[nodiscard]] Evidence verify_returning_front_end(const CheckContext& context);  // V14
[[nodiscard]] Evidence verify_local_503(const CheckContext& context);            // V19
[[nodiscard]] Evidence verify_overload(const CheckContext& context);             // V18
// targets/ports.cpp
[[nodiscard]] Evidence verify_one_address(const CheckContext& context);      // V5
[[nodiscard]] Evidence verify_ports_per_tuple(const CheckContext& context);  // V6
// targets/back_end.cpp
[[nodiscard]] Evidence verify_disk_writes(const CheckContext& context);      // V9
[[nodiscard]] Evidence verify_memory_sweep(const CheckContext& context);     // V10
[[nodiscard]] Evidence verify_calls_a_message(const CheckContext& context);  // V22
// targets/network.cpp
[[nodiscard]] Evidence verify_bandwidth(const CheckContext& context);        // V7
[[nodiscard]] Evidence verify_handshake_price(const CheckContext& context);  // V15
// targets/conferences.cpp
[[nodiscard]] Evidence verify_conferences(const CheckContext& context);    // V8
[[nodiscard]] Evidence verify_large_meeting(const CheckContext& context);  // V13
// targets/voice.cpp
[[nodiscard]] Evidence verify_trunk_blocking(const CheckContext& context);   // V23
[[nodiscard]] Evidence verify_response_groups(const CheckContext& context);  // V24
// targets/media.cpp
[[nodiscard]] Evidence verify_codecs(const CheckContext& context);           // V20
[[nodiscard]] Evidence verify_ring_sweep(const CheckContext& context);       // V21
[[nodiscard]] Evidence verify_transmit_bursts(const CheckContext& context);  // beside V21
// targets/offered_load.cpp
[[nodiscard]] Evidence verify_offered_load(const CheckContext& context);
// targets/memory_tiers.cpp
[[nodiscard]] Evidence verify_memory_tiers(const CheckContext& context);
// targets/throttle_rules.cpp
[[nodiscard]] Evidence verify_throttle_rules(const CheckContext& context);
// targets/listed.cpp
[[nodiscard]] Evidence listed_login_rates(const CheckContext& context);      // V11
[[nodiscard]] Evidence listed_heavy_users(const CheckContext& context);      // V12
[[nodiscard]] Evidence listed_tls_on_asterisk(const CheckContext& context);  // V16
[[nodiscard]] Evidence listed_proxy_options(const CheckContext& context);    // V17
[[nodiscard]] Evidence listed_pool_failover(const CheckContext& context);    // V25

}  // namespace ocssim::study
