// The checks against recorded measurements; what each holds against what stands in its file.
#pragma once

#include "study/verify/check.hpp"

namespace ocssim::study {

[[nodiscard]] Evidence verify_source_ports(const CheckContext& context);
[[nodiscard]] Evidence verify_balancing(const CheckContext& context);
[[nodiscard]] Evidence verify_idle_timeouts(const CheckContext& context);
[[nodiscard]] Evidence verify_response_time(const CheckContext& context);
[[nodiscard]] Evidence verify_buffer_pool(const CheckContext& context);
[[nodiscard]] Evidence verify_queue_loss(const CheckContext& context);

}  // namespace ocssim::study
