// Failure modes of the back end as shipped scenarios: what each must show, and a twin without the
// cause in which it does not occur.
#include "models/theory/che.hpp"
#include "tests/models/back_end/tenth.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

double sproc_latency(const PoolRun& run) {
  return run.mean("sql.sproc_latency", "front_end[0]");
}

/// Observed from `from` to the end `to`.
Settings seen(const std::string& from, const std::string& to) {
  return {"simulation.duration=" + to, "simulation.warmup=none",
          R"(simulation.phases=[{"name":"seen","from":")" + from + R"(","to":")" + to + R"("}])"};
}

TEST(FailureMode, ABufferPoolSmallerThanTheDataReads) {
  // A million pages of data, 851,968 in the pool: Che 0.9558. 1,065 calls/s · 12 pages · 0.0442 =
  // 565 reads/s; life 851,968 / 565 = 1,508 s; 0.53 reads a call of 6 ms and the queue before them.
  const PoolRun small("sql-memory-too-small", seen("1 min", "4 min"));
  const PoolRun twin("sql-memory-too-small",
                     seen("1 min", "4 min") + Settings{"sql.memory=12 GiB"});
  const double reads = small.rate("sql.disk.data.reads", "sql");
  const double life = small.mean("sql.page_life_expectancy", "sql");
  std::printf("8 GiB: %.0f reads/s, page life %.0f s, sproc latency %.2f ms; 12 GiB: %.2f ms\n",
              reads, life, 1e3 * sproc_latency(small), 1e3 * sproc_latency(twin));
  EXPECT_NEAR(small.mean("sql.hit_ratio", "sql"), che_zipf(0.8, 1'000'000, 851'968).hit_ratio,
              0.002);
  EXPECT_NEAR(reads, 565.0, 30.0);
  EXPECT_NEAR(life, 1508.0, 80.0);
  EXPECT_GT(sproc_latency(small), sproc_latency(twin) + 0.53 * 0.006);
  EXPECT_EQ(twin.total("sql.disk.data.reads", "sql"), 0.0);
  EXPECT_GT(twin.mean("sql.page_life_expectancy", "sql"), 3600.0);
  EXPECT_LT(sproc_latency(twin), 0.003);
}

TEST(FailureMode, ThirtyTwoBitsWithoutLockedPagesIgnoreTheMemory) {
  // 1,600 MB: 195,312 of 500,000 pages, Che 0.746. 535 calls/s · 12 · 0.254 = 1,630 reads/s of
  // 1,333 that eight disks can: they never rest, and a page lives 195,312 / 1,333 = 147 s.
  const PoolRun run("sql-32-bit", seen("1 min", "4 min"));
  const PoolRun more("sql-32-bit", seen("1 min", "4 min") + Settings{"sql.memory=64 GiB"});
  const PoolRun twin("sql-32-bit", seen("1 min", "4 min") + Settings{"sql.lock_pages=true"});
  std::printf("32 bits: hit ratio %.4f, page life %.0f s, 503 %.1f /s; with locked pages %.1f /s\n",
              run.mean("sql.hit_ratio", "sql"), run.mean("sql.page_life_expectancy", "sql"),
              run.sum_of_totals("front_end.rejected_503") / 180.0,
              twin.sum_of_totals("front_end.rejected_503") / 180.0);
  EXPECT_NEAR(run.mean("sql.hit_ratio", "sql"), che_zipf(0.8, 500'000, 195'312).hit_ratio, 0.004);
  EXPECT_GT(run.mean("sql.disk.data.utilization", "sql"), 0.99);
  EXPECT_NEAR(run.mean("sql.page_life_expectancy", "sql"), 147.0, 15.0);
  EXPECT_GT(run.sum_of_totals("front_end.rejected_503"), 1000.0);
  EXPECT_EQ(more.observations().event_fingerprint, run.observations().event_fingerprint);
  EXPECT_EQ(twin.total("sql.disk.data.reads", "sql"), 0.0);
  EXPECT_EQ(twin.sum_of_totals("front_end.rejected_503"), 0.0);
  EXPECT_LT(sproc_latency(twin), 0.003);
}

TEST(FailureMode, TheTokenCacheIsASawTooth) {
  // 212 calls/s · 1,800 s · 28 entries = 10.7 million: CPU of a call × 6.3, so that two cores are
  // at 0.93 over the last five minutes. After the job half a million entries remain to slow: × 1.6.
  const PoolRun before("sql-token-cache", seen("25 min", "30 min"));
  const PoolRun after("sql-token-cache", seen("31 min", "36 min"));
  const PoolRun twin("sql-token-cache",
                     seen("25 min", "30 min") + Settings{"sql.trace_flag_4618=true"});
  const double entries = before.highest("sql.token_cache.entries", "sql");
  std::printf("sproc latency %.1f ms at %.3g entries, %.2f ms after the job, %.2f ms with 4618\n",
              1e3 * sproc_latency(before), entries, 1e3 * sproc_latency(after),
              1e3 * sproc_latency(twin));
  EXPECT_NEAR(entries, 212.0 * 1800.0 * 28.0, 0.03 * entries);
  EXPECT_NEAR(before.mean("sql.cpu.utilization", "sql"), 0.93, 0.03);
  EXPECT_GT(sproc_latency(before), 0.05);
  EXPECT_LT(sproc_latency(after), 0.005);
  EXPECT_EQ(twin.highest("sql.token_cache.entries", "sql"), 1024.0);
  EXPECT_LT(sproc_latency(twin), 0.003);
}

TEST(FailureMode, ASlowBackEndIsThrottledFrom12Seconds) {
  // 390 commits/s of 6 ms are 2.3 of 2 disks: the queue of calls grows to 12 s and then 503 begins.
  const PoolRun run("sql-disks-shared", seen("0 s", "4 min"));
  const PoolRun twin("sql-disks-shared", seen("0 s", "4 min") + Settings{"sql.disks.shared=false"});
  const double longest = run.highest("sql.queue_latency", "front_end[0]");
  const double rejected = run.sum_of_totals("front_end.rejected_503") / 240.0;
  std::printf("queue latency up to %.1f s, 503 %.1f /s; apart %.1f /s\n", longest, rejected,
              twin.sum_of_totals("front_end.rejected_503") / 240.0);
  EXPECT_GT(run.mean("sql.disk.data.utilization", "sql"), 0.99);
  EXPECT_GT(longest, 12.0);
  EXPECT_GT(rejected, 5.0);
  EXPECT_EQ(twin.sum_of_totals("front_end.rejected_503"), 0.0);
  EXPECT_LT(twin.highest("sql.queue_latency", "front_end[0]"), 0.1);
}

TEST(FailureMode, ADatabaseThatComesBackIsCold) {
  // Each page is read once before it is found: 100,000 of them at 133 a second (a tenth of the
  // pool). 10 % of misses are what the disks can serve, and that takes the more popular two thirds:
  // 500 s.
  const auto seen_of = [](const std::string& from, const std::string& to, const Settings& more) {
    return PoolRun("sql-restart", tenth(mebi_12) + seen(from, to) + more);
  };
  const PoolRun cold = seen_of("6 min", "8 min", {});
  const PoolRun filling = seen_of("10 min", "12 min", {});
  const PoolRun warm = seen_of("20 min", "24 min", {});
  const PoolRun twin = seen_of("6 min", "8 min", {"events=[]"});
  const auto row = [](const char* when, const PoolRun& run) {
    std::printf("%-12s hit ratio %.3f  data disks %.3f  503 %6.0f  sproc latency %7.1f ms\n", when,
                run.mean("sql.hit_ratio", "sql"), run.mean("sql.disk.data.utilization", "sql"),
                run.sum_of_totals("front_end.rejected_503"), 1e3 * sproc_latency(run));
  };
  row("6 to 8 min", cold);
  row("10 to 12 min", filling);
  row("20 to 24 min", warm);
  row("no stop", twin);
  EXPECT_LT(cold.mean("sql.hit_ratio", "sql"), 0.6);
  EXPECT_GT(cold.mean("sql.disk.data.utilization", "sql"), 0.99);
  EXPECT_GT(cold.sum_of_totals("front_end.rejected_503"), 2000.0);
  EXPECT_GT(filling.sum_of_totals("front_end.rejected_503"), 500.0);
  EXPECT_GT(warm.mean("sql.hit_ratio", "sql"), 0.97);
  EXPECT_EQ(warm.sum_of_totals("front_end.rejected_503"), 0.0);
  EXPECT_EQ(twin.mean("sql.hit_ratio", "sql"), 1.0);
  EXPECT_EQ(twin.sum_of_totals("front_end.rejected_503"), 0.0);
}

}  // namespace
}  // namespace ocssim::models
