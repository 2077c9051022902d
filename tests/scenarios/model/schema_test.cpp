// The table itself, and what is generated from it.
#include "scenarios/model/schema.hpp"

#include "scenarios/embedded.hpp"
#include "scenarios/model/json_schema.hpp"
#include "scenarios/model/manual.hpp"
#include "scenarios/model/shipped_profile.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <regex>
#include <set>
#include <sstream>

namespace ocssim::scenarios {
namespace {

const Profile& profile_of(const std::string& name) {
  return *shipped_profile(name)->profile;
}

TEST(Profiles, EveryShippedOneIsReadWithoutFault) {
  for (const std::string& name : shipped_profiles()) {
    SourceTable sources;
    Diagnostics diagnostics;
    const auto text = embedded_file("profiles/" + name + ".json");
    EXPECT_TRUE(read_profile(sources, name, std::string(text.value_or("")), diagnostics))
        << render_text(diagnostics, sources);
  }
}

TEST(Profiles, AShippedOneIsReadOnceAndShared) {
  EXPECT_EQ(shipped_profile("ocs2007r2"), shipped_profile("ocs2007r2"));
  EXPECT_EQ(shipped_profile("ocs2007"), nullptr);
}

std::string pointer_of_path(const std::string& path) {
  std::string pointer;
  for (const char c : "." + path) pointer += c == '.' ? '/' : c;
  return pointer;
}

/// A generated file is compared, or rewritten with OCSSIM_UPDATE_EXPECTED=1.
void expect_file(const std::string& path, const std::string& text) {
  const std::filesystem::path file = std::filesystem::path(OCSSIM_SOURCE_DIR) / path;
  if (std::getenv("OCSSIM_UPDATE_EXPECTED") != nullptr) {
    std::ofstream(file, std::ios::binary) << text;
  }
  std::ostringstream present;
  present << std::ifstream(file, std::ios::binary).rdbuf();
  EXPECT_TRUE(present.str() == text)
      << path << " is not what the table gives; run this test with OCSSIM_UPDATE_EXPECTED=1";
}

TEST(Schema, EveryRowIsHelpedAndKnowsItsPlace) {
  for (const Field& field : schema_fields()) {
    EXPECT_FALSE(field.help.empty()) << field.path;
    EXPECT_NE(field.help.back(), '.') << field.path;
    ASSERT_NE(find_schema_node(field.path), nullptr) << field.path;
    EXPECT_EQ(find_schema_node(field.path)->field, &field);
    if (field.form == Form::choice) {
      EXPECT_FALSE(field.words.empty()) << field.path;
    }
  }
}

TEST(Schema, EveryBlockHasARow) {
  const std::function<void(const SchemaNode&)> visit = [&](const SchemaNode& node) {
    if (!node.path.empty() && !node.is_list()) {
      EXPECT_NE(node.field, nullptr) << node.path;
    }
    for (const SchemaNode& child : node.children) visit(child);
    if (node.element) visit(*node.element);
  };
  visit(schema_root());
}

TEST(Profiles, TheReferenceGivesEveryValueThatAPoolNeeds) {
  const Profile& profile = profile_of("ocs2007r2");
  for (const Field& field : schema_fields()) {
    const bool by_scenario = field.path == "schema_version" || field.path == "name" ||
                             field.path == "profile" || field.path.find("[]") != std::string::npos;
    if (field.need == Need::optional || by_scenario) continue;
    EXPECT_TRUE(profile.provenance.contains(pointer_of_path(field.path))) << field.path;
  }
}

TEST(Profiles, EveryDefaultIsAKeyOfTheSchemaWithSourceAndConfidence) {
  for (const std::string& name : shipped_profiles()) {
    const Profile& profile = profile_of(name);
    EXPECT_FALSE(profile.provenance.empty());
    for (const auto& [pointer, from] : profile.provenance) {
      std::string path = pointer.substr(1);
      for (char& c : path) c = c == '/' ? '.' : c;
      EXPECT_NE(find_schema_node(path), nullptr) << pointer;
      EXPECT_FALSE(from.source.empty()) << pointer;
      EXPECT_FALSE(from.confidence.empty()) << pointer;
    }
  }
}

TEST(Profiles, ADefaultWithoutSourceIsRefused) {
  SourceTable sources;
  Diagnostics diagnostics;
  EXPECT_FALSE(read_profile(sources, "p", R"({"defaults": {"clients": {"users": {"value": 5}}}})",
                            diagnostics));
  EXPECT_FALSE(read_profile(
      sources, "p",
      R"({"defaults": {"clients": {"users": {"value": 5, "source": "s", "confidence": "sure"}}}})",
      diagnostics));
  EXPECT_FALSE(
      read_profile(sources, "p", R"({"defaults": {"clients": {"users": 5}}})", diagnostics));
  EXPECT_FALSE(read_profile(
      sources, "p", R"({"healthy": [{"source": "s", "confidence": "quoted"}]})", diagnostics));
}

TEST(Profiles, EveryLineOfTheHealthyBandIsAnObjective) {
  const Scenario scenario = scenario_with("enterprise-100k");
  EXPECT_EQ(scenario.healthy_band.size(), profile_of("ocs2007r2").healthy.size());
  EXPECT_EQ(scenario.healthy_band.size(), 16U);
}

TEST(Manual, ThePageIsWhatTheTableGives) {
  expect_file("docs/scenario.md", scenario_manual());
}

TEST(Manual, EveryDefaultStandsInTheProfilesPage) {
  std::string page =
      "# Profiles\n\nGenerated from `scenarios/profiles`; a test holds this page against them. "
      "Confidence: *quoted* = read in the\nsource, *measured* = counted in its data or computed "
      "from it, *inferred* = by the arithmetic shown, *placeholder* =\nno source is known: "
      "results name those that an answer leans on. Source ids are those of "
      "[sources](sources.md).\n";
  for (const std::string& name : shipped_profiles()) page += "\n" + profile_manual(name);
  expect_file("docs/profiles.md", page);
}

TEST(Manual, EverySourceIdOfAProfileStandsInTheRegister) {
  std::ostringstream text;
  text << std::ifstream(std::filesystem::path(OCSSIM_SOURCE_DIR) / "docs/sources.md").rdbuf();
  const std::string sources = text.str();
  const std::set<std::string> no_ids{"BIG-IP", "MS-SIPAE"};
  const std::regex id("[A-Z][A-Z0-9]*-[A-Z0-9]+");
  std::size_t found = 0;
  for (const auto& [pointer, from] : profile_of("ocs2007r2").provenance) {
    const std::string& source = from.source;
    for (std::sregex_iterator it(source.begin(), source.end(), id), end; it != end; ++it) {
      if (no_ids.contains(it->str())) continue;
      ++found;
      EXPECT_NE(sources.find("| " + it->str() + " |"), std::string::npos)
          << it->str() << " of " << pointer << " is not in docs/sources.md";
    }
  }
  EXPECT_GT(found, 20U);
}

}  // namespace
}  // namespace ocssim::scenarios
