// Conditions of --where: precedence, kinds, places of errors.
#include "scenarios/document/where.hpp"

#include <gtest/gtest.h>
#include <string>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;

Value block(std::initializer_list<std::pair<const char*, Value>> members) {
  Value value = Value::make_object();
  for (const auto& [key, member] : members) value.set(key, {}, member);
  return value;
}

Value text(const char* content) {
  return Value::make_string(content);
}
Value number(double value) {
  return Value::make_number(value);
}

/// The shape of a resolved scenario, small.
Value scenario() {
  Value addresses = block({{"addresses", number(2)}, {"time_wait", text("2 s")}});
  Value stations = Value::make_array();
  stations.items().push_back(block({{"servers", number(4)}}));
  return block({{"clients", block({{"users", text("100k")}, {"polls", text("60 / user / hour")}})},
                {"load_balancer", block({{"nat", text("snat")}, {"snat", addresses}})},
                {"front_ends", block({{"count", number(8)}, {"clock", text("2.5 GHz")}})},
                {"sql", block({{"memory", text("12 GiB")}, {"awe", Value::make_boolean(false)}})},
                {"call", block({{"work", text("5 Mcycles")}, {"none", number(0)}})},
                {"stations", stations},
                {"threshold", text("80 %")}});
}

Expected<bool, TextError> judge(std::string_view condition) {
  const auto parsed = parse_condition(condition);
  if (!parsed) return failure(parsed.error());
  return holds(*parsed, scenario());
}

bool is_true(std::string_view condition) {
  const auto answer = judge(condition);
  EXPECT_TRUE(answer.has_value()) << condition << ": " << (answer ? "" : answer.error().message);
  return answer.value_or(false);
}

TEST(Where, ComparesPathsWithQuantities) {
  EXPECT_TRUE(
      is_true("clients.users / load_balancer.snat.addresses <= 65k and front_ends.count >= 4"));
  EXPECT_FALSE(is_true("clients.users / load_balancer.snat.addresses < 50k"));
  EXPECT_TRUE(is_true("sql.memory >= 12 GiB"));
  EXPECT_TRUE(is_true("sql.memory>12GB"));
  EXPECT_TRUE(is_true("load_balancer.snat.time_wait == 2000 ms"));
  EXPECT_TRUE(is_true("load_balancer.snat.time_wait < 1 min 30 s"));
  EXPECT_TRUE(is_true("stations[0].servers != 3"));
  EXPECT_TRUE(is_true("threshold == 0.8"));
}

TEST(Where, ProductsBindBeforeSumsSumsBeforeComparisonsAndBeforeOr) {
  EXPECT_TRUE(is_true("1 + 2 * 3 == 7"));
  EXPECT_TRUE(is_true("(1 + 2) * 3 == 9"));
  EXPECT_TRUE(is_true("10 - 4 - 3 == 3"));
  EXPECT_TRUE(is_true("24 / 4 / 2 == 3"));
  EXPECT_TRUE(is_true("1 == 1 or 1 == 2 and 1 == 2"));
  EXPECT_FALSE(is_true("(1 == 1 or 1 == 2) and 1 == 2"));
  EXPECT_TRUE(is_true("not 1 == 2 and 1 == 1"));
  EXPECT_FALSE(is_true("not (1 == 2 or 1 == 1)"));
  EXPECT_TRUE(is_true("!(1==2)&&1==1||1==2"));
  EXPECT_TRUE(is_true("not not 1 < 2"));
}

TEST(Where, KindsFollowFromArithmetic) {
  EXPECT_TRUE(is_true("clients.users * clients.polls <= 2000 / s"));  // 1,666.7 / s
  EXPECT_FALSE(is_true("clients.users * clients.polls <= 1600 / s"));
  EXPECT_TRUE(is_true("call.work / front_ends.clock == 2 ms"));
  EXPECT_TRUE(is_true("sql.memory / 4 GiB == 3"));
  EXPECT_TRUE(is_true("sql.memory / 1 s >= 100 MB/s"));
  EXPECT_TRUE(is_true("sql.memory - 4 GiB * 2 == 4 GiB"));
}

TEST(Where, ASlashBeforeAPeriodBelongsToTheNumber) {
  EXPECT_TRUE(is_true("clients.polls == 60 / user / hour"));
  EXPECT_TRUE(is_true("clients.polls == 1/user/min"));
  EXPECT_TRUE(is_true("16 / front_ends.count == 2"));
}

TEST(Where, WordsAndSwitchesAreCompared) {
  EXPECT_TRUE(is_true("load_balancer.nat == snat"));
  EXPECT_TRUE(is_true("\"snat\" == load_balancer.nat"));
  EXPECT_TRUE(is_true("load_balancer.nat != \"dnat\""));
  EXPECT_TRUE(is_true("not sql.awe"));
  EXPECT_TRUE(is_true("sql.awe == false"));
  EXPECT_FALSE(is_true("sql.awe or false"));
}

TEST(Where, WhatIsDecidedDoesNotHangOnADivisionByZero) {
  EXPECT_FALSE(is_true("call.none > 0 and clients.users / call.none < 65k"));
  EXPECT_FALSE(is_true("clients.users / call.none < 65k and call.none > 0"));
  EXPECT_TRUE(is_true("call.none == 0 or 1 / call.none > 2"));
}

struct Fault {
  const char* text;
  Code code;
  std::size_t begin, length;
  const char* suggestion;
};
class WhereRefuses : public testing::TestWithParam<Fault> {};

TEST_P(WhereRefuses, WithItsPlaceInTheText) {
  const Fault& fault = GetParam();
  const auto answer = judge(fault.text);
  ASSERT_FALSE(answer.has_value()) << fault.text;
  EXPECT_EQ(kind_of(answer.error().code).id, kind_of(fault.code).id) << fault.text;
  EXPECT_EQ(answer.error().begin, fault.begin) << fault.text;
  EXPECT_EQ(answer.error().length, fault.length) << fault.text;
  EXPECT_EQ(answer.error().suggestion, fault.suggestion) << fault.text;
}

INSTANTIATE_TEST_SUITE_P(
    Syntax, WhereRefuses,
    testing::Values(Fault{"", Code::bad_condition, 0, 0, ""},
                    Fault{"1 <", Code::bad_condition, 3, 0, ""},
                    Fault{"1 = 1", Code::bad_condition, 2, 1, "=="},
                    Fault{"1 < 2 < 3", Code::bad_condition, 6, 1, ""},
                    Fault{"(1 < 2", Code::bad_condition, 0, 1, ""},
                    Fault{"1 < 2)", Code::bad_condition, 5, 1, ""},
                    Fault{"1 < 2 front_ends.count", Code::bad_condition, 6, 10, ""},
                    Fault{"1 < and", Code::bad_condition, 4, 3, ""},
                    Fault{"1 < -2", Code::bad_condition, 4, 1, ""},
                    Fault{"\"a == 1", Code::bad_condition, 0, 7, ""},
                    Fault{"1. < 2", Code::bad_condition, 0, 1, ""},
                    Fault{"sql.memory > 4 Gib", Code::unknown_unit, 15, 3, "GiB"},
                    Fault{"a..b > 1", Code::bad_path, 2, 1, ""}));

INSTANTIATE_TEST_SUITE_P(
    Kinds, WhereRefuses,
    testing::Values(Fault{"sql.memory > 4 min", Code::kinds_differ, 0, 18, ""},
                    Fault{"1 < 2 and sql.memory + 1 > 4", Code::kinds_differ, 10, 14, ""},
                    Fault{"load_balancer.snat.adresses >= 2", Code::unknown_path, 0, 27,
                          "load_balancer.snat.addresses"},
                    Fault{"front_end.count >= 2", Code::unknown_path, 0, 15, "front_ends.count"},
                    Fault{"treshold > 1 %", Code::unknown_path, 0, 8, "threshold"},
                    Fault{"treshold == 1 %", Code::unknown_path, 0, 8, "threshold"},
                    Fault{"load_balancer.nat < snat", Code::unknown_path, 20, 4, ""},
                    Fault{"load_balancer.nat < \"snat\"", Code::kinds_differ, 0, 26, ""},
                    Fault{"load_balancer.nat == 5", Code::kinds_differ, 0, 22, ""},
                    Fault{"load_balancer.snat > 5", Code::kinds_differ, 0, 18, ""},
                    Fault{"front_ends.count", Code::kinds_differ, 0, 16, ""},
                    Fault{"not front_ends.count", Code::kinds_differ, 4, 16, ""},
                    Fault{"sql.awe + 1 > 0", Code::kinds_differ, 0, 7, ""},
                    Fault{"sql.awe < true", Code::kinds_differ, 0, 14, ""},
                    Fault{"1 < 2 and 1 / call.none > 2", Code::no_condition_value, 10, 13, ""}));

TEST(Where, DeepNestingIsRefusedInsteadOfOverflowing) {
  EXPECT_FALSE(judge(std::string(100'000, '(')).has_value());
  EXPECT_FALSE(judge(std::string(100'000, '!')).has_value());
  std::string chain = "1 < 2";
  for (int i = 0; i < 10'000; ++i) chain += " and 1 < 2";
  EXPECT_TRUE(is_true(chain));
}

TEST(Where, MessagesNameTheKinds) {
  EXPECT_EQ(judge("sql.memory > 4 min").error().message, "a size in bytes is compared with a time");
  EXPECT_EQ(judge("sql.memory * 1 s > 4").error().message,
            "a number of s B is compared with a plain number");
}

}  // namespace
}  // namespace ocssim::scenarios
