// Published cases: who moves where when a server is lost (V3, V4), memory of the back end (V10),
// calls a message (V22). V1 and V2 are in capacity_test.cpp.
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>
#include <string>

namespace ocssim::models {
namespace {

std::string front_end(std::size_t index) {
  return "front_end[" + std::to_string(index) + "]";
}

/// A tenth of 30,000 users on some servers, one of which dies.
class OneServerLost : public testing::TestWithParam<std::size_t> {};

TEST_P(OneServerLost, ItsUsersMoveToTheOthersInEqualParts) {
  const std::size_t servers = GetParam();
  const PoolRun run(
      "front-end-lost",
      quiet() + Settings{"clients.users=3000", "front_ends.count=" + std::to_string(servers),
                         "simulation.phases[0].from=599 s"});
  const double moved = 3000.0 / static_cast<double>(servers);
  const double each = 3000.0 / static_cast<double>(servers - 1);
  std::printf(
      "%zu servers: %.0f of 3,000 users move, %.0f at most on a survivor (by hand %.0f and "
      "%.0f)\n",
      servers, run.total("clients.reconnects"), run.highest("lb.connections", front_end(1)), moved,
      each);
  EXPECT_EQ(run.total("clients.reconnects"), moved);
  for (std::size_t index = 1; index < servers; ++index) {
    EXPECT_NEAR(run.highest("lb.connections", front_end(index)), each, 0.005 * each);
  }
  EXPECT_EQ(run.mean("clients.without_connection"), 0.0);
}

INSTANTIATE_TEST_SUITE_P(Published, OneServerLost, testing::Values(3, 5, 6));

TEST(Published, LessMemoryThanDataMeansReadsAndLatency) {
  // 80 KiB a user: 7.6 GiB for 100,000. In a pool of 10,000 memory is a tenth.
  double last_latency = 0.0;
  for (const int mib : {1229, 819, 410}) {
    const PoolRun run("enterprise-100k",
                      scaled(10000) +
                          Settings{"sql.memory=" + std::to_string(mib) + " MiB",
                                   "sql.memory_reserved=102 MiB", "sql.clock=2.33 GHz"} +
                          lasting("4 min"));
    const double reads = run.total("sql.disk.data.reads", "sql");
    const double latency = run.front_ends_mean("sql.sproc_latency");
    const double life = run.mean("sql.page_life_expectancy", "sql");
    std::printf("%4d MiB: %.0f pages read, sproc latency %.2f ms, page life %.0f s\n", mib, reads,
                1e3 * latency, life);
    EXPECT_GT(latency, last_latency);
    last_latency = latency;
    if (mib > 1000) {
      EXPECT_EQ(reads, 0.0);
      EXPECT_GT(life, 3600.0);
    } else {
      EXPECT_GT(reads, 0.0);
      EXPECT_LT(life, 3600.0);
    }
  }
}

TEST(Published, CallsAMessageComeOutOfWholeCallsAClass) {
  const PoolRun run("enterprise-100k", scaled(10000) + lasting("10 min"));
  const double ratio = run.rate("sql.batch_requests", "sql") / run.rate("offered.requests");
  const double queue = run.front_ends_mean("sql.queue_latency");
  const double sproc = run.front_ends_mean("sql.sproc_latency");
  std::printf("calls a request %.3f (recorded 0.44); queue latency %.4f of the sproc latency\n",
              ratio, queue / sproc);
  EXPECT_NEAR(ratio, 0.44, 0.02);
  EXPECT_LT(queue, 0.05 * sproc);  // recorded: 0.21 of 4.37 ms
}

TEST(Published, CoresSharedByAllMessagesDoTheSameWork) {
  const Settings base = scaled(10000) + lasting("5 min");
  const PoolRun fifo("enterprise-100k", base);
  const PoolRun shared("enterprise-100k",
                       base + Settings{"front_ends.discipline=processor_sharing"});
  const double by_fifo = fifo.front_ends_mean("front_end.cpu.utilization");
  const double by_sharing = shared.front_ends_mean("front_end.cpu.utilization");
  std::printf("utilization %.4f fifo, %.4f processor sharing; at the CPU %.2f and %.2f ms\n",
              by_fifo, by_sharing, 1e3 * fifo.front_ends_mean("front_end.processing_time"),
              1e3 * shared.front_ends_mean("front_end.processing_time"));
  EXPECT_NEAR(by_sharing, by_fifo, 0.002);
}

TEST(Published, AFullListenBacklogRefuses) {
  // All clients within a second on a server that needs minutes for their handshakes.
  const Settings storm = {"clients.users=3000",          "clients.start=storm",
                          "front_ends.count=1",          "front_ends.clock=20 MHz",
                          "clients.reconnect.delay=1 s", "clients.reconnect.enabled=false"};
  const PoolRun open("enterprise-100k", quiet() + storm + lasting("1 min"));
  const PoolRun bounded(
      "enterprise-100k",
      quiet() + storm + Settings{"front_ends.listen_backlog=200"} + lasting("1 min"));
  std::printf("refused: %.0f without a limit, %.0f with a backlog of 200\n",
              open.total("lb.member_refused"), bounded.total("lb.member_refused"));
  EXPECT_EQ(open.total("lb.member_refused"), 0.0);
  EXPECT_GT(bounded.total("lb.member_refused"), 2500.0);
  EXPECT_GE(3000.0 - bounded.total("lb.member_refused"), 200.0);
}

}  // namespace
}  // namespace ocssim::models
