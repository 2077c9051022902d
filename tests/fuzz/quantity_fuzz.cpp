// The grammar of quantities: what is read can be printed, and reads back as the same.
#include "scenarios/document/quantity.hpp"
#include "scenarios/document/quantity_format.hpp"
#include "tests/fuzz/target.hpp"

namespace ocssim::fuzz {

void fuzz_one(std::string_view input) {
  const auto read = scenarios::parse_any_quantity(input);
  if (read) {
    const std::string text = scenarios::format_quantity(*read);
    const auto again = scenarios::parse_quantity(text, read->dimension, {.allow_multiple = true});
    FUZZ_EXPECT(again.has_value());
    FUZZ_EXPECT(again->whole == read->whole);
  } else {
    FUZZ_EXPECT(!read.error().message.empty());
    FUZZ_EXPECT(read.error().begin <= input.size());
  }
  static_cast<void>(scenarios::parse_written_quantity(input));
  static_cast<void>(scenarios::parse_duration(input));
  static_cast<void>(scenarios::parse_size(input));
  static_cast<void>(scenarios::parse_rate(input));
  static_cast<void>(scenarios::parse_user_rate(input));
  static_cast<void>(scenarios::parse_fraction(input));
  static_cast<void>(scenarios::parse_multiple(input));
}

}  // namespace ocssim::fuzz
