// Ports of a source NAT by hand: who takes what, when it is full, when it is free again.
#include "models/balancer/snat.hpp"

#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

constexpr SimTime at_start = sim_start;

SnatConfig config(std::uint32_t addresses, std::uint32_t ports, PortScope scope,
                  AddressSelection selection = AddressSelection::round_robin) {
  SnatConfig snat;
  snat.addresses = addresses;
  snat.ports_per_address = ports;
  snat.scope = scope;
  snat.selection = selection;
  return snat;
}

/// Connections to `member` until one is refused.
std::uint32_t fill(Snat& snat, std::uint32_t member, std::uint64_t hash = 0) {
  std::uint32_t taken = 0;
  while (snat.take(at_start, {.member = member, .source_hash = hash, .tuple_hash = hash})) ++taken;
  return taken;
}

TEST(Snat, OnePortSetServesAllMembersWithScopePerIp) {
  Snat snat(config(2, 3, PortScope::per_ip), 4);
  EXPECT_EQ(fill(snat, 0), 6u);
  EXPECT_EQ(fill(snat, 3), 0u);
  EXPECT_EQ(snat.ports_of_address(), 3u);
}

TEST(Snat, EachMemberHasItsOwnPortSetWithScopePerTuple) {
  Snat snat(config(2, 3, PortScope::per_tuple), 4);
  for (std::uint32_t member = 0; member < 4; ++member) EXPECT_EQ(fill(snat, member), 6u);
  EXPECT_EQ(snat.ports_of_address(), 12u);
  EXPECT_EQ(snat.fullest(1), 3);
  EXPECT_EQ(snat.total_in_use().level(), 24);
}

TEST(Snat, Connection65001IsTheFirstRefused) {
  Snat snat(config(1, 65000, PortScope::per_ip), 8);
  for (std::uint32_t connection = 1; connection <= 65000; ++connection) {
    ASSERT_TRUE(snat.take(at_start, {.member = connection % 8})) << connection;
  }
  EXPECT_FALSE(snat.take(at_start, {.member = 1}));
  EXPECT_EQ(snat.in_use(0).level(), 65000);
}

TEST(Snat, RoundRobinAlternatesAndPassesOverAFullAddress) {
  Snat snat(config(2, 2, PortScope::per_ip), 1);
  EXPECT_EQ(snat.take(at_start, {}), 0);
  EXPECT_EQ(snat.take(at_start, {}), 1);
  EXPECT_EQ(snat.take(at_start, {}), 0);
  snat.release(at_start, 1, 0);
  EXPECT_EQ(snat.take(at_start, {}), 1);
  EXPECT_EQ(snat.take(at_start, {}), 1);  // it is the turn of 0, which is full
  EXPECT_FALSE(snat.take(at_start, {}));
}

TEST(Snat, LeastUsedTakesTheAddressWithMostFreePorts) {
  Snat snat(config(3, 10, PortScope::per_tuple, AddressSelection::least_used), 2);
  for (int turn = 0; turn < 2; ++turn) {
    for (std::uint16_t address = 0; address < 3; ++address) {
      EXPECT_EQ(snat.take(at_start, {.member = 1}), address);
    }
  }
  snat.release(at_start, 2, 1);
  EXPECT_EQ(snat.take(at_start, {.member = 1}), 2);
  EXPECT_EQ(snat.take(at_start, {.member = 0}), 0);  // another member, another port set
}

TEST(Snat, FillFirstOpensTheNextAddressWhenOneIsFull) {
  Snat snat(config(2, 2, PortScope::per_ip, AddressSelection::fill_first), 1);
  for (const int address : {0, 0, 1, 1}) EXPECT_EQ(snat.take(at_start, {}), address);
  EXPECT_FALSE(snat.take(at_start, {}));
}

TEST(Snat, AHashNamesOneAddressFullOrNot) {
  Snat by_source(config(2, 3, PortScope::per_ip, AddressSelection::source_hash), 2);
  EXPECT_EQ(by_source.take(at_start, {.source_hash = 7, .tuple_hash = 8}), 1);
  EXPECT_EQ(fill(by_source, 0, 7), 2u);
  EXPECT_EQ(fill(by_source, 1, 9), 0u);  // odd as well: the same address
  EXPECT_EQ(fill(by_source, 1, 8), 3u);
  Snat by_tuple(config(2, 3, PortScope::per_ip, AddressSelection::tuple_hash), 2);
  EXPECT_EQ(by_tuple.take(at_start, {.source_hash = 7, .tuple_hash = 8}), 0);
}

TEST(Snat, APortRestsInTimeWaitBeforeItIsFree) {
  Snat snat(config(1, 1, PortScope::per_ip), 1);
  ASSERT_TRUE(snat.take(at_start, {}));
  snat.begin_time_wait(at_start, 0, 0);
  EXPECT_EQ(snat.in_use(0).level(), 1);
  EXPECT_FALSE(snat.take(at_start, {}));
  snat.end_time_wait(at_start, 0, 0);
  EXPECT_EQ(snat.in_use(0).level(), 0);
  EXPECT_TRUE(snat.take(at_start, {}));
}

TEST(Snat, ARecycledPortIsTakenOutOfTimeWaitOnceAndFreedOnce) {
  SnatConfig recycling = config(1, 2, PortScope::per_ip);
  recycling.time_wait_recycled = true;
  Snat snat(recycling, 1);
  EXPECT_EQ(fill(snat, 0), 2u);
  snat.begin_time_wait(at_start, 0, 0);
  snat.begin_time_wait(at_start, 0, 0);
  ASSERT_TRUE(snat.take(at_start, {}));  // the older of the two
  EXPECT_EQ(snat.in_use(0).level(), 2);
  snat.end_time_wait(at_start, 0, 0);  // of the older: its port lives on
  EXPECT_EQ(snat.in_use(0).level(), 2);
  snat.end_time_wait(at_start, 0, 0);
  EXPECT_EQ(snat.in_use(0).level(), 1);
  snat.release(at_start, 0, 0);
  EXPECT_EQ(snat.in_use(0).level(), 0);
  EXPECT_EQ(fill(snat, 0), 2u);
}

TEST(Snat, AResetFreesThePortAtOnce) {
  Snat snat(config(1, 1, PortScope::per_tuple), 2);
  ASSERT_TRUE(snat.take(at_start, {.member = 1}));
  EXPECT_FALSE(snat.take(at_start, {.member = 1}));
  snat.release(at_start, 0, 1);
  EXPECT_TRUE(snat.take(at_start, {.member = 1}));
}

}  // namespace
}  // namespace ocssim::models
