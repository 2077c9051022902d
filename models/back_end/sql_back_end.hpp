// The SQL back end: a stored-procedure call uses CPU, touches pages, may append to a log.
//
//   call ──▶ CPU (M/M/c) ──▶ pages touched: each misses with 1 − hit ratio ──▶ data disk (reads)
//                                                                        │
//        reply ◀── log device (one commit of a call that updates) ◀──────┘
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "models/back_end/buffer_pool.hpp"
#include "models/back_end/config.hpp"
#include "models/back_end/log_device.hpp"
#include "models/queueing/server_bank.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ocssim::models {

struct Pool;

class SqlBackEnd final : public Component {
 public:
  enum class Kind : std::uint16_t { cpu_end, read_end, write_end };

  SqlBackEnd(const SqlConfig& config, const BufferPool& pool);
  void connect(Pool& pool) { pool_ = &pool; }
  void prepare(Simulation& sim);

  /// A stored-procedure call arrives.
  void accept(Simulation& sim, std::uint32_t job);

  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  [[nodiscard]] const TimeAverage& number_in_system() const { return number_; }
  static const std::vector<MetricInfo>& metrics();

 private:
  void begin_cpu(Simulation& sim, std::uint32_t job);
  void begin_read(Simulation& sim, std::uint32_t job);
  void on_cpu_end(Simulation& sim, std::uint32_t job);
  void on_read_end(Simulation& sim, std::uint32_t job);
  void on_write_end(Simulation& sim);
  void schedule_write(Simulation& sim);
  void commit_or_reply(Simulation& sim, std::uint32_t job);
  void reply(Simulation& sim, std::uint32_t job);
  [[nodiscard]] RandomBlock draw(std::uint32_t job) const;
  [[nodiscard]] std::uint32_t count_misses(double uniform) const;

  SqlConfig config_;                // config
  BufferPool buffer_;               // config
  std::vector<double> misses_cdf_;  // config: P(misses of one call ≤ k)
  Pool* pool_ = nullptr;            // port
  ServerBank cpu_;                  // state and statistic
  ServerBank data_;                 // state and statistic: spindles
  LogDevice log_;                   // state and statistic
  Stream stream_;                   // (client, request, stage): [0] CPU [1] misses [2] reads
                                    //   [3] commit on a shared device
  TimeAverage number_;              // statistic: calls here
  Counter calls_;                   // statistic
  Counter shared_commits_;          // statistic: on the device that data and log share
  std::uint64_t touched_ = 0;       // statistic: pages
  std::uint64_t missed_ = 0;        // statistic: pages
  double megacycles_ = 0.0;         // statistic
  SimTime begin_{};                 // statistic
};

}  // namespace ocssim::models
