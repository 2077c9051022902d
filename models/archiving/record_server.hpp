// An Archiving or Monitoring Server: records travel by message queues and are written to a
// database.
//
//   Front End ─▶ [queue on its disk] ──▶ [queue on the server's disk] ─▶( c workers )─▶ database
//                 not reached in 30 min    not taken in 45 min              45 min of retries
//                          └──────────────────────┴── failure ──────────────────┘
//
// G/M/c with three deadlines and a quota of disk on either side. A database with disks of its own
// is a second station, G/G/m, behind the workers: a worker is taken until its record is committed.
// When more comes than is committed, the queue grows on disk by the difference. In critical mode a
// failure stops the service of the Front End that the record came from: of each of them, since they
// share the server. While the server can be reached a record passes the first queue at once. Source
// of the rules: HTC, O7-ARCH (docs/sources.md).
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
#include "models/archiving/config.hpp"
#include "models/faults/config.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::models {

struct Pool;

class RecordServer final : public Component {
 public:
  enum class Kind : std::uint16_t {
    write_end,
    unreached,
    untaken,
    database_deadline,
    stop,
    report,
    commit_end
  };
  enum class Role : std::uint8_t { archiving, monitoring };

  RecordServer(const RecordServerConfig& config, Role role, std::uint32_t front_ends);
  void connect(Pool& pool) { pool_ = &pool; }
  void prepare(const Simulation& sim);

  /// A Front End writes a record into its own message queue.
  void deposit(Simulation& sim, std::uint32_t front_end) { deposit(sim, front_end, false); }

  /// power: nothing reaches it; process, hang: records reach its queue and are not taken.
  void fail(Simulation& sim, FaultMode mode);
  void restore(Simulation& sim);
  void fail_database(Simulation& sim);
  void restore_database(Simulation& sim);
  /// The message queue of a Front End: nothing can be written to it.
  void fail_queue(Simulation& sim, std::uint32_t front_end);
  void restore_queue(std::uint32_t front_end);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  /// Records in message queues.
  [[nodiscard]] const TimeAverage& waiting() const { return waiting_; }
  [[nodiscard]] static const std::vector<MetricInfo>& metrics(Role role);

 private:
  enum class State : std::uint8_t { up, not_taking, unreachable };
  struct Record {
    std::int64_t sent = 0;     // written to the Front End's queue [ns]
    std::int64_t arrived = 0;  // at the server's queue [ns]
    std::uint64_t number = 0;  // of all records: draw
    std::uint32_t front_end = 0;
    std::uint32_t attempt = 0;  // to write it: draw
    bool is_report = false;     // of quality; else of a message or session
  };
  struct Outbox {  // message queue of a Front End
    FifoRing<Record> records;
    std::uint64_t bytes = 0;        // of these
    bool broken = false;            // nothing can be written to it
    bool deadline_pending = false;  // `unreached` is scheduled
    bool dead_letters = false;      // a record failed and the server has not worked since
    SimTime broken_since{};
  };

  [[nodiscard]] bool is_working() const { return state_ == State::up && database_up_; }
  [[nodiscard]] std::uint64_t size_of(const Record& record) const {
    return record.is_report ? config_.report_size : config_.record_size;
  }
  /// In a queue of so many bytes.
  [[nodiscard]] bool has_room(std::uint64_t bytes, const Record& record) const {
    return bytes + size_of(record) <= config_.queue_quota;
  }
  void deposit(Simulation& sim, std::uint32_t front_end, bool is_report);
  void schedule_report(Simulation& sim);
  void on_report(Simulation& sim);
  void on_commit_end(Simulation& sim, std::uint32_t worker);
  void begin_commit(Simulation& sim, std::uint32_t worker);
  void finish(Simulation& sim, std::uint32_t worker);
  void leave_queue(Simulation& sim, const Record& record);
  void keep(Simulation& sim, const Record& record);
  void arrive(Simulation& sim, Record record);
  void take_next(Simulation& sim);
  void fetch_kept(Simulation& sim);
  void begin_write(Simulation& sim, std::uint32_t worker);
  void end_faults_if_working();
  void watch_inbox(Simulation& sim);
  void on_write_end(Simulation& sim, std::uint32_t worker);
  void on_unreached(Simulation& sim, std::uint32_t front_end);
  void on_untaken(Simulation& sim);
  void on_database_deadline(Simulation& sim, std::uint32_t outage);
  void on_stop(Simulation& sim, std::uint32_t front_end);
  void bury(Simulation& sim, const Record& record, const char* reason);
  void refuse(Simulation& sim, std::uint32_t front_end, const char* reason);
  void stop_service(Simulation& sim, std::uint32_t front_end, const std::string& reason);
  void note(Simulation& sim, std::string component, const char* kind, std::string text);
  [[nodiscard]] WideInteger ages_of_present(SimTime now) const;

  RecordServerConfig config_;               // config
  Role role_;                               // config
  Pool* pool_ = nullptr;                    // port
  Stream stream_;                           // (0, record, attempt): [0] time to write it [1] commit
                                            // (1, report): [0] gap [1] Front End
  State state_ = State::up;                 // state
  bool database_up_ = true;                 // state
  std::uint32_t outages_ = 0;               // state: of the database so far
  SimTime fault_since_ = sim_never;         // state: it does not work since
  std::vector<Outbox> outboxes_;            // state: by Front End
  FifoRing<Record> inbox_;                  // state: oldest first
  std::uint64_t inbox_bytes_ = 0;           // state: of these
  FifoRing<std::uint32_t> to_commit_;       // state: workers that wait for a disk
  std::uint64_t reports_come_ = 0;          // state: quality reports so far
  std::vector<Record> written_;             // state: by worker, the record in hand
  std::vector<std::uint32_t> idle_;         // state: workers
  std::vector<std::uint32_t> blocked_;      // state: workers that wait for the database
  std::uint64_t kept_ = 0;                  // state: records in the queues of Front Ends
  bool inbox_deadline_pending_ = false;     // state
  bool failure_noted_ = false;              // state: of the present fault, without critical mode
  std::uint64_t numbered_ = 0;              // state: records so far
  std::uint64_t done_ = 0;                  // state: written or given up, since time 0
  TimeAverage waiting_;                     // statistic: records in queues
  TimeAverage waiting_bytes_;               // statistic: of these
  TimeAverage committing_;                  // state and statistic: disks of the database
  TimeAverage busy_;                        // statistic: workers with a record
  TimeAverage present_;                     // statistic: records at the server
  Tally delay_ = Tally::with_histogram();   // statistic: sent to written
  Tally time_to_stop_;                      // statistic: fault to the stop of a Front End service
  Counter records_, records_written_;       // statistic
  Counter dead_letters_, stopped_, taken_;  // statistic
  Counter reports_, bytes_written_;         // statistic
  WideInteger departed_ns_ = 0;             // statistic
  WideInteger begin_ages_ns_ = 0;           // statistic
  SimTime begin_{};                         // statistic
  std::vector<TimelineEntry> timeline_;     // statistic
};

}  // namespace ocssim::models
