// Each balancing method by its definition, and the tree against a search of all members.
#include "models/balancer/member_selector.hpp"

#include "engine/random/stream.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <vector>

namespace ocssim::models {
namespace {

constexpr std::uint32_t full = MemberSelector::full_weight;
using Luck = MemberSelector::Luck;

std::uint32_t take(MemberSelector& selector, const Luck& luck = {}) {
  const auto member = selector.pick(luck);
  EXPECT_TRUE(member.has_value());
  selector.count(*member, 1);
  return *member;
}

/// The definition: of those in service the one with the fewest, first after the last chosen.
struct Search {
  std::vector<std::uint32_t> connections, weights;
  std::uint32_t next = 0;

  std::uint32_t pick() {
    const auto count = static_cast<std::uint32_t>(connections.size());
    std::uint32_t best = count;
    for (std::uint32_t step = 0; step < count; ++step) {
      const std::uint32_t member = (next + step) % count;
      if (weights[member] == 0) continue;
      if (best == count || connections[member] < connections[best]) best = member;
    }
    next = (best + 1) % count;
    return best;
  }
};

TEST(LeastConnections, TheTreeChoosesAsASearchOfAllMembersDoes) {
  for (const std::uint32_t members : {1u, 2u, 7u, 8u, 100u}) {
    MemberSelector selector(BalancingMethod::least_connections, MemberDraw::uniform, members);
    Search search{std::vector<std::uint32_t>(members, 0),
                  std::vector<std::uint32_t>(members, full)};
    const Stream stream(1, "test", members);
    for (std::uint64_t step = 0; step < 20'000; ++step) {
      const RandomBlock block = stream.draw(0, step);
      const std::uint32_t member = block.below(0, members);
      switch (block.below(1, 8)) {
        case 0:  // in or out of service, never all out
          if (member == 0) break;
          search.weights[member] = search.weights[member] == 0 ? full : 0;
          selector.set_weight(member, search.weights[member]);
          break;
        case 1:
        case 2:
        case 3:
          if (search.connections[member] == 0) break;
          --search.connections[member];
          selector.count(member, -1);
          break;
        default: {
          const std::uint32_t expected = search.pick();
          ASSERT_EQ(take(selector), expected) << members << " members, step " << step;
          ++search.connections[expected];
        }
      }
    }
  }
}

TEST(LeastConnections, TiesGoRoundRobin) {
  MemberSelector selector(BalancingMethod::least_connections, MemberDraw::uniform, 3);
  for (std::uint32_t n = 0; n < 9; ++n) EXPECT_EQ(take(selector), n % 3);
  selector.count(1, -1);
  EXPECT_EQ(take(selector), 1u);
  EXPECT_EQ(take(selector), 2u);  // all alike again: the one after the last chosen
}

TEST(LeastConnections, NobodyInServiceIsNobody) {
  MemberSelector selector(BalancingMethod::least_connections, MemberDraw::uniform, 2);
  selector.set_weight(0, 0);
  selector.set_weight(1, 0);
  EXPECT_FALSE(selector.pick({}).has_value());
}

TEST(WeightedLeastConnections, ConnectionsAreAsTheWeights) {
  MemberSelector selector(BalancingMethod::weighted_least_connections, MemberDraw::uniform, 3);
  selector.set_weight(1, 2 * full);
  selector.set_weight(2, full / 4);
  for (std::uint32_t n = 0; n < 1300; ++n) take(selector);
  EXPECT_NEAR(selector.connections(0), 400, 2);
  EXPECT_NEAR(selector.connections(1), 800, 2);
  EXPECT_NEAR(selector.connections(2), 100, 2);
}

/// Share of members with at least i connections after t a member, in the limit of many members:
/// ds_i/dt = s_{i−1}^d − s_i^d (M. Mitzenmacher, The power of two choices, 2001).
std::vector<double> occupancy(double t, int choices) {
  std::vector<double> share(40, 0.0);
  share[0] = 1.0;
  constexpr int steps = 20'000;
  for (int step = 0; step < steps; ++step) {
    std::vector<double> next = share;
    for (std::size_t i = 1; i < share.size(); ++i) {
      next[i] += t / steps * (std::pow(share[i - 1], choices) - std::pow(share[i], choices));
    }
    share = next;
  }
  return share;
}

TEST(RandomK, OccupancyIsThatOfTheLimitOfManyMembers) {
  constexpr std::uint32_t members = 20'000;
  for (const std::uint32_t choices : {1u, 2u, 3u, 5u}) {
    MemberSelector selector(BalancingMethod::random_k, MemberDraw::uniform, members, choices);
    const Stream stream(7, "test", choices);
    for (std::uint64_t n = 0; n < 4 * members; ++n) {
      const RandomBlock block = stream.draw(0, n);
      take(selector, {.first = block.bits[0], .second = block.bits[1]});
    }
    const std::vector<double> expected = occupancy(4.0, static_cast<int>(choices));
    for (std::uint32_t least = 1; least <= 8; ++least) {
      double share = 0.0;
      for (std::uint32_t member = 0; member < members; ++member) {
        share += selector.connections(member) >= least ? 1.0 / members : 0.0;
      }
      EXPECT_NEAR(share, expected[least], 0.01) << choices << " choices, at least " << least;
    }
  }
}

TEST(RandomK, OfTwoIsTwoChoices) {
  MemberSelector k(BalancingMethod::random_k, MemberDraw::ring, 9, 2);
  MemberSelector two(BalancingMethod::two_choices, MemberDraw::ring, 9);
  const Stream stream(7, "test", 0);
  for (std::uint64_t n = 0; n < 5000; ++n) {
    const RandomBlock block = stream.draw(0, n);
    const Luck luck{.first = block.bits[0], .second = block.bits[1]};
    ASSERT_EQ(take(k, luck), take(two, luck));
  }
}

TEST(RoundRobin, MembersTakeTurnsWhateverTheyHold) {
  MemberSelector selector(BalancingMethod::round_robin, MemberDraw::uniform, 4);
  selector.count(2, 100);
  for (std::uint32_t n = 0; n < 12; ++n) EXPECT_EQ(take(selector), n % 4);
  selector.set_weight(1, 0);
  std::vector<std::uint32_t> chosen;
  for (std::uint32_t n = 0; n < 6; ++n) chosen.push_back(take(selector));
  EXPECT_EQ(chosen, (std::vector<std::uint32_t>{0, 2, 3, 0, 2, 3}));
  selector.set_weight(1, full);  // comes back: one turn in four, not all that it missed
  std::map<std::uint32_t, int> turns;
  for (std::uint32_t n = 0; n < 40; ++n) ++turns[take(selector)];
  EXPECT_NEAR(turns[1], 10, 1);
}

TEST(RoundRobin, TurnsAreAsTheWeightsAtAnyTime) {
  MemberSelector selector(BalancingMethod::round_robin, MemberDraw::uniform, 4);
  selector.set_weight(3, full / 16);
  std::uint32_t turns = 0;
  for (std::uint32_t n = 0; n < 490; ++n) turns += take(selector) == 3 ? 1u : 0u;
  EXPECT_EQ(turns, 10u);  // of 49: 16 + 16 + 16 + 1
  selector.set_weight(3, full / 2);
  turns = 0;
  for (std::uint32_t n = 0; n < 490; ++n) turns += take(selector) == 3 ? 1u : 0u;
  EXPECT_NEAR(turns, 70, 1);
}

/// Shares of `count` random choices that are never counted as connections.
std::vector<double> shares(MemberSelector& selector, std::size_t members, std::uint32_t count) {
  const Stream stream(7, "test", 0);
  std::vector<double> share(members, 0.0);
  for (std::uint32_t n = 0; n < count; ++n) {
    const RandomBlock block = stream.draw(0, n);
    const auto member = selector.pick(
        {.first = block.bits[0], .second = block.bits[1], .source_hash = block.bits[2]});
    share[*member] += 1.0 / count;
  }
  return share;
}

TEST(RandomMember, SharesAreAsTheWeightsOfThoseInService) {
  MemberSelector selector(BalancingMethod::random, MemberDraw::uniform, 4);
  selector.set_weight(0, 3 * full);
  selector.set_weight(2, 0);
  const auto share = shares(selector, 4, 100'000);
  EXPECT_NEAR(share[0], 0.6, 4 * 0.00155);  // four standard errors
  EXPECT_NEAR(share[1], 0.2, 4 * 0.00127);
  EXPECT_EQ(share[2], 0.0);
  EXPECT_NEAR(share[3], 0.2, 4 * 0.00127);
}

TEST(TwoChoices, TheLeastLoadedOfFourIsChosenWheneverItIsDrawn) {
  MemberSelector selector(BalancingMethod::two_choices, MemberDraw::uniform, 4);
  for (std::uint32_t member = 0; member < 3; ++member) selector.count(member, 10);
  const auto share = shares(selector, 4, 100'000);
  EXPECT_NEAR(share[3], 7.0 / 16.0, 4 * 0.00157);  // 1 − (3/4)²
  EXPECT_NEAR(share[0], 3.0 / 16.0, 4 * 0.00123);
}

TEST(TwoChoices, OnARingTheGapsAroundItsPointsAreAMembersShare) {
  // Gaps of HAProxy's ring of four servers of weight 1, by its published hash: 0.2891 0.1853
  // 0.2427 0.2829 (sums of the halves of the gaps, computed apart from this code).
  MemberSelector selector(BalancingMethod::random, MemberDraw::ring, 4);
  const auto share = shares(selector, 4, 100'000);
  EXPECT_NEAR(share[0], 0.2891, 4 * 0.00143);
  EXPECT_NEAR(share[1], 0.1853, 4 * 0.00123);
  EXPECT_NEAR(share[2], 0.2427, 4 * 0.00136);
  EXPECT_NEAR(share[3], 0.2829, 4 * 0.00142);
}

TEST(SourceHash, TheSameSourceMeetsTheSameMember) {
  MemberSelector selector(BalancingMethod::source_hash, MemberDraw::uniform, 5);
  const Stream stream(3, "test", 0);
  for (std::uint32_t source = 0; source < 100; ++source) {
    const Luck luck{.source_hash = stream.draw(0, source).bits[0]};
    const std::uint32_t first = take(selector, luck);
    EXPECT_EQ(take(selector, luck), first);
    selector.set_weight(first, 0);
    EXPECT_NE(take(selector, luck), first);
    selector.set_weight(first, full);
  }
  const auto share = shares(selector, 5, 100'000);
  for (const double one : share) EXPECT_NEAR(one, 0.2, 4 * 0.00127);
}

}  // namespace
}  // namespace ocssim::models
