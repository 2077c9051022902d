// Every diagnostic of the catalog that a file can cause is caused by a sample file.
#include "scenarios/document/diagnostic_catalog.hpp"
#include "tests/scenarios/validate_file.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace ocssim::scenarios {
namespace {

/// Documents and the way they are put together: E1xx but for the one that needs 64 MiB.
bool is_of_documents(const DiagnosticKind& kind) {
  return kind.id.substr(0, 2) == "E1" && kind.code != DiagnosticCode::document_too_large;
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

}  // namespace
}  // namespace ocssim::scenarios
