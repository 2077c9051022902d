#include "engine/experiment/elementary_effects.hpp"

#include "engine/check.hpp"
#include "engine/random/stream.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace ocssim {
namespace {

/// The numbers of one trajectory, drawn by what they decide.
class Draws {
 public:
  Draws(const MorrisConfig& config, unsigned trajectory)
      : stream_(config.seed, "morris", trajectory) {}

  /// A level in the lower half, and whether the input then moves up from it or down to it.
  [[nodiscard]] RandomBlock of_input(std::size_t input) const { return stream_.draw(input, 0); }
  /// A place among `count`, for the order of the moves.
  [[nodiscard]] std::size_t place(std::size_t step, std::size_t count) const {
    return stream_.draw(step, 1).below(0, static_cast<std::uint32_t>(count));
  }

 private:
  Stream stream_;
};

std::vector<std::size_t> shuffled(const Draws& draws, std::size_t count) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[draws.place(i, i)]);
  return order;
}

}  // namespace

MorrisDesign make_morris_design(const MorrisConfig& config) {
  OCSSIM_CHECK(config.inputs >= 1 && config.trajectories >= 1);
  OCSSIM_CHECK(config.levels >= 2 && config.levels % 2 == 0);
  const double last = config.levels - 1;
  MorrisDesign design;
  design.step = config.levels / (2.0 * last);
  for (unsigned trajectory = 0; trajectory < config.trajectories; ++trajectory) {
    const Draws draws(config, trajectory);
    std::vector<double> point(config.inputs);
    std::vector<double> other(config.inputs);
    for (std::size_t i = 0; i < config.inputs; ++i) {
      const RandomBlock block = draws.of_input(i);
      point[i] = block.below(0, config.levels / 2) / last;
      other[i] = point[i] + design.step;
      if (block.below(1, 2) == 1) std::swap(point[i], other[i]);
    }
    design.points.push_back(point);
    design.moved.push_back(config.inputs);
    for (const std::size_t input : shuffled(draws, config.inputs)) {
      point[input] = other[input];
      design.points.push_back(point);
      design.moved.push_back(input);
    }
  }
  return design;
}

std::vector<ElementaryEffect> elementary_effects(const MorrisDesign& design,
                                                 std::span<const double> answers) {
  OCSSIM_CHECK(answers.size() == design.points.size() && !answers.empty());
  const std::size_t inputs = design.points.front().size();
  std::vector<std::vector<double>> seen(inputs);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::size_t input = design.moved[i];
    if (input == inputs) continue;
    const double moved = design.points[i][input] - design.points[i - 1][input];
    seen[input].push_back((answers[i] - answers[i - 1]) / moved);
  }
  std::vector<ElementaryEffect> effects(inputs);
  for (std::size_t input = 0; input < inputs; ++input) {
    const auto count = static_cast<double>(seen[input].size());
    ElementaryEffect& effect = effects[input];
    for (const double one : seen[input]) {
      effect.mean += one / count;
      effect.mean_absolute += std::abs(one) / count;
    }
    double squares = 0.0;
    for (const double one : seen[input]) squares += (one - effect.mean) * (one - effect.mean);
    if (seen[input].size() > 1) effect.deviation = std::sqrt(squares / (count - 1.0));
  }
  return effects;
}

}  // namespace ocssim
