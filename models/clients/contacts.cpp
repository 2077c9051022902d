#include "models/clients/contacts.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"

#include <algorithm>

namespace ocssim::models {

Contacts::Contacts(const ClientsConfig::Contacts& config, std::uint32_t population,
                   std::uint64_t seed, std::uint32_t replication)
    : sigma_(config.sigma),
      watching_share_(config.watching_share),
      population_(population),
      how_many_(seed, "contacts.number", replication),
      who_(seed, "contacts.watchers", replication) {
  OCSSIM_CHECK(population > 0 && config.sigma >= 0.0);
  if (config.mean > 0.0) {
    log_mean_ = elementary::log(config.mean) - 0.5 * config.sigma * config.sigma;
  } else {
    watching_share_ = 0.0;
  }
}

std::uint32_t Contacts::watchers(std::uint32_t user) const {
  if (watching_share_ <= 0.0) return 0;
  const RandomBlock block = how_many_.draw(user, 0);
  const double normal = elementary::normal_quantile(block.uniform(0));
  const double contacts = elementary::exp(log_mean_ + sigma_ * normal);
  // Rounded at random, so that the mean is kept.
  const double exact = contacts * watching_share_;
  const double whole = std::min(exact + block.uniform(1), double{most_watchers});
  return static_cast<std::uint32_t>(whole);
}

std::uint32_t Contacts::partner(std::uint32_t user, std::uint64_t bits) const {
  const std::uint32_t count = std::max(watchers(user), 1u);
  const auto k = static_cast<std::uint32_t>((static_cast<Wide>(bits) * count) >> 64);
  return who_.draw(user, k / 4 * 4).below(k % 4, population_);
}

}  // namespace ocssim::models
