// The way from libFuzzer to a target.
#include "tests/fuzz/target.hpp"

#include <cstddef>
#include <cstdint>

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  ocssim::fuzz::fuzz_one({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
