// Fidelity superposed: what only loads a Front End, without an event
// (models/clients/superposition).
#include "engine/random/exponential.hpp"
#include "models/front_end/front_end.hpp"

namespace ocssim::models {

SimTime FrontEnd::foresee(SimTime at, MessageClass message) {
  const std::size_t kind = index_of(message);
  const double megacycles = exponential(config_.messages[kind].megacycles, next_luck());
  ++messages_[kind];
  megacycles_[kind] += megacycles;
  const SimTime end = foreseen_->enter(at, seconds(megacycles * 1e6 / config_.clock_hz));
  if (is_outgoing(message)) outgoing_.record(end - at);
  if (message == MessageClass::poll_cached) throttle_.record_superposed(end - at);
  return end;
}

double FrontEnd::next_luck() {
  const std::uint64_t place = lucks_++ % luck_.bits.size();
  if (place == 0) luck_ = superposed_stream_.draw(index_, lucks_);
  return luck_.uniform(place);
}

}  // namespace ocssim::models
