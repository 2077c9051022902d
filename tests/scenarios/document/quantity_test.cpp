// Quantities: exact numbers, known units, faults with their place.
#include "scenarios/document/quantity.hpp"

#include "scenarios/document/render.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <limits>
#include <sstream>

namespace ocssim::scenarios {
namespace {

using namespace std::chrono_literals;
using Code = DiagnosticCode;

TEST(Quantity, TimesAreExactNanoseconds) {
  EXPECT_EQ(*parse_duration("20 min"), Duration(20min));
  EXPECT_EQ(*parse_duration("0.1 s"), Duration(100'000'000));
  EXPECT_EQ(*parse_duration("2h"), Duration(2h));
  EXPECT_EQ(*parse_duration("1 day"), Duration(24h));
  EXPECT_EQ(*parse_duration("16 s"), Duration(16s));
  EXPECT_EQ(*parse_duration("1.5 ms"), Duration(1'500'000));
  EXPECT_EQ(*parse_duration("250 µs"), Duration(250us));
  EXPECT_EQ(*parse_duration("7 ns"), Duration(7));
  EXPECT_EQ(*parse_duration("0 s"), Duration(0));
  EXPECT_EQ(*parse_duration("1e3 ms"), Duration(1s));
  EXPECT_EQ(*parse_duration("  5 min "), Duration(5min));
}

TEST(Quantity, CompoundTimesAddTheirParts) {
  EXPECT_EQ(*parse_duration("1 h 30 min"), Duration(90min));
  EXPECT_EQ(*parse_duration("1h30min"), Duration(90min));
  EXPECT_EQ(*parse_duration("1 d 2 h 3 min 4.5 s"), Duration(24h + 2h + 3min + 4500ms));
}

TEST(Quantity, LongestTimeIsTheLargestNanosecond) {
  EXPECT_EQ(*parse_duration("9223372036854775807 ns"), Duration::max());
  EXPECT_EQ(parse_duration("9223372036854775808 ns").error().code, Code::quantity_too_large);
  EXPECT_EQ(parse_duration("106751 d 23 h 47 min 16.854775807 s").value(), Duration::max());
  EXPECT_EQ(parse_duration("106751 d 23 h 47 min 16.854775808 s").error().code,
            Code::quantity_too_large);
}

TEST(Quantity, SizesKeepSiAndIecApart) {
  EXPECT_EQ(*parse_size("4 GiB"), 4294967296U);
  EXPECT_EQ(*parse_size("4 GB"), 4000000000U);
  EXPECT_EQ(*parse_size("1.5 KiB"), 1536U);
  EXPECT_EQ(*parse_size("300 B"), 300U);
  EXPECT_EQ(*parse_size("18446744073709551615 B"), std::numeric_limits<std::uint64_t>::max());
}

TEST(Quantity, CountsTakeSuffixesOrNone) {
  EXPECT_EQ(*parse_count("10k"), 10'000U);
  EXPECT_EQ(*parse_count("1M"), 1'000'000U);
  EXPECT_EQ(*parse_count("1.25 M"), 1'250'000U);
  EXPECT_EQ(*parse_count("8"), 8U);
  EXPECT_EQ(*parse_key_bits("2048"), 2048U);
  EXPECT_EQ(*parse_key_bits("2048 bits"), 2048U);
}

TEST(Quantity, RatesArePerSecond) {
  EXPECT_EQ(*parse_user_rate("2 / user / hour"), 2.0 / 3600.0);
  EXPECT_EQ(*parse_user_rate("2/user/h"), 2.0 / 3600.0);
  EXPECT_EQ(*parse_user_rate("60 / user / day"), 60.0 / 86400.0);
  EXPECT_EQ(*parse_rate("13.9 / s"), 13.9);
  EXPECT_EQ(*parse_rate("120/min"), 2.0);
}

TEST(Quantity, RealsAreRoundedOnce) {
  EXPECT_EQ(*parse_frequency("2.33 GHz"), 2.33e9);
  EXPECT_EQ(*parse_bandwidth("250 Mbps"), 250e6);
  EXPECT_EQ(*parse_bandwidth("1 Gbit/s"), 1e9);
  EXPECT_EQ(*parse_byte_rate("60 MB/s"), 60e6);
  EXPECT_EQ(*parse_byte_rate("1 MiB/s"), 1048576.0);
  EXPECT_EQ(*parse_fraction("5 %"), 0.05);
  EXPECT_EQ(*parse_fraction("99.9%"), 0.999);
  EXPECT_EQ(*parse_megacycles("150 Mcycles"), 150.0);
  EXPECT_EQ(*parse_megacycles("2 Gcycles"), 2000.0);
}

TEST(Quantity, MultiplesOnlyWhereAllowed) {
  const auto multiple = parse_quantity("x3", Dimension::count, {.allow_multiple = true});
  ASSERT_TRUE(multiple.has_value());
  EXPECT_TRUE(multiple->is_multiple);
  EXPECT_EQ(multiple->value, 3.0);
  EXPECT_EQ(*parse_multiple("x 0.5"), 0.5);
  EXPECT_EQ(parse_quantity("x3", Dimension::count).error().code, Code::multiple_not_allowed);
  EXPECT_EQ(parse_multiple("3").error().code, Code::not_a_quantity);
  EXPECT_EQ(parse_multiple("xyz").error().code, Code::not_a_quantity);
  EXPECT_EQ(parse_multiple("x1e999").error().code, Code::quantity_too_large);
}

TEST(Quantity, TheUnitAloneGivesTheDimension) {
  EXPECT_EQ(parse_any_quantity("100 ms")->dimension, Dimension::duration);
  EXPECT_EQ(parse_any_quantity("80 %")->dimension, Dimension::fraction);
  EXPECT_EQ(parse_any_quantity("12")->dimension, Dimension::count);
  EXPECT_EQ(parse_any_quantity("3.6")->dimension, Dimension::number);
  EXPECT_EQ(parse_any_quantity("3 / s")->dimension, Dimension::rate);
  EXPECT_EQ(parse_any_quantity("3 furlong").error().code, Code::unknown_unit);
}

struct Fault {
  const char* text;
  Dimension dimension;
  Code code;
  std::size_t begin, length;
  const char* suggestion;
};
class QuantityRefuses : public testing::TestWithParam<Fault> {};

TEST_P(QuantityRefuses, WithItsPlaceInTheString) {
  const Fault& fault = GetParam();
  const auto quantity = parse_quantity(fault.text, fault.dimension);
  ASSERT_FALSE(quantity.has_value()) << fault.text;
  const TextError& error = quantity.error();
  EXPECT_EQ(kind_of(error.code).id, kind_of(fault.code).id) << fault.text;
  EXPECT_EQ(error.begin, fault.begin) << fault.text;
  EXPECT_EQ(error.length, fault.length) << fault.text;
  EXPECT_EQ(error.suggestion, fault.suggestion) << fault.text;
  EXPECT_FALSE(error.message.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Faults, QuantityRefuses,
    testing::Values(
        Fault{"", Dimension::duration, Code::not_a_quantity, 0, 0, ""},
        Fault{"soon", Dimension::duration, Code::not_a_quantity, 0, 4, ""},
        Fault{".5 s", Dimension::duration, Code::not_a_quantity, 0, 2, ""},
        Fault{"+5 s", Dimension::duration, Code::not_a_quantity, 0, 1, ""},
        Fault{"-5 s", Dimension::duration, Code::negative_quantity, 0, 1, ""},
        Fault{"20", Dimension::duration, Code::missing_unit, 0, 2, ""},
        Fault{"20 mim", Dimension::duration, Code::unknown_unit, 3, 3, "min"},
        Fault{"5 m", Dimension::duration, Code::unknown_unit, 2, 1, "min"},
        Fault{"12 GiB", Dimension::duration, Code::wrong_dimension, 3, 3, ""},
        Fault{"100 Mbps", Dimension::size, Code::wrong_dimension, 4, 4, ""},
        Fault{"4 KB", Dimension::size, Code::unknown_unit, 2, 2, "KiB"},
        Fault{"4 G", Dimension::size, Code::unknown_unit, 2, 1, "GiB"},
        Fault{"4 Gib", Dimension::size, Code::unknown_unit, 2, 3, "GiB"},
        Fault{"1,000", Dimension::count, Code::unknown_unit, 1, 1, ""},
        Fault{"1.5", Dimension::count, Code::not_whole, 0, 3, ""},
        Fault{"0.1 GiB", Dimension::size, Code::not_whole, 0, 7, ""},
        Fault{"0.5 ns", Dimension::duration, Code::not_whole, 0, 6, ""},
        Fault{"300 d 999999 d", Dimension::duration, Code::compound_order, 6, 8, ""},
        Fault{"30 min 1 h", Dimension::duration, Code::compound_order, 7, 3, ""},
        Fault{"1.5 h 30 min", Dimension::duration, Code::compound_order, 0, 3, ""},
        Fault{"1 h 30", Dimension::duration, Code::missing_unit, 4, 2, ""},
        Fault{"1 h later", Dimension::duration, Code::not_a_quantity, 4, 5, ""},
        Fault{"300 years", Dimension::duration, Code::unknown_unit, 4, 5, ""},
        Fault{"1e30 s", Dimension::duration, Code::quantity_too_large, 0, 6, ""},
        Fault{"99999999999999999999 B", Dimension::size, Code::quantity_too_large, 0, 20, ""},
        Fault{"1e999 GHz", Dimension::frequency, Code::quantity_too_large, 0, 9, ""},
        // Found by fuzzing: was printed with more digits than are read.
        Fault{"18446744073709551615GHz", Dimension::frequency, Code::quantity_too_large, 0, 23, ""},
        Fault{"5 % more", Dimension::fraction, Code::text_after_quantity, 4, 4, ""},
        Fault{"5", Dimension::fraction, Code::missing_unit, 0, 1, ""},
        Fault{"2 / user", Dimension::user_rate, Code::unknown_unit, 2, 6, "/ user / hour"},
        Fault{"2 / s", Dimension::user_rate, Code::wrong_dimension, 2, 3, ""},
        Fault{"2 / user / hour", Dimension::rate, Code::wrong_dimension, 2, 13, ""}));

Diagnostics read(const std::string& text, Dimension dimension) {
  SourceTable sources;
  const SourceId id = sources.add("t", SourceKind::scenario, text);
  Diagnostics diagnostics;
  const auto end = static_cast<std::uint32_t>(text.size());
  const bool is_string = text.front() == '"';
  const Value value = is_string ? Value::make_string("20 mim", {id, 0, end})
                                : Value::make_number(text, {id, 0, end});
  EXPECT_EQ(read_quantity(value, dimension, "/x", sources, diagnostics), std::nullopt);
  return diagnostics;
}

TEST(ReadQuantity, BareNumberIsRefusedWithAnExample) {
  const Diagnostics diagnostics = read("20", Dimension::duration);
  ASSERT_EQ(diagnostics.count(), 1U);
  EXPECT_EQ(diagnostics.entries()[0].code, Code::missing_unit);
  EXPECT_NE(diagnostics.entries()[0].help.find("20 min"), std::string::npos);
}

TEST(ReadQuantity, PlaceInsideTheStringCountsEscapes) {
  const Diagnostics diagnostics = read("\"20 \\u006dim\"", Dimension::duration);
  ASSERT_EQ(diagnostics.count(), 1U);
  EXPECT_EQ(diagnostics.entries()[0].where.begin, 4U);
  EXPECT_EQ(diagnostics.entries()[0].where.end, 12U);
}

TEST(ReadQuantity, BareCountsAreFine) {
  SourceTable sources;
  const SourceId id = sources.add("t", SourceKind::scenario, "8");
  Diagnostics diagnostics;
  const Value value = Value::make_number(std::uint64_t{8}, {id, 0, 1});
  const auto quantity = read_quantity(value, Dimension::count, "/x", sources, diagnostics);
  ASSERT_TRUE(quantity.has_value());
  EXPECT_EQ(quantity->whole, 8U);
  EXPECT_TRUE(diagnostics.empty());
}

TEST(ReadQuantity, NegativeAndBrokenCountsAreRefused) {
  SourceTable sources;
  const SourceId id = sources.add("t", SourceKind::scenario, "-8 1.5");
  Diagnostics diagnostics;
  EXPECT_FALSE(read_quantity(Value::make_number("-8", {id, 0, 2}), Dimension::count, "", sources,
                             diagnostics));
  EXPECT_FALSE(read_quantity(Value::make_number("1.5", {id, 3, 6}), Dimension::count, "", sources,
                             diagnostics));
  EXPECT_FALSE(read_quantity(Value::make_boolean(true, {id, 0, 2}), Dimension::count, "", sources,
                             diagnostics));
  ASSERT_EQ(diagnostics.count(), 3U);
  EXPECT_EQ(diagnostics.entries()[0].code, Code::negative_quantity);
  EXPECT_EQ(diagnostics.entries()[1].code, Code::not_whole);
  EXPECT_EQ(diagnostics.entries()[2].code, Code::not_a_quantity);
}

TEST(Unit, EveryExampleIsAccepted) {
  for (const auto dimension :
       {Dimension::duration, Dimension::size, Dimension::count, Dimension::fraction,
        Dimension::rate, Dimension::user_rate, Dimension::frequency, Dimension::bandwidth,
        Dimension::byte_rate, Dimension::cycles, Dimension::key_bits, Dimension::number}) {
    EXPECT_TRUE(parse_quantity(example_of(dimension), dimension).has_value())
        << example_of(dimension);
  }
}

TEST(Unit, EveryUnitOfTheTableIsAcceptedAndUnique) {
  for (const Unit& unit : units()) {
    EXPECT_TRUE(parse_quantity("3 " + std::string(unit.name), unit.dimension).has_value())
        << unit.name;
    EXPECT_EQ(find_unit(unit.name), &unit) << unit.name;
  }
}

TEST(Unit, EveryUnitStandsInTheGrammar) {
  std::ostringstream text;
  text << std::ifstream(std::string(OCSSIM_SOURCE_DIR) + "/docs/quantities.md").rdbuf();
  for (const Unit& unit : units()) {
    const std::string name(unit.name.substr(unit.name.rfind(' ') + 1));  // of rates, the period
    if (name == "\u03bcs") continue;  // the Greek letter for the micro sign
    EXPECT_NE(text.str().find('"' + name + '"'), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace ocssim::scenarios
