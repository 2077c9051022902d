#include "models/theory/patience.hpp"

#include "models/theory/real_functions.hpp"
#include "models/theory/require.hpp"

namespace ocssim::models {

double lost_by_impatience(const PatienceQueue& queue) {
  require(queue.arrival_rate >= 0.0 && queue.service_time > 0.0 && queue.servers >= 1 &&
              queue.patience >= 0.0,
          "lost_by_impatience: arguments");
  const double load = queue.arrival_rate * queue.service_time;
  const double departures = queue.servers / queue.service_time;  // cμ
  // All over p_{c−1}: 1 + (c−1)/a + (c−1)(c−2)/a² + …
  double idle = 0.0;
  double weight = 1.0;
  for (std::uint32_t k = queue.servers; k-- > 0;) {
    idle += weight;
    if (load <= 0.0) return 0.0;
    weight *= k / load;
  }
  const double spare = departures - queue.arrival_rate;  // cμ − λ
  const double patient = spare == 0.0
                             ? queue.arrival_rate * queue.patience
                             : -queue.arrival_rate * exp_minus_one(-spare * queue.patience) / spare;
  const double lost = queue.arrival_rate * natural_exp(-spare * queue.patience) / departures;
  return lost / (idle + patient + lost);
}

}  // namespace ocssim::models
