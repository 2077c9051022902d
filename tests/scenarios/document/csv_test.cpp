#include "scenarios/document/csv.hpp"

#include "scenarios/document/render.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::scenarios {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Parsed {
  SourceTable sources;
  Diagnostics diagnostics;
  std::optional<CsvTable> table;

  explicit Parsed(std::string text) {
    const SourceId id = sources.add("counters.csv", SourceKind::scenario, std::move(text));
    table = parse_csv(sources, id, diagnostics);
  }
  [[nodiscard]] std::string message() const { return render_text(diagnostics, sources); }
  [[nodiscard]] std::vector<std::string> texts() const {
    std::vector<std::string> result;
    for (const CsvField& field : table->fields) result.push_back(field.text);
    return result;
  }
};

TEST(Csv, ReadsQuotesBlanksAndEveryLineEnd) {
  const Parsed parsed("\xEF\xBB\xBF a ,\"b, \"\"c\"\"\"\r\n1, 2 \r\n\r\n\"x\ny\",\n  \t\n3,4");
  ASSERT_TRUE(parsed.table.has_value()) << parsed.message();
  EXPECT_EQ(parsed.table->head[0].text, "a");
  EXPECT_EQ(parsed.table->head[1].text, "b, \"c\"");
  EXPECT_THAT(parsed.texts(), ElementsAre("1", "2", "x\ny", "", "3", "4"));
  EXPECT_EQ(parsed.table->rows(), 3u);
  EXPECT_EQ(Parsed("a,b\r1,2\r").table->rows(), 1u);
}

TEST(Csv, FaultsOfTheTextNameTheirPlace) {
  EXPECT_THAT(Parsed("a,b\n1,\"2").message(), HasSubstr("counters.csv:2:3: error[E601]"));
  EXPECT_THAT(Parsed("a,b\n1,\"2\"x\n").message(), HasSubstr("counters.csv:2:6: error[E601]"));
  EXPECT_THAT(Parsed("a,b\n1\n").message(),
              HasSubstr("counters.csv:2:1: error[E602]: a row of 1 fields under a head of 2"));
  EXPECT_THAT(Parsed("a,b\n1,2,3\n").message(), HasSubstr("error[E602]"));
  EXPECT_THAT(Parsed("a,b\n1,\xFF\n").message(), HasSubstr("counters.csv:2:3: error[E107]"));
  EXPECT_THAT(Parsed("").message(), HasSubstr("error[E112]"));
  EXPECT_THAT(Parsed(" \n\n").message(), HasSubstr("error[E112]"));
  EXPECT_THAT(Parsed("a,b\n").message(), HasSubstr("error[E608]"));
}

TEST(Csv, SizeIsBoundedWhileReading) {
  EXPECT_THAT(Parsed(std::string(1001, ',')).message(), HasSubstr("error[E607]"));
  std::string many = "a,b\n";
  for (int row = 0; row < 500'001; ++row) many += ",\n";
  EXPECT_THAT(Parsed(std::move(many)).message(), HasSubstr("error[E607]"));
  EXPECT_THAT(Parsed(std::string((std::size_t{64} << 20U) + 1, '1')).message(),
              HasSubstr("error[E111]"));
}

TEST(Csv, NumbersAreDigitsWithADecimalPoint) {
  const Parsed parsed("a\n1.5e3\n\"\"\n");
  Diagnostics none;
  EXPECT_EQ(csv_number(parsed.table->fields[0], none), 1500.0);
  EXPECT_EQ(csv_number(parsed.table->fields[1], none), std::nullopt);
  EXPECT_TRUE(none.empty());
  for (const char* const wrong :
       {"x", "1,5", "1 000", "inf", "nan", "1e999", "0x10", "5 %", "+1"}) {
    Diagnostics diagnostics;
    EXPECT_EQ(csv_number({wrong, {}}, diagnostics), std::nullopt) << wrong;
    EXPECT_EQ(diagnostics.count(), 1u) << wrong;
  }
}

}  // namespace
}  // namespace ocssim::scenarios
