#include "models/theory/erlang.hpp"

#include "models/theory/require.hpp"

namespace ocssim::models {

double erlang_b(std::uint32_t servers, double offered_load) {
  require(offered_load >= 0.0, "erlang_b: offered load < 0");
  if (offered_load == 0.0) return servers == 0 ? 1.0 : 0.0;
  double inverse = 1.0;  // 1/B: the sum of positive terms, so nothing cancels
  for (std::uint32_t n = 1; n <= servers; ++n) inverse = 1.0 + inverse * n / offered_load;
  return 1.0 / inverse;
}

double erlang_c(std::uint32_t servers, double offered_load) {
  require(servers >= 1, "erlang_c: no server");
  require(offered_load >= 0.0, "erlang_c: offered load < 0");
  if (offered_load >= servers) return 1.0;
  const double blocking = erlang_b(servers, offered_load);
  return blocking / (1.0 - offered_load / servers * (1.0 - blocking));
}

double erlang_b_load(std::uint32_t servers, double blocking) {
  require(servers >= 1, "erlang_b_load: no server");
  require(blocking > 0.0 && blocking < 1.0, "erlang_b_load: blocking outside (0, 1)");
  double low = 0.0;
  double high = servers;
  while (erlang_b(servers, high) < blocking) high *= 2.0;
  for (int i = 0; i < 200 && low < high; ++i) {
    const double middle = 0.5 * (low + high);
    if (middle == low || middle == high) break;
    (erlang_b(servers, middle) <= blocking ? low : high) = middle;
  }
  return low;
}

std::uint32_t erlang_b_servers(double offered_load, double blocking) {
  require(offered_load >= 0.0, "erlang_b_servers: offered load < 0");
  require(blocking > 0.0 && blocking < 1.0, "erlang_b_servers: blocking outside (0, 1)");
  if (offered_load == 0.0) return 1;
  double inverse = 1.0;
  std::uint32_t servers = 0;
  while (inverse * blocking < 1.0) inverse = 1.0 + inverse * ++servers / offered_load;
  return servers;
}

double erlang_mean_excess(std::uint32_t lines, double offered, double level) {
  require(offered > 0.0, "offered load must be positive");
  double probability = erlang_b(lines, offered);  // of all lines busy, then of one line less each
  double sum = 0.0;
  for (std::uint32_t busy = lines; busy > 0 && busy > level; --busy) {
    sum += (busy - level) * probability;
    probability *= busy / offered;
  }
  return sum;
}

}  // namespace ocssim::models
