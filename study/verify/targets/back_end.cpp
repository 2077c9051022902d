// Targets of the back end: disk writes (V9), memory (V10), calls a message (V22).
#include "study/verify/scenario_run.hpp"
#include "study/verify/targets/checks.hpp"

namespace ocssim::study {
namespace {

const char* const pool = "enterprise-100k";

}  // namespace

Evidence verify_disk_writes(const CheckContext& context) {
  const ScenarioRun run(pool,
                        Settings{"clients.users=80000"} + lasting(context.pick("3 min", "10 min")),
                        context.seed);
  Evidence evidence;
  evidence.title = "disk writes at 80,000 users";
  evidence.kind = EvidenceClass::calibrated;
  evidence.source = "L10-IO, averages";
  evidence.proves = "nothing but the order: asked for is a factor of 2";
  evidence.limits = "calibrated: updates a message, split over the logs";
  evidence.rows = {
      shown("data writes", "1/s", 143.91, run.rate("sql.disk.data.writes", "sql")),
      shown("RTC log writes", "1/s", 45.34, run.rate("sql.log.writes", "sql_log[RTC]")),
      shown("RTCDYN log writes", "1/s", 330.93, run.rate("sql.log.writes", "sql_log[RTCDYN]")),
      exactly("data reads", "1/s", 0.0, run.rate("sql.disk.data.reads", "sql"))};
  return evidence;
}

Evidence verify_memory_sweep(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "memory of 12, 8, 4 GiB for 100,000 users";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "L13-MON";
  evidence.proves = "enough memory: no reads; less: reads, latency, page life below 3,600 s";
  evidence.limits = "a tenth of the pool; data a user and popularity are placeholders";
  const models::SqlConfig::Disk disks = scenario_with(pool, {}).sql.data;
  double last_latency = 0.0;
  for (const int mib : {1229, 819, 410}) {
    const ScenarioRun run(pool,
                          scaled(10000) +
                              Settings{"sql.memory=" + std::to_string(mib) + " MiB",
                                       "sql.memory_reserved=102 MiB", "sql.clock=2.33 GHz"} +
                              lasting("4 min"),
                          context.seed);
    const std::string name = std::to_string(mib) + " MiB: ";
    const double reads = run.total("sql.disk.data.reads", "sql");
    const double life = run.mean("sql.page_life_expectancy", "sql");
    const double latency = run.front_ends_mean("sql.sproc_latency");
    if (mib > 1000) {
      evidence.rows.push_back(exactly(name + "pages read", "", 0.0, reads));
      evidence.rows.push_back(at_least(name + "page life expectancy", "s", 3600.0, life));
    } else {
      evidence.rows.push_back(at_least(name + "pages read", "", 1.0, reads));
      evidence.rows.push_back(at_most(name + "page life expectancy", "s", 3600.0, life));
      // Each access takes its own time: exponential, so that n of them are sure to 1/√n.
      const double writes = run.total("sql.disk.data.writes", "sql");
      const double busy = run.find("sql.disk.data.utilization", "sql").sum * disks.spindles;
      const double demand =
          reads * to_seconds(disks.read_time) + writes * to_seconds(disks.write_time);
      evidence.rows.push_back(within_share(
          name + "busy time of the spindles, by the utilization law", "s", demand, busy, 0.04));
      evidence.rows.push_back(
          at_least(name + "sproc latency, above that with more", "s", last_latency, latency));
    }
    last_latency = latency;
  }
  return evidence;
}

Evidence verify_calls_a_message(const CheckContext& context) {
  const ScenarioRun run(pool, scaled(10000) + lasting("5 min"), context.seed);
  Evidence evidence;
  evidence.title = "stored-procedure calls a message";
  evidence.kind = EvidenceClass::calibrated;
  evidence.source = "CMK: counters of one production server";
  evidence.proves = "nothing: whole calls a class were chosen near the recorded ratio";
  evidence.limits = "calibrated: calls of each message class; 0.44 is no parameter";
  const double latency = run.front_ends_mean("sql.sproc_latency");
  evidence.rows = {shown("calls a request", "1", 0.44,
                         run.rate("sql.batch_requests", "sql") / run.rate("offered.requests")),
                   shown("queue latency over sproc latency", "1", 0.21 / 4.37,
                         run.front_ends_mean("sql.queue_latency") / latency)};
  return evidence;
}

}  // namespace ocssim::study
