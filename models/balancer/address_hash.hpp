// The hash by which a NAT names a source address for a pair of addresses.
//
//   address = first + hash(client, destination) · addresses / 2^32
//
// Linux hashes the client's address with the destination's as initial value, so that a client is
// seen from one address. The hash is R. Jenkins' lookup3 (hashword; May 2006, public domain) of
// four words, as an address takes them up: the address itself in network byte order, and zeros.
#pragma once

#include <cstdint>

namespace ocssim::models {

/// Hash of an IPv4 address, `a.b.c.d` as a·2^24 + b·2^16 + c·2^8 + d. `other` is the second
/// address in the same form, 0 for none.
[[nodiscard]] std::uint32_t address_hash(std::uint32_t address, std::uint32_t other);

/// A hash scaled to 0 … count − 1, by multiplication.
[[nodiscard]] constexpr std::uint32_t scaled_hash(std::uint32_t hash, std::uint32_t count) {
  return static_cast<std::uint32_t>((std::uint64_t{hash} * count) >> 32);
}

}  // namespace ocssim::models
