// The reader of stored replications, behind its checksum: what it takes, it writes back the same.
#include "reports/store/bytes.hpp"
#include "reports/store/hash.hpp"
#include "reports/store/replication_file.hpp"
#include "tests/fuzz/target.hpp"

namespace ocssim::fuzz {
namespace {

constexpr std::string_view name = "0123456789abcdef0123456789abcdef";

/// With a right head and checksum, so that the fuzzer reaches what lies behind them.
std::string sealed(std::string_view content) {
  reports::ByteWriter out;
  for (const char letter : std::string_view("ocssim unit 1\n")) {
    out.u8(static_cast<std::uint8_t>(letter));
  }
  out.text(name);
  std::string bytes = std::move(out).bytes() + std::string(content);
  return bytes + reports::hash_128_hex(bytes);
}

}  // namespace

void fuzz_one(std::string_view input) {
  static_cast<void>(reports::read_observations(name, input));
  const auto read = reports::read_observations(name, sealed(input));
  if (!read) return;
  const std::string written = reports::write_observations(name, *read);
  const auto again = reports::read_observations(name, written);
  FUZZ_EXPECT(again.has_value());
  FUZZ_EXPECT(reports::write_observations(name, *again) == written);
}

}  // namespace ocssim::fuzz
