#include "models/back_end/buffer_pool.hpp"

#include "models/theory/che.hpp"

#include <algorithm>

namespace ocssim::models {

std::uint64_t buffer_pool_bytes(const SqlConfig& config) {
  const double others = static_cast<double>(config.memory_reserved) +
                        config.memory_reserved_share * static_cast<double>(config.memory);
  const double rest = std::max(0.0, static_cast<double>(config.memory) - others);
  const auto usable = static_cast<std::uint64_t>(rest);
  if (config.architecture == Architecture::bits_64) return usable;
  if (config.awe && config.lock_pages) return usable;
  return std::min(usable, config.flag_3gb ? config.pool_limit_32bit_3gb : config.pool_limit_32bit);
}

BufferPool size_buffer_pool(const SqlConfig& config, std::uint64_t users) {
  BufferPool pool;
  pool.pages = buffer_pool_bytes(config) / page_bytes;
  pool.data_pages = (users * config.data_per_user + page_bytes - 1) / page_bytes;
  if (pool.pages >= pool.data_pages) return pool;
  pool.hit_ratio =
      che_zipf(config.popularity, pool.data_pages, static_cast<double>(pool.pages)).hit_ratio;
  return pool;
}

}  // namespace ocssim::models
