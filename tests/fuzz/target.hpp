// One fuzz target: an input from outside, read as the product reads it, and what must hold then.
//
// `fuzz_one` neither throws nor aborts: an input is wrong or right, never a crash. A property that
// fails aborts through FUZZ_EXPECT. Linked with libFuzzer (clang) or with replay.cpp (any
// compiler).
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace ocssim::fuzz {

/// Implemented once in each target.
void fuzz_one(std::string_view input);

inline void fail(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: property does not hold: %s\n", file, line, condition);
  std::abort();
}

}  // namespace ocssim::fuzz

#define FUZZ_EXPECT(condition) \
  ((condition) ? static_cast<void>(0) : ::ocssim::fuzz::fail(#condition, __FILE__, __LINE__))
