// The generated JSON Schema and the loader judge the same corpus alike.
#include "scenarios/model/json_schema.hpp"

#include "scenarios/document/write.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace ocssim::scenarios {
namespace {

std::filesystem::path test_folder() {
  return std::filesystem::path(OCSSIM_SOURCE_DIR) / "tests" / "scenarios" / "model";
}

std::filesystem::path corpus_path() {
  return test_folder() / "corpus.json";
}

TEST(JsonSchema, TheLoaderJudgesTheCorpusAsStated) {
  std::ostringstream text;
  text << std::ifstream(corpus_path(), std::ios::binary).rdbuf();
  const Document corpus = parse_document({"corpus.json", text.str()});
  const Value* cases = corpus.root.find("cases");
  ASSERT_NE(cases, nullptr);
  ASSERT_GE(cases->items().size(), 60U);
  for (const Value& each : cases->items()) {
    const std::string document = write_pretty(*each.find("document"));
    // "extends" is read before validation, so its faults show with those of the document.
    Document parsed = parse_document({"case.json", document});
    const Value* extends = parsed.root.find("extends");
    const bool extends_fault = extends != nullptr && !extends->is_array();
    const bool accepted =
        !extends_fault && validate(resolve_document(std::move(parsed))).has_value();
    EXPECT_EQ(accepted, each.find("valid")->as_boolean()) << each.find("name")->as_string();
  }
}

TEST(JsonSchema, PythonJudgesTheCorpusAsStated) {
  const std::filesystem::path schema =
      std::filesystem::path(OCSSIM_BINARY_DIR) / "scenario-schema.json";
  std::ofstream(schema, std::ios::binary) << scenario_json_schema();
  std::ostringstream command;
  command << std::filesystem::path(OCSSIM_PYTHON) << ' ' << test_folder() / "check_corpus.py" << ' '
          << schema << ' ' << corpus_path();
  EXPECT_EQ(std::system(command.str().c_str()), 0);
}

}  // namespace
}  // namespace ocssim::scenarios
