// question.json of a results folder: what is read is written back as the same question.
#include "study/question.hpp"
#include "tests/fuzz/target.hpp"

namespace ocssim::fuzz {

void fuzz_one(std::string_view input) {
  const auto question = study::question_from(input);
  if (!question) return;
  const std::string text = study::to_json(*question);
  const auto again = study::question_from(text);
  FUZZ_EXPECT(again.has_value());
  FUZZ_EXPECT(study::to_json(*again) == text);
}

}  // namespace ocssim::fuzz
