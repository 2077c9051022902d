#include "models/theory/mmck.hpp"

#include "models/theory/require.hpp"

#include <algorithm>

namespace ocssim::models {

MmckResult mmck(const MmckQueue& queue) {
  require(queue.arrival_rate >= 0.0 && queue.service_time > 0.0 && queue.servers >= 1 &&
              queue.system_places >= queue.servers,
          "mmck: arguments");
  const double load = queue.arrival_rate * queue.service_time;
  // Unnormalized p_k; all sums are scaled down together before they overflow.
  double weight = 1.0;
  double total = 1.0;
  double busy = 0.0;
  double waiting = 0.0;
  for (std::uint64_t k = 1; k <= queue.system_places; ++k) {
    const double serving = static_cast<double>(std::min<std::uint64_t>(k, queue.servers));
    weight *= load / serving;
    total += weight;
    busy += weight * serving;
    waiting += weight * (static_cast<double>(k) - serving);
    if (total > 1e200) {
      weight *= 1e-200;
      total *= 1e-200;
      busy *= 1e-200;
      waiting *= 1e-200;
    }
  }
  MmckResult result;
  result.loss = weight / total;
  result.carried_load = busy / total;
  result.utilization = result.carried_load / queue.servers;
  result.queue_length = waiting / total;
  result.number_in_system = result.carried_load + result.queue_length;
  const double admitted_rate = queue.arrival_rate * (1.0 - result.loss);
  if (admitted_rate > 0.0) result.waiting_time = result.queue_length / admitted_rate;
  result.sojourn_time = result.waiting_time + queue.service_time;
  return result;
}

double mm1k_loss(double offered_load, std::uint64_t system_places) {
  return mmck({.arrival_rate = offered_load,
               .service_time = 1.0,
               .servers = 1,
               .system_places = system_places})
      .loss;
}

}  // namespace ocssim::models
