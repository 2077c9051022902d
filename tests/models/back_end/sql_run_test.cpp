// The back end within the pool: rates of its disks, its memory tiers, a stop, its token cache.
#include "models/theory/che.hpp"
#include "tests/models/back_end/tenth.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

const char* const pool_name = "enterprise-100k";

TEST(SqlDisks, WriteAsMuchAsWasMeasuredAt80000Users) {
  // Lync 2010 at 80,000 users, averages: 143.91 data writes/s, 45.34 RTC log writes/s, 330.93
  // RTCDYN log writes/s, no data reads. Calls and updates a message are placeholders of the
  // profile.
  const PoolRun run(pool_name, Settings{"clients.users=80000"} + lasting("10 min"));
  const double data = run.rate("sql.disk.data.writes", "sql");
  const double rtc = run.rate("sql.log.writes", "sql_log[RTC]");
  const double rtcdyn = run.rate("sql.log.writes", "sql_log[RTCDYN]");
  std::printf("data writes %.1f /s of 143.91, RTC log %.1f of 45.34, RTCDYN log %.1f of 330.93\n",
              data, rtc, rtcdyn);
  EXPECT_GT(data, 143.91 / 2.0);
  EXPECT_LT(data, 143.91 * 2.0);
  EXPECT_GT(rtc, 45.34 / 2.0);
  EXPECT_LT(rtc, 45.34 * 2.0);
  EXPECT_GT(rtcdyn, 330.93 / 2.0);
  EXPECT_LT(rtcdyn, 330.93 * 2.0);
  EXPECT_EQ(run.total("sql.disk.data.reads", "sql"), 0.0);
}

TEST(SqlDisks, CheckpointsWriteTheDifferentPagesThatWereChanged) {
  // From the second checkpoint on: Σ (1 − e^(−p n)) pages for n changes in a minute.
  const PoolRun run(pool_name, tenth(mebi_12) + lasting("22 min", "2 min"));
  const double commits =
      run.rate("sql.log.commits", "sql_log[RTC]") + run.rate("sql.log.commits", "sql_log[RTCDYN]");
  const double by_hand = distinct_pages(zipf_popularity(0.8, 100'000), 60.0 * commits) / 60.0;
  const double writes = run.rate("sql.disk.data.writes", "sql");
  std::printf("page writes %.2f /s, by hand %.2f, of %.2f changes/s\n", writes, by_hand, commits);
  EXPECT_NEAR(writes, by_hand, 0.03 * by_hand);
  // Utilization law, and no more writes on their way than the spindles end in 20 ms: 8 · 20 / 60.
  EXPECT_NEAR(run.mean("sql.disk.data.utilization", "sql"), writes * 0.060 / 8.0,
              0.05 * writes * 0.060 / 8.0);
  EXPECT_EQ(run.highest("sql.disk.data.queue_length", "sql"), 2.0);
}

TEST(SqlDisks, WithoutCheckpointsNothingIsWrittenToTheDataFiles) {
  const PoolRun run(pool_name,
                    tenth(mebi_12) + lasting("3 min") + Settings{"sql.checkpoint.interval=0 s"});
  EXPECT_EQ(run.total("sql.disk.data.writes", "sql"), 0.0);
  EXPECT_EQ(run.mean("sql.disk.data.utilization", "sql"), 0.0);
}

TEST(SqlDisks, WithoutWriteCacheCommitsShareWrites) {
  // 40 commits a second on one log, at most 20 writes of 50 ms.
  const Settings pool =
      tenth(mebi_12) + lasting("3 min") + Settings{"sql.disks.log.per_database=false"};
  const PoolRun cached(pool_name, pool);
  EXPECT_EQ(cached.total("sql.log.writes", "sql_log"), cached.total("sql.log.commits", "sql_log"));
  const PoolRun grouped(pool_name, pool + Settings{"sql.disks.log.write_cache=false"});
  const double writes = grouped.rate("sql.log.writes", "sql_log");
  const double commits = grouped.rate("sql.log.commits", "sql_log");
  std::printf("commits %.1f /s in %.1f writes/s\n", commits, writes);
  EXPECT_NEAR(commits, cached.rate("sql.log.commits", "sql_log"), 0.05 * commits);
  EXPECT_GT(commits, 1.5 * writes);
  EXPECT_LE(writes, 20.0);
  EXPECT_NEAR(grouped.mean("sql.disk.log.utilization", "sql_log"), writes * 0.05, 0.01);
}

TEST(SqlDisks, OnOneDeviceCommitsTakeTheSpindlesOfTheData) {
  const Settings pool =
      tenth(mebi_12) + lasting("5 min") + Settings{"sql.disks.log.per_database=false"};
  const PoolRun apart(pool_name, pool);
  const PoolRun shared(pool_name, pool + Settings{"sql.disks.shared=true"});
  const double commits = shared.rate("sql.log.commits", "sql_log");
  const double writes = shared.rate("sql.disk.data.writes", "sql");
  // Utilization law: 60 ms a commit and a page written, on eight spindles.
  EXPECT_NEAR(shared.mean("sql.disk.data.utilization", "sql"), (commits + writes) * 0.060 / 8.0,
              0.05 * (commits + writes) * 0.060 / 8.0);
  EXPECT_EQ(shared.mean("sql.disk.log.utilization", "sql_log"), 0.0);
  const double before = apart.mean("sql.sproc_latency", "front_end[0]");
  const double after = shared.mean("sql.sproc_latency", "front_end[0]");
  std::printf("sproc latency %.1f ms apart, %.1f ms on one device\n", 1e3 * before, 1e3 * after);
  EXPECT_GT(after, before + 0.015);  // 0.37 commits a call, 60 instead of 5 ms each
}

TEST(SqlMemory, SmallerTiersReadMoreAndAnswerLater) {
  // 100,000 users, 80 KiB each: a million pages. 12 GiB hold them; 8 GiB 851,968: misses
  // 0.044 by Che, 12 pages a call, so that 852,000 pages last 852,000 / (1,070 · 12 · 0.044) =
  // 1,500 s.
  const auto tier = [](const char* memory) {
    return PoolRun(pool_name, tenth(memory) + lasting("6 min", "1 min"));
  };
  const PoolRun small = tier(mebi_4);
  const PoolRun middle = tier(mebi_8);
  const PoolRun large = tier(mebi_12);
  const auto row = [](const char* name, const PoolRun& run) {
    std::printf("%s  hit ratio %.4f  reads/s %7.1f  page life %9.0f s  sproc latency %8.1f ms\n",
                name, run.mean("sql.hit_ratio", "sql"), run.rate("sql.disk.data.reads", "sql"),
                run.mean("sql.page_life_expectancy", "sql"),
                1e3 * run.mean("sql.sproc_latency", "front_end[0]"));
  };
  row(" 4 GiB", small);
  row(" 8 GiB", middle);
  row("12 GiB", large);
  EXPECT_EQ(large.total("sql.disk.data.reads", "sql"), 0.0);
  EXPECT_EQ(large.mean("sql.hit_ratio", "sql"), 1.0);
  EXPECT_GT(large.mean("sql.page_life_expectancy", "sql"), 3600.0);
  EXPECT_LT(large.mean("sql.sproc_latency", "front_end[0]"), 0.1);
  const double che = che_zipf(0.8, 100'000, 85'196).hit_ratio;
  EXPECT_NEAR(middle.mean("sql.hit_ratio", "sql"), che, 0.003);
  EXPECT_NEAR(middle.mean("sql.page_life_expectancy", "sql"), 1500.0, 150.0);
  EXPECT_GT(middle.mean("sql.sproc_latency", "front_end[0]"),
            1.5 * large.mean("sql.sproc_latency", "front_end[0]"));
  // 4 GiB: misses 0.27 by Che, 3,400 reads/s of 1,333 that the spindles can: they never rest.
  EXPECT_GT(small.mean("sql.disk.data.utilization", "sql"), 0.98);
  EXPECT_LT(small.mean("sql.page_life_expectancy", "sql"), 300.0);
  EXPECT_GT(small.mean("sql.sproc_latency", "front_end[0]"), 1.0);
}

TEST(SqlMemory, PoliciesAgreeWithinTheirKnownDifference) {
  const auto hit_ratio = [](const char* policy) {
    return PoolRun(pool_name, tenth(mebi_8) + lasting("6 min") +
                                  Settings{std::string("sql.buffer_pool=") + policy})
        .mean("sql.hit_ratio", "sql");
  };
  const double lru = hit_ratio("lru");
  const double clock = hit_ratio("clock");
  const double che = hit_ratio("che");
  std::printf("hit ratio at 8 GiB: LRU %.4f  clock %.4f  Che %.4f\n", lru, clock, che);
  EXPECT_NEAR(lru, che, 0.003);
  EXPECT_GT(clock, lru - 0.001);
  EXPECT_LT(clock, lru + 0.02);
}

TEST(SqlStop, TheDatabaseComesBackWithNothingInMemory) {
  const Settings pool = tenth(mebi_12);
  const PoolRun never(pool_name, pool + lasting("10 min"));
  const PoolRun run(pool_name,
                    pool + lasting("10 min") +
                        Settings{"events=[{\"at\":\"2 min\",\"fail\":\"sql\",\"mode\":\"process\"},"
                                 "{\"at\":\"3 min\",\"restore\":\"sql\"}]"});
  ASSERT_EQ(run.timeline("fault").size(), 1u);
  EXPECT_EQ(run.timeline("fault")[0].component, "sql");
  ASSERT_EQ(run.timeline("restore").size(), 1u);
  // For a minute of ten no call is made, and then every page is read once before it is found.
  EXPECT_EQ(never.sum_of_totals("front_end.rejected_503"), 0.0);
  EXPECT_GT(run.sum_of_totals("front_end.rejected_503"), 1000.0);
  EXPECT_LT(run.mean("sql.hit_ratio", "sql"), 0.9);
  EXPECT_GT(run.total("sql.disk.data.reads", "sql"), 20'000.0);
  EXPECT_LE(run.total("sql.disk.data.reads", "sql"), 100'000.0);  // all pages, none replaced
  EXPECT_GT(run.mean("sql.page_life_expectancy", "sql"), 1e6);
}

TEST(SqlStop, ASilentDatabaseHoldsItsCallsUntilItIsBack) {
  const auto stopped = [](const Settings& settings) {
    return PoolRun(pool_name, tenth(mebi_12) + settings);
  };
  const PoolRun process =
      stopped(lasting("90 s") +
              Settings{"events=[{\"at\":\"60 s\",\"fail\":\"sql\",\"mode\":\"process\"}]"});
  const PoolRun power = stopped(
      lasting("100 s") + Settings{"events=[{\"at\":\"60 s\",\"fail\":\"sql\",\"mode\":\"power\"},"
                                  "{\"at\":\"90 s\",\"restore\":\"sql\"}]"});
  // Refused calls wait for nothing; calls into silence wait until 90 s for their reset.
  EXPECT_LT(process.highest("sql.sproc_latency", "front_end[0]"), 1.0);
  EXPECT_GT(power.highest("sql.sproc_latency", "front_end[0]"), 28.0);
  EXPECT_LT(power.highest("sql.sproc_latency", "front_end[0]"), 30.5);
  EXPECT_EQ(power.highest("sql.connections_in_use", "front_end[0]"), 40.0);
}

TEST(TokenCacheRun, GrowsWithCallsAndSlowsThemDown) {
  // 107 calls/s · 600 s · 100 entries: 6.4 million at the end, 3.2 in the mean; CPU × 2.6.
  const Settings open{"sql.trace_flag_4618=false", "sql.token_cache.entries_per_call=100",
                      "sql.memory=4 GiB"};
  const PoolRun limited(pool_name, tenth(mebi_12) + lasting("10 min"));
  const PoolRun grown(pool_name, tenth(mebi_12) + lasting("10 min") + open);
  EXPECT_EQ(limited.mean("sql.token_cache.entries", "sql"), 1024.0);
  const double calls = grown.total("sql.batch_requests", "sql");
  const double entries = grown.mean("sql.token_cache.entries", "sql");
  EXPECT_NEAR(grown.highest("sql.token_cache.entries", "sql"), 100.0 * calls, 1.0);
  EXPECT_NEAR(entries, 50.0 * calls, 0.03 * 50.0 * calls);
  const double ratio =
      grown.mean("sql.cpu.utilization", "sql") / limited.mean("sql.cpu.utilization", "sql");
  std::printf("entries %.3g in the mean, CPU x %.3f, by hand x %.3f\n", entries, ratio,
              1.0 + 0.5e-6 * entries);
  EXPECT_NEAR(ratio, 1.0 + 0.5e-6 * entries, 0.04 * ratio);
}

TEST(TokenCacheRun, AJobThatEmptiesItMakesASawTooth) {
  const Settings open{"sql.trace_flag_4618=false", "sql.token_cache.entries_per_call=100",
                      "sql.memory=4 GiB", "sql.token_cache.flush_interval=2 min"};
  const PoolRun saw(pool_name, tenth(mebi_12) + lasting("10 min") + open);
  const double calls = saw.total("sql.batch_requests", "sql");
  // Five teeth: the highest is a fifth of all calls, the mean half of that.
  EXPECT_NEAR(saw.highest("sql.token_cache.entries", "sql"), 20.0 * calls, 0.03 * 20.0 * calls);
  EXPECT_NEAR(saw.mean("sql.token_cache.entries", "sql"), 10.0 * calls, 0.03 * 10.0 * calls);
}

}  // namespace
}  // namespace ocssim::models
