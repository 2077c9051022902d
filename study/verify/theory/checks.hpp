// The checks of closed forms; what each holds against what stands in its file.
#pragma once

#include "study/verify/check.hpp"

namespace ocssim::study {

[[nodiscard]] Evidence verify_stations(const CheckContext& context);
[[nodiscard]] Evidence verify_sharing(const CheckContext& context);
[[nodiscard]] Evidence verify_tandem(const CheckContext& context);
[[nodiscard]] Evidence verify_closed_network(const CheckContext& context);
[[nodiscard]] Evidence verify_page_pools(const CheckContext& context);
[[nodiscard]] Evidence verify_choices(const CheckContext& context);
[[nodiscard]] Evidence verify_port_blocking(const CheckContext& context);
[[nodiscard]] Evidence verify_pool_queues(const CheckContext& context);
[[nodiscard]] Evidence verify_idle_connections(const CheckContext& context);
[[nodiscard]] Evidence verify_instants(const CheckContext& context);

}  // namespace ocssim::study
