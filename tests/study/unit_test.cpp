#include "study/unit.hpp"

#include <gtest/gtest.h>
#include <set>

namespace ocssim::study {
namespace {

constexpr UnitKey base{.model_version = 1, .physical_scenario = "{}", .seed = 1, .replication = 0};

TEST(Unit, NameIs128BitsInHexadecimal) {
  const std::string name = unit_name(base);
  EXPECT_EQ(name.size(), 32u);
  EXPECT_EQ(name.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(name, unit_name(base));
}

TEST(Unit, EveryPartOfTheKeyChangesTheName) {
  std::set<std::string> names{unit_name(base)};
  UnitKey key = base;
  key.model_version = 2;
  names.insert(unit_name(key));
  key = base;
  key.physical_scenario = "{ }";
  names.insert(unit_name(key));
  key = base;
  key.seed = 2;
  names.insert(unit_name(key));
  key = base;
  key.replication = 1;
  names.insert(unit_name(key));
  key = base;
  key.fidelity = "superposed";
  names.insert(unit_name(key));
  EXPECT_EQ(names.size(), 6u);
}

}  // namespace
}  // namespace ocssim::study
