// The checks of the statistics; what each holds against what stands in its file.
#pragma once

#include "study/verify/check.hpp"

namespace ocssim::study {

[[nodiscard]] Evidence verify_coverage(const CheckContext& context);
[[nodiscard]] Evidence verify_mean_intervals(const CheckContext& context);
[[nodiscard]] Evidence verify_quantile_intervals(const CheckContext& context);
[[nodiscard]] Evidence verify_warm_up(const CheckContext& context);
[[nodiscard]] Evidence verify_streams(const CheckContext& context);
[[nodiscard]] Evidence verify_superposition(const CheckContext& context);

/// Hits among trials that each succeed with probability `p`: within 4 binomial standard errors.
[[nodiscard]] EvidenceRow binomial_row(std::string name, double p, std::size_t trials,
                                       std::size_t hits);

}  // namespace ocssim::study
