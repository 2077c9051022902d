// Fidelity `superposed`: what many signed-in endpoints do is drawn as the superposition of all.
//
// Exact mode arms timers for each endpoint. Here
//   - publications, polls answered from the database and IM sessions come from one Poisson process
//     of the whole population; each picks an endpoint, and nothing happens when it is not signed
//     in. Exponential timers superpose exactly: only the random numbers differ.
//   - keep-alives, polls answered by the Front End and background work only load their server.
//     They come to a Front End as one Poisson process, in proportion to those signed in there, made
//     when somebody looks at that server (`catch_up`); no event, no transaction, no connection.
//   - notifications, and instant messages on their way to the receiver, only load the sender's
//     server, then the receiver's: foreseen as well.
// What is lost: the fixed period of keep-alives, that such traffic is throttled or times out, and
// that it keeps connections from idling (which is why keep-alives have to be faster than every idle
// timeout). docs/models/fidelity.md.
#pragma once

#include "engine/compact_optional.hpp"
#include "engine/component.hpp"
#include "engine/fifo_ring.hpp"
#include "engine/random/sequence.hpp"
#include "engine/random/stream.hpp"
#include "engine/time.hpp"
#include "models/clients/activity_kind.hpp"
#include "models/clients/config.hpp"
#include "models/clients/contacts.hpp"
#include "models/front_end/message_class.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

namespace ocssim::models {

struct Pool;

class Superposition final : public Component {
 public:
  enum class Kind : std::uint16_t { act, settle };

  /// `slice`: levels of Front Ends are brought up to date as often as that.
  Superposition(const ClientsConfig& clients, std::uint32_t population, std::uint32_t front_ends,
                Duration slice);
  void connect(Pool& pool) { pool_ = &pool; }
  void prepare(Simulation& sim);

  /// Hands the traffic that came to a Front End since the last look over to it, up to `now`.
  void catch_up(SimTime now, std::uint32_t front_end);
  void catch_up_all(SimTime now);
  /// An instant message of `wish_time` [ns] goes on to a receiver who is signed in at `home`.
  void forward_message(SimTime now, std::int64_t wish_time, std::uint16_t front_end,
                       std::uint16_t home);
  /// A publication of `wish_time` [ns] is told to all watchers who are signed in.
  void fan_out(SimTime now, std::uint32_t publisher, std::int64_t wish_time,
               std::uint16_t front_end, const Contacts& contacts);
  void on_signed_in(SimTime now, std::uint32_t endpoint, std::uint16_t front_end);
  void on_signed_out(SimTime now, std::uint32_t endpoint);
  /// Where an endpoint is signed in; none when it is not.
  [[nodiscard]] CompactOptional<std::uint16_t> home_of(std::uint32_t endpoint) const {
    if (homes_[endpoint] == nowhere) return std::nullopt;
    return homes_[endpoint];
  }

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;

 private:
  static constexpr std::uint16_t nowhere = UINT16_MAX;
  /// A notification or an instant message on its way to the receiver's Front End.
  struct Delivery {
    std::int64_t at;         // when it comes there [ns]
    std::int64_t wish_time;  // of who caused it [ns]
    MessageClass message;
    bool operator>(const Delivery& other) const {
      return at != other.at ? at > other.at : wish_time > other.wish_time;
    }
  };
  /// What comes to a Front End: the next message of its own flow, and deliveries.
  struct Flow {
    std::uint32_t signed_in = 0;
    double mean_gap = 0.0;  // between messages of its own [s]; 0: none
    Sequence sequence;
    std::int64_t next = INT64_MAX;             // [ns]
    FifoRing<std::int64_t> first_keep_alives;  // of those who signed in lately: when [ns]
    std::priority_queue<Delivery, std::vector<Delivery>, std::greater<>> deliveries;
  };
  void poll(Simulation& sim, std::uint32_t endpoint, std::uint64_t number);
  void draw_next(Flow& flow, std::int64_t after);
  /// From the sender's Front End to the receiver's.
  void send_on(SimTime now, std::uint16_t front_end, std::uint16_t home, Delivery delivery);
  void deliver(std::uint32_t front_end, const Delivery& delivery);
  [[nodiscard]] bool keeps_quiet(Flow& flow, std::int64_t now);
  void take_next(Flow& flow, std::uint32_t front_end);
  void change(SimTime now, std::uint32_t front_end, std::int32_t delta);
  void schedule_act(Simulation& sim);
  void on_act(Simulation& sim, std::uint32_t endpoint);

  double act_rate_ = 0.0;                // config: of all endpoints, if signed in [1/s]
  double publications_ = 0.0;            // config: share of acts
  double polls_ = 0.0;                   // config: share of acts, stored ones
  double flow_rate_ = 0.0;               // config: of an endpoint [1/s]
  std::array<double, 2> flow_shares_{};  // config: keep-alives; and cached polls
  Duration keep_alive_{};                // config
  std::uint32_t population_;             // config
  Duration slice_;                       // config
  Pool* pool_ = nullptr;                 // port
  std::vector<std::uint16_t> homes_;     // state: Front End of a signed-in endpoint
  std::vector<Flow> flows_;              // state, by Front End
  std::uint64_t acts_ = 0;               // state: drawn so far
  double next_act_ = 0.0;                // state: which one it is, uniform
  Stream act_stream_;                    // (0, n): [0] gap before it [1] endpoint [2] which
};

}  // namespace ocssim::models
