// Small parts of the pool: a bank of servers and its books, and who watches whom.
#include "models/clients/contacts.hpp"
#include "models/queueing/server_bank.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim::models {
namespace {

constexpr SimTime at(std::int64_t seconds_from_start) {
  return sim_start + std::chrono::seconds(seconds_from_start);
}

/// Two servers; jobs come at 0, 1, 2 s, the first leaves at 4 s. Seen from 1 s to 6 s.
struct TwoServers {
  TwoServers() {
    jobs_of = {jobs.create(), jobs.create(), jobs.create()};
    EXPECT_TRUE(bank.enter(at(0), jobs, jobs_of[0]));
    bank.begin_observation(at(1), jobs);
    EXPECT_TRUE(bank.enter(at(1), jobs, jobs_of[1]));
    EXPECT_FALSE(bank.enter(at(2), jobs, jobs_of[2]));
    EXPECT_EQ(bank.leave(at(4), jobs, jobs_of[0]), jobs_of[2]);
    jobs.release(jobs_of[0]);
  }
  JobPool jobs;
  ServerBank bank{2, {.tag = 7}};
  std::vector<std::uint32_t> jobs_of;
};

TEST(ServerBank, LittlesLawIsAnIntegerIdentity) {
  TwoServers seen;
  // Inside the window: job 0 from 1 to 4, job 1 from 1 to 6, job 2 from 2 to 6.
  const LittleIdentity little = seen.bank.little(at(6), seen.jobs, "bank");
  EXPECT_EQ(little.number_integral_s, 3.0 + 5.0 + 4.0);
  EXPECT_EQ(little.sojourn_total_s, 3.0 + 5.0 + 4.0);
  EXPECT_EQ(little.residual_ns, 0);
  EXPECT_EQ(little.arrivals, 2u);
  EXPECT_EQ(seen.bank.sojourn_time().sum(), 4.0);
  EXPECT_EQ(seen.bank.waiting_time().sum(), 2.0);
}

TEST(ServerBank, ALostJobBreaksTheIdentity) {
  TwoServers seen;
  seen.jobs.release(seen.jobs_of[1]);  // vanishes in service: nobody calls leave
  const LittleIdentity little = seen.bank.little(at(6), seen.jobs, "bank");
  EXPECT_EQ(little.residual_ns, 5'000'000'000);
}

TEST(ServerBank, AFailureDropsEverybodyAndKeepsTheBooks) {
  TwoServers seen;
  const std::uint32_t waits = seen.jobs.create();
  EXPECT_FALSE(seen.bank.enter(at(4), seen.jobs, waits));
  std::vector<std::uint32_t> dropped;
  seen.bank.fail(at(5), seen.jobs, [&](std::uint32_t job) { dropped.push_back(job); });
  EXPECT_EQ(dropped, std::vector<std::uint32_t>{waits});
  EXPECT_TRUE(seen.jobs[seen.jobs_of[1]].lost);
  EXPECT_TRUE(seen.jobs[seen.jobs_of[2]].lost);
  EXPECT_EQ(seen.bank.busy().level() + seen.bank.queue().level(), 0);
  EXPECT_EQ(seen.bank.little(at(9), seen.jobs, "bank").residual_ns, 0);
}

ClientsConfig::Contacts shipped_contacts() {
  return {.mean = 50.0, .sigma = 1.0, .watching_share = 0.56};
}

TEST(Contacts, MeanNumberOfWatchersIsTwentyEight) {
  const Contacts contacts(shipped_contacts(), 100000, 1, 0);
  std::vector<double> watchers;
  for (std::uint32_t user = 0; user < 100000; ++user) watchers.push_back(contacts.watchers(user));
  const auto [mean, standard_error] = sample_mean(watchers);
  std::printf("watchers %.3f, standard error %.3f\n", mean, standard_error);
  EXPECT_NEAR(mean, 50 * 0.7 * 0.8, 4.0 * standard_error);
  EXPECT_LT(standard_error, 0.15);
}

TEST(Contacts, AUserHasTheSameNumberOfWatchersInEveryDesign) {
  const Contacts small(shipped_contacts(), 1000, 5, 2);
  const Contacts large(shipped_contacts(), 100000, 5, 2);
  const Contacts again(shipped_contacts(), 1000, 5, 2);
  for (std::uint32_t user = 0; user < 1000; ++user) {
    EXPECT_EQ(small.watchers(user), large.watchers(user));
    std::vector<std::uint32_t> first, second;
    small.for_each_watcher(user, [&](std::uint32_t watcher) { first.push_back(watcher); });
    again.for_each_watcher(user, [&](std::uint32_t watcher) { second.push_back(watcher); });
    ASSERT_EQ(first, second);
    ASSERT_EQ(first.size(), small.watchers(user));
    for (const std::uint32_t watcher : first) ASSERT_LT(watcher, 1000u);
  }
}

TEST(Contacts, APartnerIsOneOfTheWatchers) {
  const Contacts contacts(shipped_contacts(), 500, 3, 0);
  for (std::uint32_t user = 0; user < 200; ++user) {
    std::vector<std::uint32_t> watchers;
    contacts.for_each_watcher(user, [&](std::uint32_t watcher) { watchers.push_back(watcher); });
    if (watchers.empty()) continue;
    const std::uint32_t last = contacts.partner(user, ~std::uint64_t{0});
    const std::uint32_t first = contacts.partner(user, 0);
    EXPECT_EQ(first, watchers.front());
    EXPECT_EQ(last, watchers.back());
  }
}

TEST(Contacts, OtherReplicationsHaveOtherWatchers) {
  const Contacts one(shipped_contacts(), 1000, 5, 0);
  const Contacts other(shipped_contacts(), 1000, 5, 1);
  std::uint32_t equal = 0;
  for (std::uint32_t user = 0; user < 1000; ++user)
    equal += one.watchers(user) == other.watchers(user);
  EXPECT_LT(equal, 100u);
}

}  // namespace
}  // namespace ocssim::models
