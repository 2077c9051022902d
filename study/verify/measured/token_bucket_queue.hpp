// A queue of K packets before a token bucket: what C6 measured, on the places of the ring model.
//
// The bucket holds `bucket` bytes and fills at `rate`; a packet leaves when the bucket has its
// length. In times: B = 8 bucket / rate, S = 8 length / rate, and F = when the bucket is full
// again; packet k leaves at d_k = max(t_k, d_(k−1), F + S − B), then F = max(F, d_k) + S. In a
// stall of the machine nothing leaves; the bucket fills and runs over.
#pragma once

#include "models/media/host_stalls.hpp"
#include "models/media/nic.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ocssim::study {

class TokenBucketQueue {
 public:
  struct Settings {
    double rate = 0.0;                     // [bit/s]
    std::uint32_t bucket = 0, length = 0;  // [bytes]
    std::size_t places = 1;
  };
  static constexpr std::int64_t lost = -1;

  /// `stalls` outlive it.
  TokenBucketQueue(const Settings& settings, const std::vector<models::Stall>& stalls)
      : places_(settings.places),
        stalls_(stalls),
        bucket_(in_time(settings.bucket, settings.rate)),
        packet_(in_time(settings.length, settings.rate)) {}
  /// A packet comes at `now`, not before the last one. When it leaves [ns], or `lost`.
  [[nodiscard]] std::int64_t accept(std::int64_t now) {
    const std::int64_t leaves =
        stalls_.awake_from(std::max({now, last_, full_ + packet_ - bucket_}));
    if (leaves > now && places_.is_full(now)) return lost;
    places_.push(leaves);
    last_ = leaves;
    full_ = std::max(full_, leaves) + packet_;
    return leaves;
  }

 private:
  static std::int64_t in_time(std::uint32_t bytes, double rate) {
    return static_cast<std::int64_t>(8e9 * bytes / rate + 0.5);
  }
  models::DepartureRing places_;
  models::StallReader stalls_;
  std::int64_t bucket_;
  std::int64_t packet_;
  std::int64_t last_ = 0;
  std::int64_t full_ = 0;
};

}  // namespace ocssim::study
