// Ports of a source NAT by hand: who takes what, when it is full, when it is free again.
#include "models/balancer/snat.hpp"

#include "models/balancer/address_hash.hpp"

#include <array>
#include <gtest/gtest.h>
#include <vector>

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

/// The address that a connection to `member` gets; −1 for none.
int take(Snat& snat, const Snat::Request& request = {}) {
  const auto binding = snat.take(at_start, request);
  return binding ? binding->address : -1;
}

/// Connections to `member` until one is refused.
std::uint32_t fill(Snat& snat, std::uint32_t member, std::uint32_t hash = 0) {
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
  for (const int address : {0, 1, 0}) EXPECT_EQ(take(snat), address);
  snat.release(at_start, {.address = 1});
  EXPECT_EQ(take(snat), 1);
  EXPECT_EQ(take(snat), 1);  // it is the turn of 0, which is full
  EXPECT_EQ(take(snat), -1);
}

TEST(Snat, RoundRobinThatAsksOneAddressRefusesWhenItsTurnIsFull) {
  SnatConfig strict = config(2, 2, PortScope::per_ip);
  strict.next_address_when_full = false;
  Snat snat(strict, 1);
  for (const int address : {0, 1, 0}) EXPECT_EQ(take(snat), address);
  snat.release(at_start, {.address = 1});
  for (const int address : {1, -1, 1, -1}) EXPECT_EQ(take(snat), address);
  EXPECT_EQ(snat.refused_at(0).total(), 2u);
  EXPECT_EQ(snat.refused_at(1).total(), 0u);
}

TEST(Snat, LeastUsedTakesTheAddressWithMostFreePorts) {
  Snat snat(config(3, 10, PortScope::per_tuple, AddressSelection::least_used), 2);
  for (int turn = 0; turn < 2; ++turn) {
    for (int address = 0; address < 3; ++address) EXPECT_EQ(take(snat, {.member = 1}), address);
  }
  snat.release(at_start, {.address = 2, .member = 1});
  EXPECT_EQ(take(snat, {.member = 1}), 2);
  EXPECT_EQ(take(snat, {.member = 0}), 0);  // another member, another port set
}

TEST(Snat, FillFirstOpensTheNextAddressWhenOneIsFull) {
  Snat snat(config(2, 2, PortScope::per_ip, AddressSelection::fill_first), 1);
  for (const int address : {0, 0, 1, 1, -1}) EXPECT_EQ(take(snat), address);
}

TEST(Snat, AHashNamesOneAddressFullOrNot) {
  constexpr std::uint32_t low = 7;
  constexpr std::uint32_t high = 0x8000'0007u;
  Snat by_source(config(2, 3, PortScope::per_ip, AddressSelection::source_hash), 2);
  EXPECT_EQ(take(by_source, {.source_hash = high, .tuple_hash = low}), 1);
  EXPECT_EQ(fill(by_source, 0, high), 2u);
  EXPECT_EQ(fill(by_source, 1, high + 2), 0u);  // in the upper half as well: the same address
  EXPECT_EQ(fill(by_source, 1, low), 3u);
  Snat by_tuple(config(2, 3, PortScope::per_ip, AddressSelection::tuple_hash), 2);
  EXPECT_EQ(take(by_tuple, {.source_hash = high, .tuple_hash = low}), 0);
}

TEST(AddressHash, NamesTheAddressesThatTheKernelNamed) {
  // lookup3 of four words, by a program of its own; first client 10.1.1.1, destination 10.2.1.1.
  const auto share = [](std::uint32_t clients) {
    std::array<std::uint32_t, 2> named{};
    for (std::uint32_t client = 0; client < clients; ++client) {
      ++named[scaled_hash(address_hash(0x0A01'0101u + client, 0x0A02'0101u), 2)];
    }
    return named;
  };
  EXPECT_EQ(share(10), (std::array<std::uint32_t, 2>{6, 4}));
  EXPECT_EQ(share(20), (std::array<std::uint32_t, 2>{15, 5}));
  EXPECT_EQ(share(50), (std::array<std::uint32_t, 2>{27, 23}));
}

TEST(Snat, APortRestsInTimeWaitBeforeItIsFree) {
  Snat snat(config(1, 1, PortScope::per_ip), 1);
  ASSERT_EQ(take(snat), 0);
  snat.begin_time_wait(at_start, {});
  EXPECT_EQ(snat.in_use(0).level(), 1);
  EXPECT_EQ(take(snat), -1);
  EXPECT_EQ(snat.refusals().resting.total(), 1u);
  snat.end_time_wait(at_start, {});
  EXPECT_EQ(snat.in_use(0).level(), 0);
  EXPECT_EQ(take(snat), 0);
  EXPECT_EQ(take(snat), -1);
  EXPECT_EQ(snat.refusals().held.total(), 1u);
}

TEST(Snat, ARecycledPortIsTakenOutOfTimeWaitOnceAndFreedOnce) {
  Snat snat(config(1, 2, PortScope::per_ip), 1);
  EXPECT_EQ(fill(snat, 0), 2u);
  for (int connection = 0; connection < 2; ++connection) {
    snat.begin_time_wait(at_start, {});
    snat.make_reusable({});
  }
  ASSERT_EQ(take(snat), 0);  // the older of the two
  EXPECT_EQ(snat.in_use(0).level(), 2);
  snat.end_time_wait(at_start, {});  // of the older: its port lives on
  EXPECT_EQ(snat.in_use(0).level(), 2);
  snat.end_time_wait(at_start, {});
  EXPECT_EQ(snat.in_use(0).level(), 1);
  snat.release(at_start, {});
  EXPECT_EQ(snat.in_use(0).level(), 0);
  EXPECT_EQ(fill(snat, 0), 2u);
}

TEST(Snat, ARestingPortMayBeTakenOnlyWhenItIsReusable) {
  Snat snat(config(1, 2, PortScope::per_ip), 1);
  EXPECT_EQ(fill(snat, 0), 2u);
  snat.begin_time_wait(at_start, {});
  EXPECT_EQ(take(snat), -1);
  snat.make_reusable({});
  EXPECT_EQ(take(snat), 0);
  EXPECT_EQ(take(snat), -1);
}

TEST(Snat, AResetFreesThePortAtOnce) {
  Snat snat(config(1, 1, PortScope::per_tuple), 2);
  ASSERT_EQ(take(snat, {.member = 1}), 0);
  EXPECT_EQ(take(snat, {.member = 1}), -1);
  snat.release(at_start, {.member = 1});
  EXPECT_EQ(take(snat, {.member = 1}), 0);
}

// --- bounded search

SnatConfig bounded(std::uint32_t ports) {
  SnatConfig snat = config(1, ports, PortScope::per_ip);
  snat.search = {PortSearch::bounded_probe, 128, 8, 32};
  return snat;
}

/// SYNs in a row until the first that finds no port; `luck` numbers the experiment.
std::uint32_t until_first_refusal(Snat& snat, std::uint64_t luck) {
  std::uint32_t taken = 0;
  while (snat.take(at_start, {.luck = (luck << 32) + taken})) ++taken;
  return taken;
}

TEST(BoundedSearch, ARangeNoLongerThanTheWindowIsSearchedWhole) {
  for (std::uint64_t luck = 0; luck < 20; ++luck) {
    Snat snat(bounded(128), 1);
    EXPECT_EQ(until_first_refusal(snat, luck), 128u);
  }
}

TEST(BoundedSearch, ALongRangeRefusesBeforeItIsFullAndIsFilledByMoreTries) {
  Snat snat(bounded(1000), 1);
  const std::uint32_t first = until_first_refusal(snat, 1);
  EXPECT_GT(first, 850u);
  EXPECT_LT(first, 1000u);
  EXPECT_EQ(snat.refusals().not_found.total(), 1u);
  std::uint32_t taken = first;
  for (std::uint64_t again = 1; again < 2000 && taken < 1000; ++again) {
    if (snat.take(at_start, {.luck = again << 40})) ++taken;
  }
  EXPECT_EQ(taken, 1000u);
  EXPECT_EQ(snat.in_use(0).level(), 1000);
}

TEST(BoundedSearch, GivesEachPortToOneConnection) {
  Snat snat(bounded(128), 1);
  std::vector<bool> seen(128, false);
  for (std::uint64_t luck = 0; luck < 128; ++luck) {
    const auto binding = snat.take(at_start, {.luck = luck << 32});
    ASSERT_TRUE(binding);
    EXPECT_FALSE(seen[binding->port]);
    seen[binding->port] = true;
  }
}

TEST(BoundedSearch, ARestingPortIsTakenByTheLastProbesAndItsOldEntryIsVoid) {
  Snat snat(bounded(64), 1);
  EXPECT_EQ(until_first_refusal(snat, 3), 64u);
  for (std::uint16_t port = 0; port < 64; ++port) {
    snat.begin_time_wait(at_start, {.port = port});
    snat.make_reusable({.port = port});
  }
  const auto taken = snat.take(at_start, {.luck = 99});
  ASSERT_TRUE(taken);
  EXPECT_EQ(snat.in_use(0).level(), 64);
  // All 64 entries end; the port that was taken stays with its new connection.
  for (std::uint16_t port = 0; port < 64; ++port) snat.end_time_wait(at_start, {.port = port});
  EXPECT_EQ(snat.in_use(0).level(), 1);
  snat.release(at_start, *taken);
  EXPECT_EQ(snat.in_use(0).level(), 0);
  EXPECT_EQ(until_first_refusal(snat, 4), 64u);
}

TEST(BoundedSearch, WithoutProbesForItARestingPortIsLeftAlone) {
  SnatConfig careful = bounded(64);
  careful.search.resting_probes = 0;
  Snat snat(careful, 1);
  EXPECT_EQ(until_first_refusal(snat, 3), 64u);
  snat.begin_time_wait(at_start, {.port = 5});
  snat.make_reusable({.port = 5});
  EXPECT_FALSE(snat.take(at_start, {.luck = 99}));
  EXPECT_EQ(snat.refusals().resting.total(), 1u);
}

TEST(BoundedSearch, AReleasedPortCanBeTakenAgainByItsNumber) {
  Snat snat(bounded(64), 1);
  const auto binding = snat.take(at_start, {.luck = 7});
  ASSERT_TRUE(binding);
  EXPECT_FALSE(snat.take_again(at_start, *binding));
  snat.release(at_start, *binding);
  EXPECT_TRUE(snat.take_again(at_start, *binding));
  EXPECT_EQ(snat.in_use(0).level(), 1);
}

TEST(Snat, EachLogicalBalancerHasAddressesOfItsOwn) {
  SnatConfig two = config(2, 3, PortScope::per_ip);
  two.web_addresses = 1;
  Snat snat(two, 4, 2);
  ASSERT_EQ(snat.addresses(), 3u);
  EXPECT_EQ(fill(snat, 0), 6u);
  EXPECT_EQ(take(snat), -1);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(take(snat, {.balancer = 1}), 2) << "a full first one";
  EXPECT_EQ(take(snat, {.balancer = 1}), -1);
  EXPECT_EQ(snat.refused_at(2).total(), 1u);
  Snat alike(config(2, 3, PortScope::per_ip), 4, 2);
  EXPECT_EQ(alike.addresses(), 4u) << "as many again";
}

TEST(Snat, AClosedAddressTakesNoNewConnections) {
  Snat snat(config(3, 2, PortScope::per_ip), 1);
  const auto first = snat.take(at_start, {});
  snat.set_open(0, false);
  EXPECT_EQ(snat.in_use(0).level(), 1) << "what it has stays";
  EXPECT_EQ(fill(snat, 0), 4u);
  snat.release(at_start, *first);
  EXPECT_EQ(take(snat), -1);
  snat.set_open(0, true);
  EXPECT_EQ(take(snat), 0);
}

}  // namespace
}  // namespace ocssim::models
