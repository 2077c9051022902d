// c identical servers in front of a bounded queue with its own Poisson source: M/G/c/(c+q), FIFO or
// processor sharing.
//
//   source ─λ─▶ [ q waiting places ]─▶( c servers )─▶ next station or out
//                     │ full: lost
//
// The number of a customer is the draw: block (station, customer) gives [0] the time to the next
// arrival, [1] the service time, [2] the branch of a hyperexponential. A customer who comes from
// another station keeps its number and draws its service time from a block of (both stations,
// customer).
#pragma once

#include "engine/component.hpp"
#include "engine/fifo_ring.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "models/queueing/config.hpp"
#include "models/queueing/processor_sharing.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::models {

class Station final : public Component {
 public:
  enum class Kind : std::uint16_t { arrival, service_end, shared_end };

  struct Customer {
    std::int64_t entered = 0;  // the network [ns]
    std::int64_t arrived = 0;  // here [ns]
    std::uint64_t number = 0;  // draw
    std::uint64_t source = 0;  // whose customer: hash of the name of the station that made it
    double service = 0.0;      // its service time here over the mean
    double branch = 0.0;       // of a hyperexponential: uniform in (0, 1)
  };

  /// Who gets the customers that leave a station without a next one.
  class Sink {
   public:
    virtual ~Sink() = default;
    virtual void customer_leaves(Simulation& sim, const Customer& customer) = 0;
  };

  /// `arrival_rate` of its own source [1/s]; 0: fed by other stations only.
  Station(StationConfig config, double arrival_rate);

  /// Customers who leave go there; none: out of the network.
  void connect(Station* next) {
    next_ = next;
    next->is_fed_ = true;
  }
  void connect(Sink& sink) { sink_ = &sink; }
  /// Input port: a customer arrives now.
  void accept(Simulation& sim, Customer customer);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;

  [[nodiscard]] const StationConfig& config() const { return config_; }
  /// Levels whose sum is the number in system.
  [[nodiscard]] std::array<const TimeAverage*, 2> number_in_system() const {
    return {&busy_, &queue_level_};
  }
  static const std::vector<MetricInfo>& metrics();

 private:
  void on_arrival(Simulation& sim);
  void on_service_end(Simulation& sim, std::uint32_t slot);
  void on_shared_end(Simulation& sim, std::uint32_t number);
  void schedule_wake(Simulation& sim);
  void depart(Simulation& sim, std::uint32_t slot);
  void schedule_arrival(Simulation& sim, double uniform);
  [[nodiscard]] bool all_busy() const { return busy_.level() >= config_.servers; }
  [[nodiscard]] bool admit();
  void begin(Simulation& sim, std::uint32_t slot);
  void begin_service(Simulation& sim, std::uint32_t slot);
  [[nodiscard]] Duration service_time(const Customer& customer) const;
  [[nodiscard]] std::uint32_t take_slot();
  [[nodiscard]] Observation observe_number(const Window& window) const;
  [[nodiscard]] WideInteger ages_of_present(SimTime now) const;

  StationConfig config_;                     // config
  double mean_interarrival_s_ = 0.0;         // config; 0: no source
  double mean_service_s_ = 0.0;              // config
  std::uint64_t identity_ = 0;               // config: whose luck, hash of the name
  Station* next_ = nullptr;                  // port
  Sink* sink_ = nullptr;                     // port
  bool is_fed_ = false;                      // config: customers come from other stations too
  Stream stream_;                            // [0] time to the next arrival [1] service time
  std::vector<Customer> customers_;          // state: by slot
  std::vector<std::uint32_t> free_;          // state
  FifoRing<std::uint32_t> queue_;            // state: waiting slots, oldest first
  ProcessorSharing shared_;                  // state: slots, with processor sharing
  std::uint64_t made_ = 0;                   // state: customers of the source so far
  TimeAverage busy_;                         // statistic
  TimeAverage queue_level_;                  // statistic
  Tally sojourn_ = Tally::with_histogram();  // statistic [ns]
  Tally waiting_;                            // statistic [ns]
  Tally network_ = Tally::with_histogram();  // statistic [ns]: of those who leave a fed station
  Counter offered_;                          // statistic
  Counter lost_;                             // statistic
  Counter carried_;                          // statistic
  Counter waited_;                           // statistic: found all servers busy
  WideInteger departed_ns_ = 0;              // statistic
  WideInteger begin_ages_ns_ = 0;            // statistic
  SimTime begin_{};                          // statistic
};

}  // namespace ocssim::models
