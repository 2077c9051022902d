// Loaded before the C library: the wall clock stands a year earlier at every look. What a test
// loads it into believes that somebody sets the clock back all the time.
#include <ctime>
#include <dlfcn.h>

namespace {

constexpr std::time_t year = 31'536'000;

std::time_t looks() {
  static std::time_t count = 0;
  return ++count;
}

}  // namespace

extern "C" {

std::time_t time(std::time_t* out) {
  const std::time_t past = 1'700'000'000 - looks() * year;
  if (out != nullptr) *out = past;
  return past;
}

int clock_gettime(clockid_t clock, std::timespec* out) {
  using Real = int (*)(clockid_t, std::timespec*);
  static const Real real = reinterpret_cast<Real>(dlsym(RTLD_NEXT, "clock_gettime"));
  const int outcome = real(clock, out);
  if (outcome == 0 && clock == CLOCK_REALTIME) out->tv_sec -= looks() * year;
  return outcome;
}

}  // extern "C"
