// Growth of the packed heap: the only place where it allocates.
#include "engine/event_set.hpp"

namespace ocssim {

namespace {
constexpr std::size_t initial_families = 16;
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

void EventSet::grow() {
  Family empty{};
  empty.keys.fill(greatest);
  families_.resize(families_.size() * 2, empty);
  payloads_.resize((families_.size() - 1) * arity + 1);
}

}  // namespace ocssim
