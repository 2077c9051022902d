#include "study/findings/shares.hpp"

#include "engine/stats/estimate.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace ocssim::study {

std::vector<ShareResult> estimate_shares(std::span<const Observations> replications,
                                         double confidence) {
  using Part = std::pair<std::string, std::string>;
  std::vector<std::string> order;
  std::map<std::string, std::vector<double>> wholes;
  std::map<Part, std::vector<double>> parts;
  const std::size_t n = replications.size();
  for (std::size_t r = 0; r < n; ++r) {
    for (const ShareObservation& share : replications[r].shares) {
      auto& whole = wholes[share.whole];
      if (whole.empty()) order.push_back(share.whole);
      whole.resize(n, 0.0);
      whole[r] += share.sum;
      auto& part = parts[{share.whole, share.part}];
      part.resize(n, 0.0);
      part[r] += share.sum;
    }
  }
  std::vector<ShareResult> results;
  for (const std::string& name : order) {
    const auto begin = static_cast<std::ptrdiff_t>(results.size());
    for (const auto& [key, sums] : parts) {
      if (key.first != name) continue;
      std::vector<RatioPart> ratios(n);
      double total = 0.0;
      for (std::size_t r = 0; r < n; ++r) {
        ratios[r] = {.numerator = sums[r], .denominator = wholes[name][r]};
        total += sums[r];
      }
      results.push_back({.whole = name,
                         .part = key.second,
                         .share = estimate_ratio(ratios, confidence, false),
                         .demand = total / static_cast<double>(n)});
    }
    std::stable_sort(
        results.begin() + begin, results.end(),
        [](const ShareResult& a, const ShareResult& b) { return a.demand > b.demand; });
  }
  return results;
}

}  // namespace ocssim::study
