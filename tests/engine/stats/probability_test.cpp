// Quantiles and tails against values computed with 40 digits (mpmath 1.3), and closed forms.
#include "engine/stats/probability.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace ocssim {
namespace {

void expect_relative(double value, double expected, double tolerance) {
  EXPECT_NEAR(value, expected, tolerance * std::abs(expected)) << "expected " << expected;
}

struct StudentCase {
  double p, degrees, t;
};

TEST(StudentQuantile, AgreesWithFortyDigitValues) {
  constexpr StudentCase cases[] = {
      {0.975, 1, 12.706204736174693},    {0.975, 2, 4.3026527297494618},
      {0.975, 3, 3.1824463052837084},    {0.975, 7, 2.3646242515927847},
      {0.975, 15, 2.1314495455597752},   {0.975, 31, 2.0395134463964081},
      {0.975, 63, 1.9983405425207412},   {0.975, 199, 1.9719565442517534},
      {0.975, 2.5, 3.5746548420036818},  {0.975, 10000, 1.9602012398906259},
      {0.95, 1, 6.3137515146750374},     {0.95, 7, 1.8945786050900068},
      {0.95, 63, 1.6694022217068127},    {0.995, 7, 3.4994832973504933},
      {0.995, 2.5, 7.1637281389487829},  {0.999, 1, 318.30883898555016},
      {0.999, 2, 22.327124770119865},    {0.999, 7, 4.7852896286383333},
      {0.999, 63, 3.2247087385453935},   {0.999, 10000, 3.0910475160306118},
      {0.9999, 1, 3183.0987571185015},   {0.9999, 7, 7.0634328281576388},
      {0.9999, 199, 3.7894789938149369}, {0.75, 1, 1.0},
      {0.75, 7, 0.71114177808178631},    {0.75, 10000, 0.67451428448359243},
  };
  for (const StudentCase& c : cases) {
    SCOPED_TRACE(testing::Message() << "p " << c.p << " df " << c.degrees);
    expect_relative(student_quantile(c.p, c.degrees), c.t, 1e-12);
    expect_relative(student_quantile(1.0 - c.p, c.degrees), -c.t, 1e-11);
  }
  EXPECT_EQ(student_quantile(0.5, 4), 0.0);
}

TEST(StudentQuantile, FactorOfATwoSidedInterval) {
  expect_relative(student_factor(0.95, 7), 2.3646242515927847, 1e-12);
}

TEST(StudentQuantile, InvertsItsTail) {
  for (const double degrees : {1.0, 4.0, 9.5, 63.0, 5000.0}) {
    for (const double tail : {0.4, 0.1, 0.01, 1e-4, 1e-8}) {
      const double t = -student_quantile(tail, degrees);
      expect_relative(student_upper_tail(t, degrees), tail, 1e-11);
    }
  }
}

TEST(NormalQuantile, AgreesWithFortyDigitValues) {
  expect_relative(normal_quantile(0.6), 0.25334710313579974, 1e-12);
  expect_relative(normal_quantile(0.9), 1.2815515655446006, 1e-12);
  expect_relative(normal_quantile(0.975), 1.9599639845400539, 1e-12);
  expect_relative(normal_quantile(0.025), -1.9599639845400542, 1e-12);
  expect_relative(normal_quantile(0.999), 3.0902323061678133, 1e-12);
  expect_relative(normal_quantile(0.9999999), 5.1993375822906611, 1e-12);
  expect_relative(normal_quantile(1e-10), -6.3613409024040562, 1e-12);
}

TEST(NormalTail, AgreesWithTheErrorFunction) {
  expect_relative(normal_upper_tail(1.0), 0.15865525393145705, 1e-14);
  expect_relative(normal_upper_tail(2.0), 0.022750131948179207, 1e-13);
  expect_relative(normal_upper_tail(5.0), 2.8665157187919391e-7, 1e-13);
  expect_relative(normal_upper_tail(10.0), 7.6198530241605261e-24, 1e-12);
  expect_relative(normal_upper_tail(-1.0), 1.0 - 0.15865525393145705, 1e-15);
}

TEST(IncompleteBeta, AgreesWithFortyDigitValues) {
  expect_relative(incomplete_beta(0.5, 0.5, 0.3), 0.36901011956554538, 1e-13);
  expect_relative(incomplete_beta(2, 3, 0.4), 0.5248, 1e-13);
  expect_relative(incomplete_beta(10, 1, 0.9), 0.34867844010000009, 1e-13);
  expect_relative(incomplete_beta(1, 100, 0.01), 0.6339676587267705, 1e-13);
  expect_relative(incomplete_beta(50.5, 0.5, 0.98), 0.1541785817267919, 1e-12);
  expect_relative(incomplete_beta(1000, 2000, 0.34), 0.78121509116064273, 1e-12);
  expect_relative(incomplete_beta(1e6, 3, 0.999999), 0.91969832701345202, 1e-9);
  expect_relative(incomplete_beta(31.5, 0.5, 0.6), 1.5913448672657497e-8, 1e-12);
  EXPECT_EQ(incomplete_beta(2, 3, 0.0), 0.0);
  EXPECT_EQ(incomplete_beta(2, 3, 1.0), 1.0);
}

TEST(IncompleteBeta, InverseInverts) {
  for (const double p : {1e-6, 0.025, 0.5, 0.975}) {
    expect_relative(incomplete_beta(3.5, 80, incomplete_beta_inverse(3.5, 80, p)), p, 1e-11);
    expect_relative(incomplete_beta(4000, 2, incomplete_beta_inverse(4000, 2, p)), p, 1e-9);
  }
}

TEST(LogGamma, AgreesWithFortyDigitValues) {
  expect_relative(log_gamma(0.01), 4.5994798780420217, 1e-14);
  expect_relative(log_gamma(0.5), 0.57236494292470009, 1e-14);
  expect_relative(log_gamma(1.5), -0.12078223763524522, 1e-13);
  expect_relative(log_gamma(10), 12.80182748008147, 1e-15);
  expect_relative(log_gamma(12345.5), 103958.24296512323, 1e-15);
}

TEST(ClopperPearson, AgreesWithFortyDigitValues) {
  // No success in 100: the upper end is 1 − 0.025^(1/100).
  const ProbabilityInterval none = clopper_pearson(0, 100, 0.95);
  EXPECT_EQ(none.low, 0.0);
  expect_relative(none.high, 0.03621669264517641, 1e-12);
  const ProbabilityInterval five = clopper_pearson(5, 20, 0.95);
  expect_relative(five.low, 0.086571469101434559, 1e-12);
  expect_relative(five.high, 0.4910458717079575, 1e-12);
  const ProbabilityInterval all = clopper_pearson(20, 20, 0.9);
  expect_relative(all.low, 0.86089165933173479, 1e-12);
  EXPECT_EQ(all.high, 1.0);
  const ProbabilityInterval rare = clopper_pearson(999, 1000, 0.99);
  expect_relative(rare.low, 0.99259371306164706, 1e-11);
  expect_relative(rare.high, 0.99999498747073922, 1e-11);
}

}  // namespace
}  // namespace ocssim
