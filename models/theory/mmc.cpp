#include "models/theory/mmc.hpp"

#include "models/theory/erlang.hpp"
#include "models/theory/real_functions.hpp"
#include "models/theory/require.hpp"

#include <cmath>

namespace ocssim::models {
namespace {

double offered_load(const MmcQueue& queue) {
  return queue.arrival_rate * queue.service_time;
}

void require_stable(const MmcQueue& queue) {
  require(queue.servers >= 1 && queue.service_time > 0.0 && queue.arrival_rate >= 0.0,
          "mmc: arguments");
  require(offered_load(queue) < queue.servers, "mmc: offered load reaches the servers");
}

/// Rate at which the waiting time of those who wait falls, θ [1/s].
double waiting_decay(const MmcQueue& queue) {
  return (queue.servers - offered_load(queue)) / queue.service_time;
}

}  // namespace

MmcResult mmc(const MmcQueue& queue) {
  require_stable(queue);
  MmcResult result;
  result.utilization = offered_load(queue) / queue.servers;
  result.probability_of_waiting = erlang_c(queue.servers, offered_load(queue));
  result.waiting_time = result.probability_of_waiting / waiting_decay(queue);
  result.sojourn_time = result.waiting_time + queue.service_time;
  result.queue_length = queue.arrival_rate * result.waiting_time;
  result.number_in_system = queue.arrival_rate * result.sojourn_time;
  return result;
}

double mmc_waiting_tail(const MmcQueue& queue, double t) {
  require_stable(queue);
  require(t >= 0.0, "mmc: t < 0");
  return erlang_c(queue.servers, offered_load(queue)) * natural_exp(-waiting_decay(queue) * t);
}

double mmc_sojourn_tail(const MmcQueue& queue, double t) {
  require_stable(queue);
  require(t >= 0.0, "mmc: t < 0");
  const double waits = erlang_c(queue.servers, offered_load(queue));
  const double u = t / queue.service_time;
  // Tail of Exp(θ) + Exp(μ), written so that θ = μ is no special point: e^{−u}(1 + u (e^x − 1)/x).
  const double x = u - waiting_decay(queue) * t;
  // Beyond e^700 the product e^{−u} e^x is formed first, where the factors alone would overflow.
  const double sum_tail = std::abs(x) < 1e-12 ? natural_exp(-u) * (1.0 + u)
                          : x < 500.0
                              ? natural_exp(-u) * (1.0 + u * exp_minus_one(x) / x)
                              : natural_exp(-u) + u / x * (natural_exp(x - u) - natural_exp(-u));
  return (1.0 - waits) * natural_exp(-u) + waits * sum_tail;
}

double mmc_waiting_quantile(const MmcQueue& queue, double q) {
  require_stable(queue);
  require(q >= 0.0 && q < 1.0, "mmc: q outside [0, 1)");
  const double waits = erlang_c(queue.servers, offered_load(queue));
  if (1.0 - q >= waits) return 0.0;
  return natural_log(waits / (1.0 - q)) / waiting_decay(queue);
}

double mmc_sojourn_quantile(const MmcQueue& queue, double q) {
  require_stable(queue);
  require(q >= 0.0 && q < 1.0, "mmc: q outside [0, 1)");
  double low = 0.0;
  double high = queue.service_time;
  while (mmc_sojourn_tail(queue, high) > 1.0 - q) high *= 2.0;
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    if (middle == low || middle == high) break;
    (mmc_sojourn_tail(queue, middle) > 1.0 - q ? low : high) = middle;
  }
  return high;
}

double mmc_rate_for_sojourn_quantile(const MmcQueue& queue, double q, double limit) {
  MmcQueue probe = queue;
  probe.arrival_rate = 0.0;
  require_stable(probe);
  require(q >= 0.0 && q < 1.0 && limit > 0.0, "mmc: q or limit");
  if (mmc_sojourn_tail(probe, limit) > 1.0 - q) return 0.0;
  double low = 0.0;
  double high = queue.servers / queue.service_time;
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    if (middle == low || middle == high) break;
    probe.arrival_rate = middle;
    const bool stable = middle * queue.service_time < queue.servers;
    (stable && mmc_sojourn_tail(probe, limit) <= 1.0 - q ? low : high) = middle;
  }
  return low;
}

}  // namespace ocssim::models
