// The E-model against published ratings.
#include "models/media/quality.hpp"

#include "tests/models/media/media_by_hand.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

Codec g711() {
  Codec codec;
  codec.impairment = 0.0;
  codec.loss_robustness = 25.1;  // with concealment, G.113 appendix I
  return codec;
}

TEST(EModel, DefaultsGiveThePublishedRatingAndOpinion) {
  // G.107: all values at their defaults give R = 93.2 and MOS 4.41.
  const double rating = transmission_rating(g711(), {});
  std::printf("R %.2f, MOS %.3f\n", rating, mean_opinion_score(g711(), {}));
  EXPECT_NEAR(rating, 93.2, 0.05);
  EXPECT_NEAR(mean_opinion_score(g711(), {}), 4.41, 0.005);
  EXPECT_DOUBLE_EQ(opinion_of_rating(-3.0), 1.0);
  EXPECT_DOUBLE_EQ(opinion_of_rating(0.0), 1.0);
  EXPECT_DOUBLE_EQ(opinion_of_rating(100.0), 4.5);
  EXPECT_NEAR(opinion_of_rating(50.0), 2.575, 1e-9);  // 1 + 1.75 − 7e-6·50·10·50
}

TEST(EModel, LossImpairsByTheFormula) {
  // Ie = 0, Bpl = 25.1, 2 % at random: 95 · 2 / (2 + 25.1) = 7.011.
  EXPECT_NEAR(loss_impairment(0.0, 25.1, {.loss = 0.02}), 7.0111, 1e-4);
  // In runs of twice the length: 95 · 2 / (1 + 25.1) = 7.2797.
  EXPECT_NEAR(loss_impairment(0.0, 25.1, {.loss = 0.02, .burst_ratio = 2.0}), 7.2797, 1e-4);
  double last = 5.0;
  for (const double loss : {0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3}) {
    const double opinion = mean_opinion_score(g711(), {.loss = loss});
    EXPECT_LT(opinion, last);
    last = opinion;
  }
}

TEST(EModel, DelayCountsBeyondATenthOfASecond) {
  // Absolute delay alone: X = log2(400/100) = 2: 25 ((1 + 64)^(1/6) − 3 (1 + (2/3)^6)^(1/6) + 2)
  // = 25 (2.0052 − 3.0430 + 2) = 24.05; echo with 65 dB comes to it.
  const double at_400 = delay_impairment(0.4) - delay_impairment(0.0);
  std::printf("Id: 0 ms %.2f, 150 ms %.2f, 400 ms %.2f\n", delay_impairment(0.0),
              delay_impairment(0.15), delay_impairment(0.4));
  EXPECT_GT(at_400, 24.05);
  EXPECT_LT(at_400, 24.05 + 12.0);
  EXPECT_LT(delay_impairment(0.05), 2.0);
  EXPECT_NEAR(delay_impairment(0.0), 0.15, 0.05);  // listener echo of the default 110 dB
}

TEST(EModel, WidebandHasALongerScale) {
  Codec codec = siren();
  codec.impairment = 0.0;
  EXPECT_NEAR(transmission_rating(codec, {}), 129.0, 0.3);
  EXPECT_NEAR(mean_opinion_score(codec, {}), 4.5, 0.01);
  codec.impairment = 13.0;  // G.722 at 64 kbit/s
  EXPECT_NEAR(transmission_rating(codec, {}), 116.0, 0.3);
  EXPECT_NEAR(mean_opinion_score(codec, {}), 4.36, 0.03);  // of 116 / 1.29 = 89.9
}

}  // namespace
}  // namespace ocssim::models
