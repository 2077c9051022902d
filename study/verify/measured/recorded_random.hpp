// The generators of the recorded programs: what they drew is drawn again, value by value, so the
// standard library's own have to be used, here and nowhere else.
#pragma once

#include <random>

namespace ocssim::study {

using RecordedGenerator = std::mt19937_64;
using RecordedExponential = std::exponential_distribution<double>;
using RecordedUniform = std::uniform_real_distribution<double>;
using RecordedInteger = std::uniform_int_distribution<int>;

}  // namespace ocssim::study
