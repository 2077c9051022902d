// Little-endian bytes, the same on every machine: the alphabet of stored replications.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ocssim::reports {

class ByteWriter {
 public:
  void u8(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void u32(std::uint32_t value) { integer(value, 4); }
  void u64(std::uint64_t value) { integer(value, 8); }
  void i64(std::int64_t value) { integer(static_cast<std::uint64_t>(value), 8); }
  /// All 64 bits: infinities, signed zeros and NaN payloads come back as they were.
  void real(double value) { u64(std::bit_cast<std::uint64_t>(value)); }
  void flag(bool value) { u8(value ? 1 : 0); }
  /// Length [bytes] and content.
  void text(std::string_view value) {
    u64(value.size());
    bytes_.append(value);
  }
  void optional_real(const std::optional<double>& value) {
    flag(value.has_value());
    if (value) real(*value);
  }

  [[nodiscard]] const std::string& bytes() const& { return bytes_; }
  [[nodiscard]] std::string bytes() && { return std::move(bytes_); }

 private:
  void integer(std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) bytes_.push_back(static_cast<char>((value >> (8 * i)) & 0xFF));
  }

  std::string bytes_;
};

/// Reads what ByteWriter wrote. Past the end or at nonsense it turns bad and gives zeros; the
/// caller asks `is_good` once, at the end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(integer(1)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(integer(4)); }
  std::uint64_t u64() { return integer(8); }
  std::int64_t i64() { return static_cast<std::int64_t>(integer(8)); }
  double real() { return std::bit_cast<double>(integer(8)); }
  bool flag() {
    const std::uint8_t value = u8();
    if (value > 1) is_good_ = false;
    return value == 1;
  }
  std::string text() {
    const std::uint64_t size = u64();
    if (size > rest_.size()) return fail(), std::string();
    std::string value(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return value;
  }
  /// Number of records that follow, each of at least `least_bytes`: a wrong count is noticed before
  /// memory is asked for it.
  std::uint64_t count(std::size_t least_bytes) {
    const std::uint64_t records = u64();
    if (records > rest_.size() / least_bytes) return fail(), 0;
    return records;
  }
  void fail() {
    is_good_ = false;
    rest_ = {};
  }

  [[nodiscard]] bool is_good() const { return is_good_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::uint64_t integer(std::size_t width) {
    if (width > rest_.size()) return fail(), 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
    }
    rest_.remove_prefix(width);
    return value;
  }

  std::string_view rest_;
  bool is_good_ = true;
};

}  // namespace ocssim::reports
