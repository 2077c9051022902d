// What its server keeps of a client connection: how many transactions are outstanding on it.
//
// One record an endpoint, since an endpoint has at most one live connection; whichever Front End
// holds the connection works with the record. It stands in the line of its client (`Endpoint`).
#pragma once

#include <cstdint>

namespace ocssim::models {

struct ClientSocket {
  static constexpr std::uint32_t readable = 0xFFFF'FFFFu;

  std::uint32_t flow_control = readable;  // record of its Front End while no receive is posted
  std::uint16_t connection = 0;           // raised when a connection ends: answers find nobody
  std::uint16_t outstanding = 0;          // transactions read and not answered yet
};
static_assert(sizeof(ClientSocket) == 8);

}  // namespace ocssim::models
