// The reader of stored replications, behind its checksum: what it takes, it writes back the same.
#include "reports/store/hash.hpp"
#include "reports/store/replication_file.hpp"
#include "tests/fuzz/target.hpp"

namespace ocssim::fuzz {
namespace {

constexpr std::string_view name = "0123456789abcdef0123456789abcdef";

/// What stands before the numbers. Taken from what is written, not copied: a copy once stayed
/// behind when the format changed, and every input was refused at its first line.
std::string head() {
  const std::string written = reports::write_observations(name, {});
  return written.substr(0, written.find(name) + name.size());
}

/// With a right head and checksum, so that the fuzzer reaches what lies behind them.
std::string sealed(std::string_view content) {
  static const std::string before = head();
  const std::string bytes = before + std::string(content);
  return bytes + reports::hash_128_hex(bytes);
}

/// Whether what lies behind the head is reached.
bool reaches_numbers() {
  const std::string written = reports::write_observations(name, {});
  const std::size_t begin = head().size();
  const std::size_t checksum = reports::hash_128_hex("").size();
  return sealed(written.substr(begin, written.size() - begin - checksum)) == written;
}

}  // namespace

void fuzz_one(std::string_view input) {
  static const bool is_reached = reaches_numbers();
  FUZZ_EXPECT(is_reached);
  static_cast<void>(reports::read_observations(name, input));
  const auto read = reports::read_observations(name, sealed(input));
  if (!read) return;
  const std::string written = reports::write_observations(name, *read);
  const auto again = reports::read_observations(name, written);
  FUZZ_EXPECT(again.has_value());
  FUZZ_EXPECT(reports::write_observations(name, *again) == written);
}

}  // namespace ocssim::fuzz
