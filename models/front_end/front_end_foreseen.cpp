// Fidelity superposed: what only loads a Front End, without an event
// (models/clients/superposition).
#include "models/front_end/front_end.hpp"

namespace ocssim::models {

SimTime FrontEnd::foresee(SimTime at, MessageClass message) {
  const std::size_t kind = index_of(message);
  const double megacycles = config_.messages[kind].megacycles * superposed_.exponential();
  ++messages_[kind];
  megacycles_[kind] += megacycles;
  const SimTime end = foreseen_->enter(at, seconds(megacycles * seconds_per_megacycle_));
  if (is_outgoing(message)) outgoing_.record(end - at);
  if (message == MessageClass::poll_cached) throttle_.record_superposed(end - at);
  return end;
}

}  // namespace ocssim::models
