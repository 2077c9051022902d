#include "models/theory/erlang_a.hpp"

#include "models/theory/require.hpp"

#include <algorithm>

namespace ocssim::models {

ErlangAResult erlang_a(const ErlangAQueue& queue) {
  require(queue.arrival_rate > 0.0, "erlang_a: arrival rate <= 0");
  require(queue.service_time > 0.0 && queue.patience > 0.0, "erlang_a: a time <= 0");
  require(queue.servers >= 1, "erlang_a: no server");
  const double service_rate = 1.0 / queue.service_time;
  const double patience_rate = 1.0 / queue.patience;
  // Terms relative to p_0, scaled down when they grow: only their proportions matter.
  double term = 1.0;
  double sum = 1.0;
  double busy = 0.0;     // Σ min(k, c) p_k
  double waiting = 0.0;  // Σ (k − c) p_k
  double full = 0.0;     // Σ_{k ≥ c} p_k
  for (std::uint64_t k = 1;; ++k) {
    const double at_work = static_cast<double>(std::min<std::uint64_t>(k, queue.servers));
    const double in_queue = k > queue.servers ? static_cast<double>(k - queue.servers) : 0.0;
    term *= queue.arrival_rate / (at_work * service_rate + in_queue * patience_rate);
    sum += term;
    busy += at_work * term;
    waiting += in_queue * term;
    if (k >= queue.servers) full += term;
    if (sum > 1e200) {
      for (double* part : {&term, &sum, &busy, &waiting, &full}) *part *= 1e-200;
    }
    if (k > queue.servers && (in_queue + 1.0) * term < 1e-18 * sum) break;
  }
  ErlangAResult result;
  result.probability_of_waiting = full / sum;
  result.queue_length = waiting / sum;
  result.abandonment = patience_rate * result.queue_length / queue.arrival_rate;
  result.waiting_time = result.queue_length / queue.arrival_rate;
  result.utilization = busy / sum / queue.servers;
  return result;
}

}  // namespace ocssim::models
