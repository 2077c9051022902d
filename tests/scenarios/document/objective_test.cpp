// Objectives become typed comparisons, or say where they are wrong.
#include "scenarios/document/objective.hpp"

#include <array>
#include <gtest/gtest.h>

namespace ocssim::scenarios {
namespace {

using namespace std::chrono_literals;
using Code = DiagnosticCode;

constexpr std::array time_statistics{Statistic::mean, Statistic::p50,   Statistic::p95,
                                     Statistic::p99,  Statistic::p99_9, Statistic::max};
constexpr std::array level_statistics{Statistic::mean, Statistic::max};
constexpr std::array count_statistics{Statistic::total, Statistic::rate};
constexpr std::array metrics{
    KnownMetric{"sign_in.success", Dimension::fraction, {}},
    KnownMetric{"sql.sproc_latency", Dimension::duration, time_statistics},
    KnownMetric{"snat.port_utilization", Dimension::fraction, level_statistics},
    KnownMetric{"front_end.queue_length", Dimension::count, level_statistics},
    KnownMetric{"snat.refused", Dimension::count, count_statistics},
    KnownMetric{"goodput.rate", Dimension::rate, {}},
};

Objective parse(std::string_view text) {
  auto objective = parse_objective(text, metrics);
  EXPECT_TRUE(objective.has_value())
      << text << ": " << (objective ? "" : objective.error().message);
  return objective ? *objective : Objective{};
}

TEST(Objective, HealthyStandsAlone) {
  EXPECT_TRUE(parse("healthy").healthy);
  EXPECT_TRUE(parse(" healthy ").healthy);
}

TEST(Objective, TimesAreKeptInNanoseconds) {
  const Objective objective = parse("sql.sproc_latency.p95 < 100 ms");
  EXPECT_EQ(objective.metric, "sql.sproc_latency");
  EXPECT_EQ(objective.statistic, Statistic::p95);
  EXPECT_EQ(objective.comparison, Comparison::less);
  EXPECT_EQ(objective.threshold.dimension, Dimension::duration);
  EXPECT_EQ(objective.threshold.whole, 100'000'000U);
  EXPECT_EQ(objective.text, "sql.sproc_latency.p95 < 100 ms");
}

TEST(Objective, PercentagesAreFractionsOfOne) {
  const Objective objective = parse("sign_in.success >= 99.9 %");
  EXPECT_EQ(objective.statistic, std::nullopt);
  EXPECT_EQ(objective.comparison, Comparison::greater_equal);
  EXPECT_EQ(objective.threshold.value, 0.999);
}

TEST(Objective, WindowAndComponentFollow) {
  const Objective objective =
      parse("snat.port_utilization.max<80% over any 1 h 30 min per snat_address");
  EXPECT_EQ(objective.window, Duration(90min));
  EXPECT_EQ(objective.component, "snat_address");
  EXPECT_EQ(objective.threshold.value, 0.8);
}

TEST(Objective, ComponentNeedsNoWindow) {
  const Objective objective = parse("front_end.queue_length.mean <= 3.5 per front_end");
  EXPECT_EQ(objective.component, "front_end");
  EXPECT_EQ(objective.window, std::nullopt);
  EXPECT_EQ(objective.threshold.value, 3.5);  // a mean count is no whole number
}

TEST(Objective, StatisticMayChangeTheDimension) {
  EXPECT_EQ(parse("snat.refused.rate < 0.1 / s").threshold.dimension, Dimension::rate);
  EXPECT_EQ(parse("snat.refused.total <= 10k").threshold.value, 10'000.0);
}

TEST(Objective, MetricNamedLikeAStatisticIsFoundWhole) {
  const Objective objective = parse("goodput.rate > 1200 / s");
  EXPECT_EQ(objective.metric, "goodput.rate");
  EXPECT_EQ(objective.statistic, std::nullopt);
}

TEST(Objective, WithoutMetricsTheUnitGivesTheDimension) {
  const auto objective = parse_objective("any.thing.p99_9 > 3 GiB", {});
  ASSERT_TRUE(objective.has_value());
  EXPECT_EQ(objective->metric, "any.thing");
  EXPECT_EQ(objective->statistic, Statistic::p99_9);
  EXPECT_EQ(objective->threshold.dimension, Dimension::size);
}

struct Fault {
  const char* text;
  Code code;
  std::size_t begin, length;
  const char* suggestion;
};
class ObjectiveRefuses : public testing::TestWithParam<Fault> {};

TEST_P(ObjectiveRefuses, WithItsPlaceInTheString) {
  const Fault& fault = GetParam();
  const auto objective = parse_objective(fault.text, metrics);
  ASSERT_FALSE(objective.has_value()) << fault.text;
  EXPECT_EQ(kind_of(objective.error().code).id, kind_of(fault.code).id) << fault.text;
  EXPECT_EQ(objective.error().begin, fault.begin) << fault.text;
  EXPECT_EQ(objective.error().length, fault.length) << fault.text;
  EXPECT_EQ(objective.error().suggestion, fault.suggestion) << fault.text;
}

INSTANTIATE_TEST_SUITE_P(
    Faults, ObjectiveRefuses,
    testing::Values(
        Fault{"", Code::bad_objective, 0, 0, ""},
        Fault{"healty", Code::bad_objective, 0, 6, "healthy"},
        Fault{"fast", Code::bad_objective, 0, 4, ""},
        Fault{"< 100 ms", Code::bad_objective, 0, 1, ""},
        Fault{"sql.sproc_latncy.p95 < 1 s", Code::unknown_metric, 0, 16, "sql.sproc_latency"},
        Fault{"sql.sproc_latncy < 1 s", Code::unknown_metric, 0, 16, "sql.sproc_latency"},
        Fault{"sql.sproc_latency.p96 < 1 s", Code::unknown_statistic, 18, 3, "p95"},
        Fault{"sql.sproc_latency.total < 1 s", Code::unknown_statistic, 18, 5, ""},
        Fault{"sign_in.success.p95 > 1 %", Code::unknown_statistic, 16, 3, ""},
        Fault{"sign_in.success", Code::bad_operator, 15, 0, ""},
        Fault{"sign_in.success = 99 %", Code::bad_operator, 16, 1, ""},
        Fault{"sign_in.success => 99 %", Code::bad_operator, 16, 2, ""},
        Fault{"sign_in.success is 99 %", Code::bad_operator, 16, 2, ""},
        Fault{"sign_in.success >= 99", Code::missing_unit, 19, 2, ""},
        Fault{"sign_in.success >=", Code::not_a_quantity, 18, 0, ""},
        Fault{"sign_in.success >= 99 ms", Code::wrong_dimension, 22, 2, ""},
        Fault{"sign_in.success >= 99 % always", Code::text_after_quantity, 24, 6, ""},
        Fault{"sign_in.success >= 99 % over 5 min", Code::bad_window, 24, 10, ""},
        Fault{"sign_in.success >= 99 % over any", Code::bad_window, 24, 8, ""},
        Fault{"sign_in.success >= 99 % over any 0 s", Code::bad_window, 33, 3, ""},
        Fault{"sign_in.success >= 99 % over any 5 m", Code::unknown_unit, 35, 1, "min"},
        Fault{"sign_in.success >= 99 % per", Code::bad_component, 24, 3, ""},
        Fault{"sign_in.success >= 99 % per Server", Code::bad_component, 28, 6, ""},
        Fault{"sign_in.success >= 99 % per vip over any 5 min", Code::bad_component, 32, 14, ""}));

TEST(Statistic, NamesAreTheirOwnInverse) {
  for (const Statistic statistic : time_statistics) {
    EXPECT_EQ(find_statistic(to_string(statistic)), statistic);
  }
  EXPECT_EQ(find_statistic("p96"), std::nullopt);
}

}  // namespace
}  // namespace ocssim::scenarios
