#include "models/balancer/address_hash.hpp"

#include <bit>

namespace ocssim::models {
namespace {

/// As a little-endian machine reads four bytes in network order.
constexpr std::uint32_t as_read(std::uint32_t address) {
  return (address >> 24) | ((address >> 8) & 0xFF00u) | ((address & 0xFF00u) << 8) |
         (address << 24);
}

/// One of the six steps that stir three words before the next ones come.
constexpr void stir(std::uint32_t& a, std::uint32_t c, int rotation) {
  a ^= std::rotl(c, rotation);
}

/// One of the seven steps after the last word.
constexpr void finish(std::uint32_t& c, std::uint32_t b, int rotation) {
  c ^= b;
  c -= std::rotl(b, rotation);
}

}  // namespace

std::uint32_t address_hash(std::uint32_t address, std::uint32_t other) {
  constexpr std::uint32_t words = 4;
  constexpr std::uint32_t golden = 0xDEADBEEFu;
  const std::uint32_t start = golden + (words << 2) + as_read(other);
  std::uint32_t a = start + as_read(address);
  std::uint32_t b = start;  // the second and the third word are 0, and so is the fourth
  std::uint32_t c = start;
  a -= c;
  stir(a, c, 4);
  c += b;
  b -= a;
  stir(b, a, 6);
  a += c;
  c -= b;
  stir(c, b, 8);
  b += a;
  a -= c;
  stir(a, c, 16);
  c += b;
  b -= a;
  stir(b, a, 19);
  a += c;
  c -= b;
  stir(c, b, 4);
  b += a;
  finish(c, b, 14);
  finish(a, c, 11);
  finish(b, a, 25);
  finish(c, b, 16);
  finish(a, c, 4);
  finish(b, a, 14);
  finish(c, b, 24);
  return c;
}

}  // namespace ocssim::models
