// The SQL back end: a stored-procedure call uses CPU, touches pages, may append to a log.
//
//   call ──▶ CPU (M/G/c) ──▶ pages touched: those not in memory ──▶ data disks (reads) ──┐
//                 × token cache                                        ▲                 ▼
//        reply ◀── log of RTC or RTCDYN (one commit of a call that updates) ◀────────────┘
//                                         pages changed ──▶ checkpoint ─┘ (writes, in bursts)
//
//   up ──fail──▶ down: nothing in memory, every call fails (process: at once; power and hang: when
//    ▲            │    the database is back and resets the connections that hold them)
//    └──restore───┘
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observe.hpp"
#include "models/back_end/buffer_cache.hpp"
#include "models/back_end/buffer_pool.hpp"
#include "models/back_end/config.hpp"
#include "models/back_end/log_device.hpp"
#include "models/back_end/token_cache.hpp"
#include "models/faults/config.hpp"
#include "models/queueing/server_bank.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::models {

struct Job;
struct Pool;

enum class SqlDisk : std::uint8_t { data, log };

class SqlBackEnd final : public Component {
 public:
  /// The entity of `log_end` is the log's index, of `checkpoint` and `flush_tokens` 0.
  enum class Kind : std::uint16_t { cpu_end, disk_end, log_end, checkpoint, flush_tokens };

  SqlBackEnd(const SqlConfig& config, const BufferPool& pool);
  void connect(Pool& pool) { pool_ = &pool; }
  void prepare(Simulation& sim);

  /// A stored-procedure call arrives.
  void accept(Simulation& sim, std::uint32_t job);

  void fail(Simulation& sim, FaultMode mode);
  void restore(Simulation& sim);
  /// Reads and writes that begin from now on take `factor` times as long.
  void slow_down(SqlDisk disk, double factor);
  /// What may change while it runs: docs/models/timeline.md.
  void change_settings(const SqlConfig& config);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  [[nodiscard]] const TimeAverage& number_in_system() const { return number_; }
  static const std::vector<MetricInfo>& metrics();

 private:
  void begin_cpu(Simulation& sim, std::uint32_t job);
  void on_cpu_end(Simulation& sim, std::uint32_t job);
  void commit_or_reply(Simulation& sim, std::uint32_t job);
  void reply(Simulation& sim, std::uint32_t job);
  void fail_call(Simulation& sim, std::uint32_t job);
  void on_flush_tokens(Simulation& sim);
  [[nodiscard]] RandomBlock draw(const Job& job) const;
  // disks: sql_disks.cpp
  void enter_data_disks(Simulation& sim, std::uint32_t job);
  void begin_access(Simulation& sim, std::uint32_t job);
  void on_disk_end(Simulation& sim, std::uint32_t job);
  void commit(Simulation& sim, std::uint32_t job);
  void begin_log_write(Simulation& sim, std::uint32_t log);
  void on_log_end(Simulation& sim, std::uint32_t log);
  void on_checkpoint(Simulation& sim);
  void write_page(Simulation& sim, bool by_checkpoint = false);
  void issue_checkpoint_writes(Simulation& sim);
  void drop_waiting(Simulation& sim);
  // metrics: sql_metrics.cpp
  void observe_disks(const Window& window, Observations& out) const;
  [[nodiscard]] std::string log_name(std::size_t log) const;

  SqlConfig config_;                       // config
  std::uint32_t checkpoint_depth_;         // config: its writes on their way at a time
  Pool* pool_ = nullptr;                   // port
  bool is_up_ = true;                      // state
  FaultMode failure_{};                    // state: how it went down
  std::array<double, 2> slowness_{1, 1};   // state: by SqlDisk, factor of its times
  BufferCache cache_;                      // state
  TokenCache tokens_;                      // state and statistic
  ServerBank cpu_;                         // state and statistic
  ServerBank data_;                        // state and statistic: spindles
  std::vector<LogDevice> logs_;            // state and statistic: of RTC and RTCDYN, or of both
  std::uint32_t checkpoint_left_ = 0;      // state: pages that it has still to write
  std::uint32_t checkpoint_writing_ = 0;   // state: its writes on their way
  std::vector<std::uint32_t> unanswered_;  // state: calls of a database that is silent
  std::uint32_t page_writes_begun_ = 0;    // state: the draw of a page write
  Stream stream_;        // (client, request, stage): [0] CPU [1] misses under che [2] which log;
                         //   sub-counters 2^16 · stage + access: [2] read [3] commit
  Stream write_stream_;  // (0, write): [0] its time
  TimeAverage number_;   // statistic: calls here
  Counter calls_, shared_commits_, page_writes_;           // statistic
  std::uint64_t touched_ = 0, missed_ = 0, replaced_ = 0;  // statistic: pages
  double megacycles_ = 0.0;                                // statistic
  SimTime begin_{};                                        // statistic
};

}  // namespace ocssim::models
