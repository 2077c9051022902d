// Roughly how long a replication computes: for `--dry-run`, never for results.
#pragma once

#include "scenarios/model/scenario.hpp"

namespace ocssim::study {

/// CPU seconds of one replication, within a factor of about two on a present machine.
[[nodiscard]] double expected_cpu_seconds(const scenarios::Scenario& scenario);

/// Bytes of one replication in flight, within a factor of about two.
[[nodiscard]] double expected_memory_bytes(const scenarios::Scenario& scenario);

}  // namespace ocssim::study
