// Every diagnostic of the catalog that a file or a question can cause is caused by a sample.
#include "scenarios/document/diagnostic_catalog.hpp"
#include "scenarios/document/variation.hpp"
#include "scenarios/document/where.hpp"
#include "tests/scenarios/validate_file.hpp"

#include <array>
#include <filesystem>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace ocssim::scenarios {
namespace {

/// Documents and the way they are put together: E1xx but for those that need a very long text.
bool is_of_documents(const DiagnosticKind& kind) {
  return kind.id.substr(0, 2) == "E1" && kind.code != DiagnosticCode::document_too_large &&
         kind.code != DiagnosticCode::too_many_values;  // tests/cli/all_faults_test.cpp
}

TEST(DiagnosticCatalog, EveryDocumentDiagnosticIsReachedByASample) {
  std::set<std::string_view> reached;
  const auto folder = std::filesystem::path(OCSSIM_SOURCE_DIR) / "tests" / "scenarios" / "invalid";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".json") || path.ends_with(".part.json")) continue;
    const Document document = validate_file(path);
    for (const Diagnostic& diagnostic : document.diagnostics.entries()) {
      reached.insert(kind_of(diagnostic.code).id);
    }
  }
  for (const DiagnosticKind& kind : diagnostic_catalog()) {
    if (!is_of_documents(kind)) continue;
    EXPECT_TRUE(reached.contains(kind.id)) << kind.id << ' ' << kind.slug;
  }
}

TEST(DiagnosticCatalog, EveryDiagnosticOfAQuestionIsReachedByASample) {
  std::set<std::string_view> reached;
  const auto add = [&reached](const TextError& error) { reached.insert(kind_of(error.code).id); };
  for (const std::string_view sample : {"clients.users", "clients.users=8..1:1"}) {
    const auto variation = parse_variation(sample);
    ASSERT_FALSE(variation.has_value()) << sample;
    add(variation.error());
  }
  const std::array twice{Variation{"a", {"1"}}, Variation{"a", {"2"}}};
  const auto points = combine(twice, false);
  ASSERT_FALSE(points.has_value());
  add(points.error());
  Value root = Value::make_object();
  root.set("a", {}, Value::make_number(0.0));
  for (const std::string_view sample : {"a = 1", "a.b > 1", "a > 1 min", "1 / a > 2"}) {
    const auto condition = parse_condition(sample);
    const auto answer = condition ? holds(*condition, root) : failure(condition.error());
    ASSERT_FALSE(answer.has_value()) << sample;
    add(answer.error());
  }
  for (const DiagnosticKind& kind : diagnostic_catalog()) {
    if (kind.id.substr(0, 2) != "E5") continue;
    EXPECT_TRUE(reached.contains(kind.id)) << kind.id << ' ' << kind.slug;
  }
}

}  // namespace
}  // namespace ocssim::scenarios
