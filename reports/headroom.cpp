#include "reports/headroom.hpp"

#include "reports/figures.hpp"

#include <cmath>

namespace ocssim::reports {
namespace {

/// Load at the limit over the simulated one.
double times_of(const Bottleneck& row) {
  return row.headroom.value.value_or(0.0) + 1.0;
}

/// Nothing of it was used, so nothing can be said of what more load would use.
bool is_unused(const Bottleneck& row) {
  return row.headroom.value && !std::isfinite(*row.headroom.value);
}

bool is_far(const Bottleneck& row) {
  return times_of(row) > most_times;
}

/// What stands in the place of a figure that would say nothing; empty: there is one, or a bound.
std::string untold(const Bottleneck& row) {
  if (is_unused(row)) return "not used";
  return !row.headroom.value || is_lost_in_noise(row) ? "withheld" : "";
}

double users_of(const Bottleneck& row) {
  return row.users_at_limit / times_of(row);
}

}  // namespace

bool is_lost_in_noise(const Bottleneck& row) {
  return row.headroom.half_width && *row.headroom.half_width >= std::abs(times_of(row));
}

bool is_told(const Bottleneck& row) {
  return untold(row).empty() && !is_far(row);
}

std::string why_not_told(const Bottleneck& row) {
  if (is_told(row)) return "";
  if (is_unused(row)) return "it was not used";
  if (!row.headroom.value) return "nothing was measured";
  if (is_lost_in_noise(row)) return "its use is not told from none";
  return "over " + grouped(static_cast<std::uint64_t>(most_times)) +
         " times the load that was simulated";
}

std::string headroom_text(const Bottleneck& row) {
  if (std::string word = untold(row); !word.empty()) return word;
  if (is_far(row)) return "over " + signed_percent(most_times - 1.0);
  if (row.headroom.half_width.value_or(0.0) == 0.0) return signed_percent(*row.headroom.value);
  return (*row.headroom.value >= 0.0 ? "+" : "") + figure_text(row.headroom, "1");
}

std::string users_at_limit_text(const Bottleneck& row) {
  if (std::string word = untold(row); !word.empty()) return word;
  if (is_far(row)) return "over " + users_text(most_times * users_of(row));
  const std::string text = users_text(row.users_at_limit);
  const double half = std::ceil(row.headroom.half_width.value_or(0.0) * users_of(row));
  return half >= 1.0 ? text + " ± " + users_text(half) : text;
}

}  // namespace ocssim::reports
