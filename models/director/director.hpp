// Director: users from outside sign in here first, and only those that it knows reach their pool.
//
//   Poisson ──────────┬─▶ [queue]─▶( cores )─▶ [queue]─▶( slots )─▶ [queue]─▶( cores )─▶ passed
//   return of users ──┘    │ no connection      NTLM: domain controller
//        ▲                 ▼
//        └── U(0, delay) ──┴── refused, or 32 s are over: the client gives up, the work goes on
//
// Each server is cores and slots in tandem; exponential demands make its slots M/M/c while the
// cores are not busy, and its cores follow the utilization law always. A server does not see that
// a client has given up, so it works for nobody as long as its queue is older than the time limit.
#pragma once

#include "engine/component.hpp"
#include "engine/fifo_ring.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "models/director/config.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

class Director final : public Component {
 public:
  enum class Kind : std::uint16_t { arrival, returning, cpu_end, answer, time_out, retry };
  /// Domain controllers: up, and so many times slower than usual; or silent; or refusing.
  enum class Answers : std::uint8_t { yes, never, no };

  Director(const DirectorConfig& config, const DirectorSignIn& sign_in, double users);
  void prepare(const Simulation& sim);
  void set_directory(Simulation& sim, Answers answers, double factor);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  /// Sign-ins under way at all servers.
  [[nodiscard]] const TimeAverage& number_in_system() const { return present_; }
  [[nodiscard]] static const std::vector<MetricInfo>& metrics();

 private:
  enum class Stage : std::uint8_t { first, directory, last };
  struct SignIn {              // one attempt at a server
    SimTime begin{};           // of the attempt
    SimTime waits_since{};     // for cores or a slot
    SimTime first_try{};       // of the user
    std::uint64_t number = 0;  // of the user who came: draws
    std::uint32_t user = 0;    // its place
    std::uint32_t attempt = 0;
    std::uint32_t server = 0;
    Stage stage = Stage::first;
    bool live = false;
    bool is_waited_for = false;  // its client is still there
  };
  struct User {  // who is trying
    SimTime first_try{};
    std::uint64_t number = 0;   // of all users who came: draws
    std::uint32_t attempt = 0;  // the present one
    std::uint32_t sign_in = 0;  // its place
    bool live = false;
  };
  struct Bank {  // cores or slots of a server
    FifoRing<std::uint32_t> queue;
    TimeAverage busy;
  };
  struct Server {
    Bank cores;
    Bank slots;
    std::int64_t present = 0;  // sign-ins
  };

  void schedule_arrival(Simulation& sim);
  void on_arrival(Simulation& sim);
  void on_returning(Simulation& sim, std::uint32_t number);
  void on_cpu_end(Simulation& sim, std::uint32_t sign_in);
  void on_answer(Simulation& sim, std::uint32_t sign_in);
  void on_time_out(Simulation& sim, std::uint32_t user);
  void come(Simulation& sim, std::uint64_t number);
  void try_sign_in(Simulation& sim, std::uint32_t user);
  void try_later(Simulation& sim, std::uint32_t user);
  void need_cores(Simulation& sim, std::uint32_t sign_in);
  void begin_cores(Simulation& sim, std::uint32_t sign_in);
  void ask_directory(Simulation& sim, std::uint32_t sign_in);
  void begin_answer(Simulation& sim, std::uint32_t sign_in);
  void leave(Simulation& sim, std::uint32_t sign_in, bool passed);
  [[nodiscard]] double luck(std::uint32_t sign_in, std::size_t role) const;
  [[nodiscard]] WideInteger ages_of_present(SimTime now) const;

  DirectorConfig config_;         // config
  DirectorSignIn cost_;           // config
  double rate_;                   // config [1/s]
  std::uint32_t returning_;       // config: users who come back at once
  Stream stream_;                 // (0, user): [0] gap; (1, user): [0] when it comes back
                                  // (2, user, attempt): [0] first [1] answer [2] last [3] retry
  std::vector<Server> servers_;   // state
  std::vector<SignIn> sign_ins_;  // state
  std::vector<User> users_;       // state
  std::vector<std::uint32_t> free_sign_ins_, free_users_;  // state
  std::vector<std::uint32_t> unanswered_;    // state: questions that silent controllers hold
  Answers answers_ = Answers::yes;           // state
  double slowness_ = 1.0;                    // state
  std::uint64_t arrived_ = 0;                // state: of the Poisson stream
  TimeAverage present_;                      // state and statistic
  Tally time_ = Tally::with_histogram();     // statistic: first try to passed
  Tally waiting_ = Tally::with_histogram();  // statistic: for a slot
  Counter offered_, passed_, refused_, timed_out_, in_vain_, begun_, ended_;  // statistic
  WideInteger departed_ns_ = 0;                                               // statistic
  WideInteger begin_ages_ns_ = 0;                                             // statistic
  SimTime begin_{};                                                           // statistic
};

}  // namespace ocssim::models
