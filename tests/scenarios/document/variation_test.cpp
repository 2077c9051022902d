// Lists, ranges and log ranges of --vary, and the design points they make.
#include "scenarios/document/variation.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;
using Texts = std::vector<std::string>;

/// Values of PATH=`list`; the error's message if it is refused.
Texts values_of(std::string_view list) {
  const auto variation = parse_variation("a.b=" + std::string(list));
  return variation ? variation->values : Texts{"refused: " + variation.error().message};
}

TEST(Variation, ListsAreKeptAsTheyWereWritten) {
  const auto variation = parse_variation("clients.users=40k, 100000 ,0.1M");
  ASSERT_TRUE(variation.has_value());
  EXPECT_EQ(variation->path, "clients.users");
  EXPECT_EQ(variation->values, (Texts{"40k", "100000", "0.1M"}));
  EXPECT_EQ(values_of("round_robin,least_connections"),
            (Texts{"round_robin", "least_connections"}));
  EXPECT_EQ(values_of("true,false"), (Texts{"true", "false"}));
  EXPECT_EQ(values_of("x1,x3"), (Texts{"x1", "x3"}));
  EXPECT_EQ(values_of("a=b"), (Texts{"a=b"}));  // split at the first equals sign
}

TEST(Variation, StringsListsAndObjectsMayHoldCommasAndDots) {
  EXPECT_EQ(values_of(R"("a, b","c..d:1")"), (Texts{R"("a, b")", R"("c..d:1")"}));
  EXPECT_EQ(values_of(R"("say \"a,b\"",[1,2],{"k":[3,4]})"),
            (Texts{R"("say \"a,b\"")", "[1,2]", R"({"k":[3,4]})"}));
}

TEST(Variation, RangesAreWrittenInTheUnitOfTheirStart) {
  EXPECT_EQ(values_of("20k..80k:20k"), (Texts{"20k", "40k", "60k", "80k"}));
  EXPECT_EQ(values_of("4 GiB..16 GiB:4 GiB"), (Texts{"4 GiB", "8 GiB", "12 GiB", "16 GiB"}));
  EXPECT_EQ(values_of("1..8:1").size(), 8U);
  EXPECT_EQ(values_of("500..2k:500"), (Texts{"500", "1000", "1500", "2000"}));
  EXPECT_EQ(values_of("1 GiB..2 GiB:512 MiB"), (Texts{"1 GiB", "1.5 GiB", "2 GiB"}));
  EXPECT_EQ(values_of("30 s .. 1 min : 15 s"), (Texts{"30 s", "45 s", "60 s"}));
  EXPECT_EQ(values_of("60 / user / hour..3 / user / min:60 / user / hour"),
            (Texts{"60 / user / hour", "120 / user / hour", "180 / user / hour"}));
}

TEST(Variation, StepsStayExact) {
  const Texts tenths = values_of("0.1..1.0:0.1");
  ASSERT_EQ(tenths.size(), 10U);
  EXPECT_EQ(tenths[2], "0.3");  // 0.1 + 0.1 + 0.1 in binary is 0.30000000000000004
  EXPECT_EQ(tenths[9], "1");
  EXPECT_EQ(values_of("99.9 %..99.95 %:0.01 %").back(), "99.95 %");
  EXPECT_EQ(values_of("20k..400k:20k").size(), 20U);
}

TEST(Variation, WhatItsUnitCannotSayIsSaidInThatOfTheStep) {
  EXPECT_EQ(values_of("1 h..2 h:20 min"), (Texts{"1 h", "80 min", "100 min", "2 h"}));
}

TEST(Variation, TheEndIsReachedOnlyByAStep) {
  EXPECT_EQ(values_of("1..8:3"), (Texts{"1", "4", "7"}));
  EXPECT_EQ(values_of("5..5:1"), (Texts{"5"}));
}

TEST(Variation, RangesStandInListsToo) {
  EXPECT_EQ(values_of("1,2,4..12:4,log 10..1000:3"),
            (Texts{"1", "2", "4", "8", "12", "10", "100", "1000"}));
}

TEST(Variation, LogRangesKeepTheirEndsAndRoundBetween) {
  EXPECT_EQ(values_of("log 1k..1M:7"),
            (Texts{"1k", "3.16k", "10k", "31.6k", "100k", "316k", "1M"}));
  EXPECT_EQ(values_of("log 10 ms..1 s:3"), (Texts{"10 ms", "100 ms", "1 s"}));
  EXPECT_EQ(values_of("log 0.1..10:3"), (Texts{"0.1", "1", "10"}));
  EXPECT_EQ(values_of("log 12345..99999:2"), (Texts{"12345", "99999"}));
}

TEST(Variation, LogRangesOfWholeThingsAreWhole) {
  EXPECT_EQ(values_of("log 1..1000:7"), (Texts{"1", "3", "10", "32", "100", "316", "1000"}));
  EXPECT_EQ(values_of("log 1..4:9"), (Texts{"1", "2", "3", "4"}));  // each once
  // 10^(1/2) GiB = 3.16 GiB is no whole number of bytes: 3238.17 MiB is rounded to MiB.
  EXPECT_EQ(values_of("log 1 GiB..10 GiB:3"), (Texts{"1 GiB", "3238 MiB", "10 GiB"}));
  EXPECT_EQ(values_of("log 1 GB..10 GB:3"), (Texts{"1 GB", "3.16 GB", "10 GB"}));
}

struct Fault {
  const char* text;
  Code code;
  std::size_t begin, length;
};
class VariationRefuses : public testing::TestWithParam<Fault> {};

TEST_P(VariationRefuses, WithItsPlaceInTheText) {
  const Fault& fault = GetParam();
  const auto variation = parse_variation(fault.text);
  ASSERT_FALSE(variation.has_value()) << fault.text;
  EXPECT_EQ(kind_of(variation.error().code).id, kind_of(fault.code).id) << fault.text;
  EXPECT_EQ(variation.error().begin, fault.begin) << fault.text;
  EXPECT_EQ(variation.error().length, fault.length) << fault.text;
  EXPECT_FALSE(variation.error().message.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Faults, VariationRefuses,
    testing::Values(
        Fault{"a.b", Code::bad_variation, 0, 3}, Fault{"=1", Code::bad_path, 0, 0},
        Fault{"a..b=1", Code::bad_path, 2, 1}, Fault{"a=", Code::bad_variation, 2, 0},
        Fault{"a=1,,2", Code::bad_variation, 4, 0}, Fault{"a=1, ", Code::bad_variation, 4, 1},
        Fault{"a=\"x,y", Code::bad_variation, 2, 1}, Fault{"a=[1,2", Code::bad_variation, 2, 1},
        Fault{"a=1]", Code::bad_variation, 3, 1}, Fault{"a=1..8", Code::bad_variation, 6, 0},
        Fault{"a=1,log 5", Code::bad_variation, 4, 5},
        Fault{"a=x..8:1", Code::not_a_quantity, 2, 1},
        Fault{"a=1..8 GiX:1", Code::unknown_unit, 7, 3},
        Fault{"a=1 h 30 min..3 h:30 min", Code::text_after_quantity, 6, 6},
        Fault{"a=1..8:", Code::not_a_quantity, 7, 0}, Fault{"a=1..8:0", Code::bad_range, 7, 1},
        Fault{"a=8..1:1", Code::bad_range, 2, 4},
        Fault{"a=1 GiB..4 min:1 GiB", Code::bad_range, 9, 5},
        Fault{"a=1 GiB..4 GiB:1", Code::bad_range, 15, 1},
        Fault{"a=1 B..2 B:0.5 B", Code::bad_range, 11, 5},
        Fault{"a=1..1M:1", Code::bad_range, 2, 7}, Fault{"a=1..1e200:1", Code::bad_range, 2, 10},
        Fault{"a=log 0..1k:3", Code::bad_range, 6, 1},
        Fault{"a=log 1k..1:3", Code::bad_range, 6, 5},
        Fault{"a=log 1..1k:1", Code::bad_range, 12, 1},
        Fault{"a=log 1..1k:2.5", Code::not_whole, 12, 3}));

std::string shown(const std::vector<Combination>& points) {
  std::string text;
  for (const Combination& point : points) {
    for (const Assignment& one : point) text += one.path + '=' + one.value + ' ';
    text += '|';
  }
  return text;
}

TEST(Combinations, TheLastPathOfAGridVariesFastest) {
  const std::vector<Variation> variations{{"a", {"1", "2"}}, {"b", {"x", "y", "z"}}};
  const auto points = combine(variations, false);
  ASSERT_TRUE(points.has_value());
  EXPECT_EQ(shown(*points), "a=1 b=x |a=1 b=y |a=1 b=z |a=2 b=x |a=2 b=y |a=2 b=z |");
}

TEST(Combinations, ZippedListsGoTogether) {
  const std::vector<Variation> variations{{"a", {"1", "2"}}, {"b", {"x", "y"}}};
  const auto points = combine(variations, true);
  ASSERT_TRUE(points.has_value());
  EXPECT_EQ(shown(*points), "a=1 b=x |a=2 b=y |");
}

TEST(Combinations, NothingVariedIsOnePoint) {
  EXPECT_EQ(shown(*combine({}, false)), "|");
  EXPECT_EQ(shown(*combine({}, true)), "|");
}

TEST(Combinations, UnequalListsTwicePathsAndHugeGridsAreRefused) {
  const std::vector<Variation> unequal{{"a", {"1", "2"}}, {"b", {"x"}}};
  EXPECT_TRUE(combine(unequal, false).has_value());
  ASSERT_FALSE(combine(unequal, true).has_value());
  EXPECT_EQ(combine(unequal, true).error().code, Code::variations_apart);
  const std::vector<Variation> twice{{"a", {"1"}}, {"a", {"2"}}};
  EXPECT_FALSE(combine(twice, false).has_value());
  EXPECT_FALSE(combine(twice, true).has_value());
  const Texts many(2000, "1");
  const std::vector<Variation> huge{{"a", many}, {"b", many}};
  EXPECT_FALSE(combine(huge, false).has_value());
  EXPECT_EQ(combine(huge, true)->size(), 2000U);
}

}  // namespace
}  // namespace ocssim::scenarios
