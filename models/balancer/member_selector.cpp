#include "models/balancer/member_selector.hpp"

#include "engine/check.hpp"
#include "engine/wide.hpp"
#include "models/balancer/mix.hpp"

#include <algorithm>
#include <bit>

namespace ocssim::models {
namespace {

constexpr std::uint64_t no_key = UINT64_MAX;
constexpr std::uint64_t stride = std::uint64_t{1} << 32;  // one turn at weight 1/65,536
constexpr std::uint32_t points_of_full_weight = 16;       // on the ring
constexpr std::uint32_t points_of_a_member = 4096;        // numbers that a member may use

/// R. Jenkins, Integer hashing: full avalanche in six shifts; then spread by a large odd number.
/// It places the points of HAProxy's consistent-hash ring.
constexpr std::uint32_t ring_position(std::uint32_t number) {
  std::uint32_t a = number;
  a = (a + 0x7ed55d16u) + (a << 12);
  a = (a ^ 0xc761c23cu) ^ (a >> 19);
  a = (a + 0x165667b1u) + (a << 5);
  a = (a + 0xd3a2646cu) ^ (a << 9);
  a = (a + 0xfd7046c5u) + (a << 3);
  a = (a ^ 0xb55a4f09u) ^ (a >> 16);
  return a * 3221225473u;
}

}  // namespace

MemberSelector::MemberSelector(BalancingMethod method, MemberDraw draw, std::uint32_t members,
                               std::uint32_t choices)
    : method_(method),
      draw_(draw),
      choices_(choices),
      leaves_(std::bit_ceil(std::size_t{members})),
      connections_(members, 0),
      weights_(members, full_weight),
      turns_(members, 0),
      keys_(2 * leaves_, no_key),
      sums_(2 * leaves_, 0) {
  OCSSIM_CHECK(members > 0 && choices > 0);
  for (std::uint32_t member = 0; member < members; ++member) update(member);
  if (draw_ == MemberDraw::ring) rebuild_ring();
}

std::uint64_t MemberSelector::key_of(std::uint32_t member) const {
  const std::uint64_t weight = weights_[member];
  if (weight == 0) return no_key;
  if (method_ == BalancingMethod::round_robin) return turns_[member];
  const std::uint64_t connections = connections_[member];
  if (connections == 0) return 0;
  // Nearly all have their full share: no division for them.
  return weight == full_weight ? (connections + 1) << 16 : ((connections + 1) << 32) / weight;
}

/// The key of a member changed and its weight did not: up to where the least stays as it was.
void MemberSelector::update_key(std::uint32_t member) {
  std::size_t node = leaves_ + member;
  keys_[node] = key_of(member);
  for (node /= 2; node > 0; node /= 2) {
    const std::uint64_t least = std::min(keys_[2 * node], keys_[2 * node + 1]);
    if (keys_[node] == least) return;
    keys_[node] = least;
  }
}

void MemberSelector::update(std::uint32_t member) {
  std::size_t node = leaves_ + member;
  keys_[node] = key_of(member);
  sums_[node] = weights_[member];
  for (node /= 2; node > 0; node /= 2) {
    keys_[node] = std::min(keys_[2 * node], keys_[2 * node + 1]);
    sums_[node] = sums_[2 * node] + sums_[2 * node + 1];
  }
}

void MemberSelector::set_weight(std::uint32_t member, std::uint32_t weight) {
  const std::uint32_t before = weights_[member];
  if (before == weight) return;
  weights_[member] = weight;
  if (weight > 0) {
    // Its turn comes as long after the present one as its new share asks for.
    const std::uint64_t wait =
        before == 0 || turns_[member] < turn_
            ? stride / weight
            : static_cast<std::uint64_t>(Wide{turns_[member] - turn_} * before / weight);
    turns_[member] = turn_ + wait;
  }
  update(member);
  if (draw_ == MemberDraw::ring) rebuild_ring();
}

void MemberSelector::count(std::uint32_t member, std::int32_t delta) {
  OCSSIM_DCHECK(delta >= 0 || connections_[member] >= static_cast<std::uint32_t>(-delta));
  connections_[member] = static_cast<std::uint32_t>(std::int64_t{connections_[member]} + delta);
  if (ranks()) update_key(member);
}

CompactOptional<std::uint32_t> MemberSelector::pick(const Luck& luck) {
  const std::uint64_t total = sums_[1];
  if (total == 0) return std::nullopt;
  switch (method_) {
    case BalancingMethod::least_connections:
    case BalancingMethod::weighted_least_connections:
    case BalancingMethod::round_robin: {
      const std::uint32_t chosen = first_with(keys_[1], next_);
      next_ = chosen + 1 == connections_.size() ? 0 : chosen + 1;
      if (method_ == BalancingMethod::round_robin) {
        turn_ = turns_[chosen];
        turns_[chosen] += stride / weights_[chosen];
        update_key(chosen);
      }
      return chosen;
    }
    case BalancingMethod::random:
      return drawn(luck.first);
    case BalancingMethod::two_choices:
      return less_loaded(drawn(luck.first), drawn(luck.second));
    case BalancingMethod::random_k:
      return least_loaded(luck);
    case BalancingMethod::client_choice:  // the balancer does not choose
    case BalancingMethod::source_hash:
    case BalancingMethod::flow_hash:
      return member_at(static_cast<std::uint64_t>((Wide{luck.source_hash} * total) >> 64));
  }
  return std::nullopt;
}

std::uint32_t MemberSelector::first_with(std::uint64_t key, std::uint32_t from) const {
  std::size_t node = leaves_ + from;
  while (keys_[node] != key) {
    while (node % 2 == 1 && node != 1) node /= 2;  // nothing right of it here: up
    if (node == 1) break;                          // round to the first member
    ++node;
  }
  while (node < leaves_) node = 2 * node + (keys_[2 * node] == key ? 0 : 1);
  return static_cast<std::uint32_t>(node - leaves_);
}

std::uint32_t MemberSelector::member_at(std::uint64_t point) const {
  std::size_t node = 1;
  while (node < leaves_) {
    node *= 2;
    if (point >= sums_[node]) point -= sums_[node++];
  }
  return static_cast<std::uint32_t>(node - leaves_);
}

std::uint32_t MemberSelector::drawn(std::uint64_t number) const {
  if (draw_ == MemberDraw::uniform) {
    return member_at(static_cast<std::uint64_t>((Wide{number} * sums_[1]) >> 64));
  }
  // The nearer of the two points around the number, distances taken round the ring.
  const auto position = static_cast<std::uint32_t>(number >> 32);
  const auto above = std::lower_bound(
      ring_.begin(), ring_.end(), position,
      [](const RingPoint& point, std::uint32_t value) { return point.position < value; });
  const RingPoint& next = above == ring_.end() ? ring_.front() : *above;
  const RingPoint& last = above == ring_.begin() ? ring_.back() : *(above - 1);
  return position - last.position <= next.position - position ? last.member : next.member;
}

std::uint32_t MemberSelector::less_loaded(std::uint32_t one, std::uint32_t other) const {
  const std::uint64_t load_of_one = std::uint64_t{connections_[one]} * weights_[other];
  const std::uint64_t load_of_other = std::uint64_t{connections_[other]} * weights_[one];
  return load_of_one < load_of_other ? one : other;
}

/// As HAProxy's random(k): each draw is held against the best so far; equals go to the later one.
std::uint32_t MemberSelector::least_loaded(const Luck& luck) const {
  std::uint32_t best = drawn(luck.first);
  for (std::uint64_t choice = 1; choice < choices_; ++choice) {
    const std::uint64_t number =
        choice == 1 ? luck.second : mix(luck.first + choice * golden_ratio);
    best = less_loaded(best, drawn(number));
  }
  return best;
}

void MemberSelector::rebuild_ring() {
  ring_.clear();
  for (std::uint32_t member = 0; member < weights_.size(); ++member) {
    if (weights_[member] == 0) continue;
    const std::uint64_t share = std::uint64_t{weights_[member]} * points_of_full_weight;
    const std::uint64_t points =
        std::clamp<std::uint64_t>((share + full_weight - 1) / full_weight, 1, points_of_a_member);
    for (std::uint32_t point = 0; point < points; ++point) {
      ring_.push_back({ring_position((member + 1) * points_of_a_member + point), member});
    }
  }
  std::sort(ring_.begin(), ring_.end(), [](const RingPoint& a, const RingPoint& b) {
    return a.position != b.position ? a.position < b.position : a.member < b.member;
  });
}

}  // namespace ocssim::models
