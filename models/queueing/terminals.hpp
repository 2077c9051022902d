// N customers who think, use a station, and think again: the interactive closed system.
//
//   ( N terminals, think Z ) ──▶ [ station ] ──▶ back
//
// With exponential thinking and an exponential station a product-form network with a delay:
// models/theory/mva.hpp says what it does. Entity = customer; draw n of a customer gives [0] its
// n-th time to think.
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "models/queueing/station.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::models {

class Terminals final : public Component, public Station::Sink {
 public:
  enum class Kind : std::uint16_t { thought };

  Terminals(std::string name, std::uint32_t population, Duration think_time, Station& station);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void customer_leaves(Simulation& sim, const Station::Customer& customer) override;

 private:
  void think(Simulation& sim, std::uint32_t customer);
  void on_thought(Simulation& sim, std::uint32_t customer);

  double think_time_s_;                // config
  Station& station_;                   // port
  Stream stream_;                      // [0] time to think
  std::vector<std::uint32_t> visits_;  // state: begun so far, by customer
};

}  // namespace ocssim::models
