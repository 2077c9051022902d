// The way down of the packed heap, and its growth: the only place where it allocates.
#include "engine/event_set.hpp"

namespace ocssim {

namespace {

constexpr std::size_t initial_families = 16;

struct Candidate {
  Wide key;
  std::size_t slot;
};

// Values travel along, so that no round of the tournament waits for a load of the one before; as
// likely as not, so that the compiler moves conditionally instead of branching.
[[nodiscard, gnu::always_inline]] inline Candidate lesser(const Candidate& a, const Candidate& b) {
  const bool take_b = __builtin_expect_with_probability(b.key < a.key, 1, 0.5) != 0;
  return {take_b ? b.key : a.key, take_b ? b.slot : a.slot};
}

[[nodiscard, gnu::always_inline]] inline Candidate least(const std::array<EventKey, 4>& keys) {
  const auto at = [&keys](std::size_t slot) -> Candidate { return {keys[slot].wide(), slot}; };
  return lesser(lesser(at(0), at(1)), lesser(at(2), at(3)));
}

}  // namespace

void EventSet::sift_down(EventKey key, Payload payload) {
  std::size_t node = 0;
  EventKey* place = &families_[0].keys[root_slot];
  if (size_ <= 2) {
    // One station with its source: one other event at most, and no tournament.
    EventKey& child = families_[1].keys[0];
    if (size_ == 2 && child < key) {
      *place = child;
      payloads_[0] = payloads_[1];
      place = &child;
      node = 1;
    }
    *place = key;
    payloads_[node] = payload;
    return;
  }
  for (;;) {
    const std::size_t first_child = node * arity + 1;
    if (first_child >= size_) break;
    Family& family = families_[node + 1];
    const Candidate child = least(family.keys);
    if (!(child.key < key.wide())) break;
    *place = {static_cast<std::uint64_t>(child.key), static_cast<std::uint64_t>(child.key >> 64)};
    payloads_[node] = payloads_[first_child + child.slot];
    place = &family.keys[child.slot];
    node = first_child + child.slot;
  }
  *place = key;
  payloads_[node] = payload;
}

void EventSet::clear() {
  Family empty{};
  empty.keys.fill(greatest);
  if (families_.empty()) families_.resize(initial_families);
  for (Family& family : families_) family = empty;
  payloads_.resize((families_.size() - 1) * arity + 1);
  size_ = 0;
  hole_ = 0;
}

void EventSet::reserve(std::size_t count) {
  while (payloads_.size() < count) grow();
}

void EventSet::grow() {
  Family empty{};
  empty.keys.fill(greatest);
  families_.resize(families_.size() * 2, empty);
  payloads_.resize((families_.size() - 1) * arity + 1);
}

}  // namespace ocssim
