// Units on several threads: each once, begun in order, stopped, failed and nested.
#include "engine/experiment/parallel.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <vector>

namespace ocssim {
namespace {

/// A number that threads raise and wait for, with a limit so that a failure does not hang.
class Level {
 public:
  void raise() {
    const std::scoped_lock lock(mutex_);
    ++level_;
    changed_.notify_all();
  }
  [[nodiscard]] bool wait_for(int level) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return level_ >= level; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int level_ = 0;
};

/// How many are inside at once.
class Occupancy {
 public:
  void enter() {
    const int now = ++inside_;
    int most = most_;
    while (most < now && !most_.compare_exchange_weak(most, now)) {
    }
  }
  void leave() { --inside_; }
  [[nodiscard]] int most() const { return most_; }

 private:
  std::atomic<int> inside_{0};
  std::atomic<int> most_{0};
};

TEST(Parallel, EachUnitRunsOnceWithAnyNumberOfThreads) {
  for (const unsigned jobs : {1u, 2u, 4u, 8u}) {
    std::vector<int> calls(1000, 0);
    EXPECT_EQ(parallel_for(calls.size(), jobs, [&](std::size_t i) { ++calls[i]; }), calls.size());
    EXPECT_EQ(calls, std::vector<int>(1000, 1)) << jobs << " jobs";
  }
}

TEST(Parallel, NothingToDoCallsNothing) {
  EXPECT_EQ(parallel_for(0, 4, [](std::size_t) { FAIL(); }), 0u);
}

TEST(Parallel, OneJobStaysOnTheCallersThreadInIndexOrder) {
  std::vector<std::size_t> order;
  const auto caller = std::this_thread::get_id();
  parallel_for(100, 1, [&](std::size_t i) {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    order.push_back(i);
  });
  std::vector<std::size_t> expected(100);
  std::iota(expected.begin(), expected.end(), std::size_t{0});
  EXPECT_EQ(order, expected);
}

TEST(Parallel, UnitsBeginInIndexOrder) {
  // When unit i has noted its beginning, all before it were handed out, and only the other three
  // threads can hold one that they have not noted yet.
  constexpr std::size_t count = 500;
  std::mutex mutex;
  std::vector<char> noted(count, 0);
  parallel_for(count, 4, [&](std::size_t i) {
    const std::scoped_lock lock(mutex);
    noted[i] = 1;
    int open = 0;
    for (std::size_t before = 0; before < i; ++before) open += noted[before] == 0 ? 1 : 0;
    EXPECT_LE(open, 3) << "unit " << i;
  });
}

TEST(Parallel, FourJobsRunAtTheSameTimeWhateverTheNumberOfCores) {
  Level arrived;
  parallel_for(4, 4, [&](std::size_t) {
    arrived.raise();
    EXPECT_TRUE(arrived.wait_for(4));
  });
}

TEST(Parallel, NestedCallsShareTheThreadsOfTheOutermost) {
  Occupancy leaves;
  Level arrived;  // the first leaf waits for a second one, however busy the machine is
  std::vector<std::vector<int>> calls(6, std::vector<int>(50, 0));
  parallel_for(calls.size(), 3, [&](std::size_t outer) {
    parallel_for(calls[outer].size(), 8, [&](std::size_t inner) {
      leaves.enter();
      arrived.raise();
      EXPECT_TRUE(arrived.wait_for(2));
      std::this_thread::sleep_for(std::chrono::microseconds(100));
      ++calls[outer][inner];
      leaves.leave();
    });
  });
  EXPECT_EQ(calls, std::vector<std::vector<int>>(6, std::vector<int>(50, 1)));
  EXPECT_LE(leaves.most(), 3);
  EXPECT_GE(leaves.most(), 2);
}

TEST(Parallel, UnitThatWaitsForAnInnerCallIsNotInterruptedByAnotherUnit) {
  std::mutex mutex;
  std::map<std::thread::id, int> depth;
  parallel_for(40, 4, [&](std::size_t) {
    {
      const std::scoped_lock lock(mutex);
      EXPECT_EQ(++depth[std::this_thread::get_id()], 1);
    }
    parallel_for(4, 4, [](std::size_t inner) {
      std::this_thread::sleep_for(std::chrono::microseconds(200 * inner));
    });
    const std::scoped_lock lock(mutex);
    --depth[std::this_thread::get_id()];
  });
}

TEST(Parallel, AfterAStopNoFurtherUnitBegins) {
  for (const unsigned jobs : {1u, 4u}) {
    std::stop_source source;
    std::vector<char> ran(10000, 0);
    const std::size_t begun = parallel_for(
        ran.size(), jobs,
        [&](std::size_t i) {
          if (i == 20) source.request_stop();
          ran[i] = 1;
        },
        source.get_token());
    EXPECT_GE(begun, 21u);
    EXPECT_LT(begun, ran.size());
    for (std::size_t i = 0; i < ran.size(); ++i) ASSERT_EQ(ran[i] != 0, i < begun) << i;
  }
}

TEST(Parallel, StopBeforeTheBeginningRunsNothing) {
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(parallel_for(
                10, 2, [](std::size_t) { FAIL(); }, source.get_token()),
            0u);
}

TEST(Parallel, ThrowsWhatASequentialLoopWouldHaveThrown) {
  // Unit 5 fails first, unit 2 later; both were begun before either failure was known.
  Level failing;
  std::atomic<int> begun{0};
  const auto unit = [&](std::size_t i) {
    ++begun;
    if (i == 2) {
      EXPECT_TRUE(failing.wait_for(1));
    }
    if (i == 5) failing.raise();
    if (i == 2 || i == 5) throw std::runtime_error("unit " + std::to_string(i));
    // Else the others are all done before a thrower that has lost its core is heard of.
    if (i > 5) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  try {
    parallel_for(100000, 4, unit);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "unit 2");
  }
  EXPECT_LT(begun, 100000);
}

TEST(Parallel, InnerExceptionPassesThroughTheOuterCallAndTheNextCallWorks) {
  const auto failing = [](std::size_t outer) {
    parallel_for(10, 2, [outer](std::size_t inner) {
      if (outer == 1 && inner == 3) throw std::invalid_argument("inner 3");
    });
  };
  EXPECT_THROW(parallel_for(4, 2, failing), std::invalid_argument);
  std::atomic<int> calls{0};
  parallel_for(10, 2, [&](std::size_t) { ++calls; });
  EXPECT_EQ(calls, 10);
}

TEST(ParallelDeathTest, NoJobsAreRefused) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(parallel_for(1, 0, [](std::size_t) {}), "jobs >= 1");
}

}  // namespace
}  // namespace ocssim
