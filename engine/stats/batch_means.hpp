// Batch means of one long run: the window is cut into batches of equal simulated time.
//
// A batch long against the correlation time of the process makes batch means nearly independent, so
// that they can be treated like replications (Law, Simulation Modeling and Analysis, 9.5.3).
#pragma once

#include "engine/stats/wide_integer.hpp"
#include "engine/time.hpp"

#include <cstdint>
#include <vector>

namespace ocssim {

class BatchMeans {
 public:
  /// Batches of `length` > 0 from `begin` on.
  BatchMeans(SimTime begin, Duration length) : begin_(begin), length_(length) {
    OCSSIM_CHECK(length.count() > 0);
  }
  /// One value at `now`, not before the last one [ns].
  void record(SimTime now, Duration value) {
    OCSSIM_DCHECK(now >= begin_);
    const auto batch = static_cast<std::size_t>((now - begin_) / length_);
    if (batch >= batches_.size()) batches_.resize(batch + 1);
    batches_[batch].sum += value.count();
    ++batches_[batch].count;
  }
  /// Means of the batches that had ended by `now` and hold a value [s], in order of time.
  [[nodiscard]] std::vector<double> means(SimTime now) const {
    std::vector<double> result;
    const auto complete = static_cast<std::size_t>((now - begin_) / length_);
    for (std::size_t i = 0; i < batches_.size() && i < complete; ++i) {
      const Batch& batch = batches_[i];
      if (batch.count > 0) {
        result.push_back(quotient(batch.sum, 1e9) / static_cast<double>(batch.count));
      }
    }
    return result;
  }

 private:
  struct Batch {
    WideInteger sum = 0;  // [ns]
    std::uint64_t count = 0;
  };
  SimTime begin_;
  Duration length_;
  std::vector<Batch> batches_;
};

}  // namespace ocssim
