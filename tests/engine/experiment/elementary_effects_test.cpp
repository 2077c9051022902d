// Morris's effects of functions whose effects are known.
#include "engine/experiment/elementary_effects.hpp"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <set>

namespace ocssim {
namespace {

using Function = std::function<double(const std::vector<double>&)>;

std::vector<ElementaryEffect> effects_of(const MorrisConfig& config, const Function& function) {
  const MorrisDesign design = make_morris_design(config);
  std::vector<double> answers;
  for (const std::vector<double>& point : design.points) answers.push_back(function(point));
  return elementary_effects(design, answers);
}

TEST(MorrisDesign, EachTrajectoryMovesEveryInputOnceByTheStep) {
  const MorrisDesign design = make_morris_design({.inputs = 7, .trajectories = 5, .levels = 4});
  ASSERT_EQ(design.points.size(), 5u * 8u);
  EXPECT_DOUBLE_EQ(design.step, 2.0 / 3.0);
  for (std::size_t begin = 0; begin < design.points.size(); begin += 8) {
    EXPECT_EQ(design.moved[begin], 7u);
    std::set<std::size_t> moved;
    for (std::size_t i = begin + 1; i < begin + 8; ++i) {
      moved.insert(design.moved[i]);
      for (std::size_t input = 0; input < 7; ++input) {
        const double by = std::abs(design.points[i][input] - design.points[i - 1][input]);
        EXPECT_NEAR(by, input == design.moved[i] ? design.step : 0.0, 1e-12);
        EXPECT_GE(design.points[i][input], 0.0);
        EXPECT_LE(design.points[i][input], 1.0 + 1e-12);
      }
    }
    EXPECT_EQ(moved.size(), 7u);
  }
  EXPECT_NE(make_morris_design({.inputs = 7, .seed = 2}).points, design.points);
}

TEST(ElementaryEffects, OfALinearFunctionAreItsCoefficients) {
  const auto effects = effects_of({.inputs = 3, .trajectories = 4}, [](const auto& x) {
    return 2.0 * x[0] - 5.0 * x[1] + 0.0 * x[2] + 7.0;
  });
  EXPECT_NEAR(effects[0].mean, 2.0, 1e-9);
  EXPECT_NEAR(effects[1].mean, -5.0, 1e-9);
  EXPECT_NEAR(effects[1].mean_absolute, 5.0, 1e-9);
  EXPECT_NEAR(effects[2].mean_absolute, 0.0, 1e-9);
  for (const ElementaryEffect& effect : effects) EXPECT_NEAR(effect.deviation, 0.0, 1e-9);
}

TEST(ElementaryEffects, AnInteractionShowsAsSpread) {
  // ∂y/∂x0 = x1 is 0…1 by place: μ near 1/2 and σ well above 0; the linear input has none.
  const auto effects = effects_of({.inputs = 3, .trajectories = 40},
                                  [](const auto& x) { return x[0] * x[1] + 0.5 * x[2]; });
  EXPECT_NEAR(effects[0].mean, 0.5, 0.15);
  EXPECT_GT(effects[0].deviation, 0.2);
  EXPECT_NEAR(effects[2].mean, 0.5, 1e-9);
  EXPECT_LT(effects[2].deviation, 1e-9);
}

TEST(ElementaryEffects, SignsCancelInTheMeanAndNotInItsSize) {
  // |x − 1/2| goes down, then up: with levels 0, 1/3, 2/3, 1 the effects are ±1/2.
  const auto effects = effects_of({.inputs = 1, .trajectories = 60},
                                  [](const auto& x) { return std::abs(x[0] - 0.5); });
  EXPECT_NEAR(effects[0].mean_absolute, 0.5, 1e-9);
  EXPECT_LT(std::abs(effects[0].mean), 0.25);
}

}  // namespace
}  // namespace ocssim
