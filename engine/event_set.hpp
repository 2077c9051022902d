// Future events of work in flight: a packed 4-ary heap with the order (time, phase, insertion).
//
// Heaps lose to branch misses and to waiting for the least child, not to cache misses. So the least
// of four children is found without a branch, in two rounds that stay in registers: the 16-byte
// keys of one family are one cache line, the 8-byte payloads live apart and are touched once a
// level. (Eight children: fewer levels, but more rounds a level and more registers than there are;
// 0.58, 0.73, 0.67 of std::priority_queue at 100, 1,000, 10,000 pending against 0.52, 0.64, 0.66.)
// Unused places hold the greatest key, so no family needs a bounds check. The order is total (no
// two events have the same insertion number), so it does not depend on the shape of the heap.
#pragma once

#include "engine/event.hpp"
#include "engine/wide.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace ocssim {

/// (time, order) as one number. Times are never negative, so unsigned comparison is right.
struct EventKey {
  std::uint64_t order;
  std::uint64_t time;

  [[nodiscard]] Wide wide() const { return (static_cast<Wide>(time) << 64) | order; }
  friend bool operator<(const EventKey& a, const EventKey& b) { return a.wide() < b.wide(); }
  friend bool operator==(const EventKey&, const EventKey&) = default;
};

class EventSet {
 public:
  EventSet() { clear(); }

  [[nodiscard]] bool empty() const { return size_ == hole_; }
  [[nodiscard]] std::size_t size() const { return size_ - hole_; }

  /// Requires event.time >= 0 and an order that no event in the set has.
  void push(const Event& event) {
    const EventKey key{event.order, static_cast<std::uint64_t>(event.time)};
    const Payload payload{event.entity, event.component, event.kind};
    if (hole_ != 0) {
      // The place of the event popped last is free: one way down instead of one down and one up.
      hole_ = 0;
      sift_down(key, payload);
      return;
    }
    if (size_ == payloads_.size()) grow();
    sift_up(size_++, key, payload);
  }

  /// Time and order of the earliest event. Requires that the set is not empty.
  [[nodiscard]] EventKey top_key() {
    if (hole_ != 0) fill_hole();
    return families_[0].keys[root_slot];
  }

  /// The earliest event. Requires that the set is not empty.
  [[nodiscard]] Event top() { return assemble(top_key(), payloads_[0]); }

  /// Removes and returns the earliest event. Requires that the set is not empty.
  Event pop() {
    const Event event = top();
    hole_ = 1;
    return event;
  }

  /// Calls visit(event) for every event, in no defined order. Nothing may be pushed meanwhile.
  template <class Visit>
  void for_each(Visit visit) {
    if (hole_ != 0) fill_hole();
    for (std::size_t node = 0; node < size_; ++node) {
      visit(assemble(key_at(node), payloads_[node]));
    }
  }

  void clear();
  /// Makes room for `count` events, so that no push up to there allocates.
  void reserve(std::size_t count);

 private:
  static constexpr std::size_t arity = 4;
  static constexpr std::size_t root_slot = arity - 1;
  static constexpr EventKey greatest{std::numeric_limits<std::uint64_t>::max(),
                                     std::numeric_limits<std::uint64_t>::max()};

  struct Payload {
    std::uint32_t entity;
    std::uint16_t component;
    std::uint16_t kind;
  };
  // Family p + 1 holds the children of node p; family 0 holds the root in its last slot, so that
  // node p is slot (p + 3) % 4 of family (p + 3) / 4.
  struct alignas(64) Family {
    std::array<EventKey, arity> keys;
  };

  [[nodiscard]] static Event assemble(const EventKey& key, const Payload& payload) {
    return {static_cast<std::int64_t>(key.time), key.order, payload.entity, payload.component,
            payload.kind};
  }

  [[nodiscard]] EventKey& key_at(std::size_t node) {
    return families_[(node + root_slot) / arity].keys[(node + root_slot) % arity];
  }

  // Not inline: whoever pushes keeps its registers.
  void sift_down(EventKey key, Payload payload);

  void sift_up(std::size_t node, const EventKey& key, const Payload& payload) {
    while (node > 0) {
      const std::size_t parent = (node - 1) / arity;
      const EventKey& above = key_at(parent);
      if (!(key < above)) break;
      key_at(node) = above;
      payloads_[node] = payloads_[parent];
      node = parent;
    }
    key_at(node) = key;
    payloads_[node] = payload;
  }

  void fill_hole() {
    hole_ = 0;
    const std::size_t last = --size_;
    const EventKey key = key_at(last);
    key_at(last) = greatest;
    if (last > 0) sift_down(key, payloads_[last]);
  }

  void grow();

  std::vector<Family> families_;   // keys -- state
  std::vector<Payload> payloads_;  // by node -- state
  std::size_t size_ = 0;           // nodes in use, the hole included -- state
  std::size_t hole_ = 0;           // 1: the root was popped and not yet replaced -- state
};

}  // namespace ocssim
