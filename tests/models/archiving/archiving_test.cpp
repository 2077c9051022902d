// Failure mode 9 and its twins: when critical mode stops Front Ends, how queues grow until then,
// and the server as M/M/c while nothing fails.
#include "models/theory/mmc.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <set>

namespace ocssim::models {
namespace {

constexpr double minute = 60.0;

/// Nothing but instant messages: 1,000 users, 20 messages a user and hour, 5.6 records/s.
Settings talking() {
  return scaled(1000) + quiet() +
         Settings{"clients.activity.im_sessions=2 / user / hour", "clients.contacts.mean=50"};
}

Settings failing(const std::string& target, const std::string& mode = "power") {
  return {R"(events=[{"at": "10 min", "fail": ")" + target + R"(", "mode": ")" + mode + R"("}])"};
}

/// Minutes from the fault at 10 min to the first and the last stop of a Front End.
std::pair<double, double> stops(const PoolRun& run) {
  const auto entries = run.timeline("service_stopped");
  if (entries.empty()) return {0.0, 0.0};
  const auto after = [](const TimelineEntry& entry) {
    return to_seconds(entry.at.time_since_epoch()) / minute - 10.0;
  };
  return {after(entries.front()), after(entries.back())};
}

TEST(ArchiveFailure, StopsThePoolAfter30MinWhenTheServerIsAway) {
  const PoolRun run("archive-failure", talking());
  const auto [first, last] = stops(run);
  std::printf("stops %.2f to %.2f min after the fault; Front Ends stopped %.0f of 8\n", first, last,
              run.total("archiving.services_stopped"));
  EXPECT_EQ(run.total("archiving.services_stopped"), 8.0);
  EXPECT_GE(first, 30.0);
  EXPECT_LE(last, 45.0);
  EXPECT_EQ(run.mean("clients.signed_in") < 1000.0, true);
  EXPECT_EQ(run.mean("clients.without_connection"), 1000.0);  // nobody is left to go to
}

TEST(ArchiveFailure, StopsThePoolAfter45MinWhenItsServiceStops) {
  const PoolRun run("archive-failure", talking() + failing("archiving_server", "process"));
  const auto [first, last] = stops(run);
  std::printf("stops %.2f to %.2f min after the fault\n", first, last);
  EXPECT_EQ(run.total("archiving.services_stopped"), 8.0);
  EXPECT_GE(first, 45.0);
  EXPECT_LE(last, 46.0);
}

TEST(ArchiveFailure, StopsThePoolAfter45MinWithoutItsDatabase) {
  const PoolRun run("archive-failure", talking() + failing("archiving_sql"));
  const auto [first, last] = stops(run);
  EXPECT_EQ(run.total("archiving.services_stopped"), 8.0);
  EXPECT_GE(first, 45.0 - 0.1);  // what was on its way has been there for some milliseconds
  EXPECT_LE(last, 46.0);
}

TEST(ArchiveFailure, StopsOneFrontEndAtOnceWhenItsOwnQueueFails) {
  const PoolRun run("archive-failure", talking() + failing("message_queue[3]"));
  const auto entries = run.timeline("service_stopped");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].component, "front_end[3]");
  const auto [first, last] = stops(run);
  EXPECT_LT(last, 0.5);  // at its next message: 0.7 a second
  EXPECT_GT(run.mean("archiving.time_to_stop"), 0.0);
}

TEST(ArchiveFailure, StopsNothingOutsideCriticalMode) {
  const PoolRun run("archive-failure", talking() + Settings{"archiving.critical_mode=false"});
  EXPECT_EQ(run.total("archiving.services_stopped"), 0.0);
  EXPECT_EQ(run.timeline("service_stopped").size(), 0u);
  EXPECT_EQ(run.timeline("archive_failure").size(), 1u);
  EXPECT_EQ(run.mean("clients.without_connection"), 0.0);
  // Records of 10 to 30 min are given up by the end at 60 min; those since are in queues.
  const double rate = run.total("archiving.records") / 3600.0;
  std::printf("records/s %.3f, given up %.0f (by hand %.0f)\n", rate,
              run.total("archiving.dead_letters"), rate * 20.0 * minute);
  EXPECT_NEAR(run.total("archiving.dead_letters"), rate * 20.0 * minute,
              4.0 * std::sqrt(10.0 * rate * 20.0 * minute));  // sessions of ten
}

TEST(ArchiveFailure, FillsTheDiskUntilItStopsWithAQuota) {
  // λ records a second of 400 B on a server: q bytes are full after q / (400 λ).
  const double per_server = 1000.0 * 20.0 / 3600.0 / 8.0;      // λ = 0.694/s
  const double minutes_to_full = 200.0 / per_server / minute;  // 80,000 B: 4.8 min
  const PoolRun run("archive-failure", talking() + Settings{"archiving.queue_quota=80000 B"});
  const auto [first, last] = stops(run);
  std::printf("full at %.2f to %.2f min (by hand %.2f)\n", first, last, minutes_to_full);
  EXPECT_EQ(run.total("archiving.services_stopped"), 8.0);
  EXPECT_GT(first, 0.5 * minutes_to_full);
  EXPECT_LT(last, 2.0 * minutes_to_full);
}

TEST(ArchiveFailure, StopsAgainAfterARestartWithoutACure) {
  const Settings restart = {
      R"(events=[{"at": "10 min", "fail": "archiving_server", "mode": "power"},
                 {"at": "50 min", "restore": "front_end[0]"}])"};
  const PoolRun run("archive-failure", talking() + restart);
  const auto entries = run.timeline("service_stopped");
  ASSERT_EQ(entries.size(), 9u);
  EXPECT_EQ(entries[8].component, "front_end[0]");
  const Settings cured = {
      R"(events=[{"at": "10 min", "fail": "archiving_server", "mode": "power"},
                 {"at": "49 min", "restore": "archiving_server"},
                 {"at": "50 min", "restore": "front_end[0]"}])"};
  EXPECT_EQ(PoolRun("archive-failure", talking() + cured).timeline("service_stopped").size(), 8u);
}

TEST(ArchivingServer, TakesWhatFrontEndsKeptWhenItIsBackInTime) {
  const Settings back = {
      R"(events=[{"at": "10 min", "fail": "archiving_server", "mode": "power"},
                 {"at": "30 min", "restore": "archiving_server"}])"};
  const PoolRun run("archive-failure", talking() + back);
  EXPECT_EQ(run.total("archiving.services_stopped"), 0.0);
  EXPECT_EQ(run.total("archiving.dead_letters"), 0.0);
  const double kept = run.total("archiving.records") / 3.0;  // 20 of 60 min
  std::printf("most in queues %.0f (by hand %.0f)\n", run.highest("archiving.queue_length"), kept);
  EXPECT_NEAR(run.highest("archiving.queue_length"), kept, 4.0 * std::sqrt(10.0 * kept));
}

TEST(ArchivingServerTheory, IsMMcWhileNothingFails) {
  // Two workers of 0.27 s each at 5.56 records/s: 75 % busy. Messages of a session come in series,
  // a half minute apart, among 1,000 users: nearly Poisson.
  std::vector<double> delays;
  std::vector<double> busy;
  std::vector<double> rates;
  for (std::uint32_t replication = 0; replication < 8; ++replication) {
    const PoolRun run("enterprise-100k",
                      talking() + lasting("2 h") +
                          Settings{"archiving.enabled=true", "archiving.workers=2",
                                   "archiving.write_time=270 ms", "simulation.seed=5"},
                      replication);
    delays.push_back(run.mean("archiving.delay"));
    busy.push_back(run.mean("archiving.utilization"));
    rates.push_back(run.rate("archiving.records"));
  }
  const double rate = sample_mean(rates).mean;
  const MmcResult theory = mmc({.arrival_rate = rate, .service_time = 0.27, .servers = 2});
  const SampleMean delay = sample_mean(delays);
  const SampleMean utilization = sample_mean(busy);
  std::printf("λ %.4f/s: delay %.4f ± %.4f s (M/M/2 %.4f), busy %.4f ± %.4f (%.4f)\n", rate,
              delay.mean, delay.standard_error, theory.sojourn_time, utilization.mean,
              utilization.standard_error, theory.utilization);
  EXPECT_NEAR(delay.mean, theory.sojourn_time, 4.0 * delay.standard_error);
  EXPECT_NEAR(utilization.mean, theory.utilization, 4.0 * utilization.standard_error);
}

TEST(MonitoringServer, GetsARecordOfEachSession) {
  const PoolRun run("enterprise-100k",
                    talking() + lasting("60 min") + Settings{"monitoring.enabled=true"});
  const double sessions = 1000.0 * 2.0;
  EXPECT_NEAR(run.total("monitoring.records"), sessions, 4.0 * std::sqrt(sessions));
  EXPECT_EQ(run.total("monitoring.dead_letters"), 0.0);
}

/// 10,000 users who only telephone: 36 reports an hour and user are 100 a second.
Settings reporting(const std::string& disks) {
  return scaled(10000) + quiet() +
         Settings{"clients.keep_alive.enabled=false",  "monitoring.enabled=true",
                  "deployment.qoe_enabled=true",       "monitoring.qoe.per_user=36 / user / hour",
                  "monitoring.qoe.report_size=4000 B", "monitoring.workers=64",
                  "monitoring.write_time=1 ms",        "monitoring.database.report_commits=4",
                  "monitoring.database.disks=" + disks};
}

TEST(MonitoringServerTheory, ItsDatabaseIsMM1) {
  // Commits of 1.75 ms, four a report: 7 ms, and the disk is busy for 70 %. Workers, of which there
  // are plenty, take a report through 1 ms of processing (M/M/64) and the commit (M/M/1).
  std::vector<double> delays;
  std::vector<double> busy;
  for (std::uint32_t replication = 0; replication < 8; ++replication) {
    const PoolRun run(
        "enterprise-100k",
        reporting("1") + lasting("20 min") + Settings{"monitoring.database.commit=1.75 ms"},
        replication);
    delays.push_back(run.mean("monitoring.delay"));
    busy.push_back(run.mean("monitoring.database.utilization"));
    EXPECT_EQ(run.total("monitoring.reports"), run.total("monitoring.records"));
  }
  const double theory =
      0.001 + mmc({.arrival_rate = 100.0, .service_time = 0.007, .servers = 1}).sojourn_time;
  const SampleMean delay = sample_mean(delays);
  const SampleMean disk = sample_mean(busy);
  std::printf("delay %.6f ± %.6f s (%.6f), disk %.5f ± %.5f (0.7)\n", delay.mean,
              delay.standard_error, theory, disk.mean, disk.standard_error);
  EXPECT_NEAR(delay.mean, theory, 4.0 * delay.standard_error);
  EXPECT_NEAR(disk.mean, 0.7, 4.0 * disk.standard_error);
}

TEST(MonitoringServer, QueueGrowsOnDiskByWhatIsTooMuch) {
  // Commits of 5 ms, four a report: 50 reports a second of 100. 4,000 B · 50/s · 20 min = 240 MB.
  std::vector<double> sizes;
  for (std::uint32_t replication = 0; replication < 8; ++replication) {
    const PoolRun run(
        "enterprise-100k",
        reporting("1") + lasting("20 min") + Settings{"monitoring.database.commit=5 ms"},
        replication);
    sizes.push_back(run.highest("monitoring.queue_size"));
    EXPECT_GT(run.mean("monitoring.database.utilization"), 0.999);
  }
  const SampleMean size = sample_mean(sizes);
  std::printf("queue %.0f ± %.0f B (fluid %.0f)\n", size.mean, size.standard_error, 240e6);
  EXPECT_NEAR(size.mean, 240e6, 4.0 * size.standard_error);
  const PoolRun relieved("enterprise-100k", reporting("3") + lasting("20 min") +
                                                Settings{"monitoring.database.commit=5 ms"});
  EXPECT_LT(relieved.highest("monitoring.queue_size"), 1e6);
}

TEST(MonitoringServer, LosesReportsWhenItsDiskIsFull) {
  // The same, with 20 MB for the queues of each of nine computers: full after 15 min, and in the 5
  // min that are left 50 reports a second are lost.
  const PoolRun run("enterprise-100k", reporting("1") + lasting("20 min") +
                                           Settings{"monitoring.database.commit=5 ms",
                                                    "monitoring.queue_quota=20 MB"});
  const double kept = run.highest("monitoring.queue_size");
  const double lost = run.total("monitoring.dead_letters");
  std::printf("queues %.1f MB (180), given up %.0f (15,000)\n", kept * 1e-6, lost);
  EXPECT_EQ(run.total("monitoring.services_stopped"), 0.0);
  EXPECT_NEAR(kept, 180e6, 1e6);
  EXPECT_NEAR(lost, 15000.0, 1500.0);
}

}  // namespace
}  // namespace ocssim::models
