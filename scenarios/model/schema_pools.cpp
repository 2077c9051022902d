// Rows of several pools alike.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {

std::vector<Field> pools_fields() {
  using P = models::PoolsConfig;
  return {
      Field{
          "pools", Form::object, {}, "several pools alike, each of clients.users, and their links"},
      Field{"pools.count", Form::count, into<&Scenario::pools, &P::count>(),
            "pools; one is simulated and stands for all"}
          .between(1, 64)
          .needed(Need::pool),
      Field{"pools.link", Form::bandwidth, into<&Scenario::pools, &P::link_bps>(),
            "from a pool to all others, each way"}
          .above(0.0)
          .needed(Need::pool),
      Field{"pools.link_latency", Form::duration, into<&Scenario::pools, &P::link_latency>(),
            "of a link, one way"}
          .at_most(60.0)
          .needed(Need::pool),
      Field{"pools.message_size", Form::size, into<&Scenario::pools, &P::message_size>(),
            "mean size of what passes a link, exponential"}
          .above(0.0)
          .needed(Need::pool),
      Field{"pools.designated", Form::boolean, into<&Scenario::pools, &P::designated>(),
            "whether the simulated pool is the one that DNS names and that sends users of the "
            "others on"}
          .needed(Need::pool),
  };
}

}  // namespace ocssim::scenarios
