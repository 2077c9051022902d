// Director: cores by the utilization law, NTLM slots as M/M/c, and the minute in which all come
// back.
#include "models/theory/mmc.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

Settings quiet_pool(const std::string& duration) {
  return scaled(100) + quiet() + lasting(duration, "10 min");
}

Settings director(const std::string& sign_ins) {
  return {"director.enabled=true", "director.sign_ins=" + sign_ins,
          "director.sign_ins_per_user=0 / user / hour", "director.servers=1"};
}

void expect_close(const char* what, const std::vector<double>& values, double theory) {
  const SampleMean sample = sample_mean(values);
  std::printf("%s: %.5f ± %.5f (standard error), theory %.5f\n", what, sample.mean,
              sample.standard_error, theory);
  EXPECT_GT(sample.standard_error, 0.0) << what;
  EXPECT_NEAR(sample.mean, theory, 4.0 * sample.standard_error) << what;
}

TEST(DirectorTheory, ItsNtlmSlotsAreMMc) {
  // 20 sign-ins a second, two slots, 80 ms: 80 % busy. Processors pass them on as they come.
  std::vector<double> waits;
  std::vector<double> slots;
  std::vector<double> cores;
  for (std::uint32_t replication = 0; replication < 8; ++replication) {
    const PoolRun run(
        "enterprise-100k",
        quiet_pool("2 h") + director("20 / s") +
            Settings{"front_ends.directory_latency=80 ms", "front_ends.certificate_key_bits=1024"},
        replication);
    waits.push_back(run.mean("director.slot_waiting_time"));
    slots.push_back(run.mean("director.slot_utilization", "director[0]"));
    cores.push_back(run.mean("director.cpu.utilization", "director[0]"));
    EXPECT_EQ(run.total("director.refused"), 0.0);
  }
  const MmcResult theory = mmc({.arrival_rate = 20.0, .service_time = 0.08, .servers = 2});
  expect_close("waiting for a slot", waits, theory.waiting_time);
  expect_close("slots", slots, theory.utilization);
  // Handshake of 0.9786 Mcycles and three REGISTERs of 12 on 8 cores of 2,000 Mcycle/s.
  expect_close("cores", cores, 20.0 * (0.9786 + 3.0 * 12.0) / 16000.0);
}

TEST(Director, NeedsNoSlotWithKerberos) {
  const PoolRun run("enterprise-100k", quiet_pool("40 min") + director("20 / s") +
                                           Settings{"clients.authentication=kerberos"});
  EXPECT_EQ(run.observations().find("director.slot_utilization", "director[0]"), nullptr);
  EXPECT_NEAR(run.rate("director.passed"), 20.0, 0.5);
}

TEST(DirectorAfterOutage, WorksInVainForClientsThatHaveGivenUp) {
  // 10,000 users in 60 s, 40 a second pass the slots: a queue of 7,600 after the minute.
  const Settings alone = quiet() + Settings{"clients.keep_alive.enabled=false",
                                            "director.sign_ins_per_user=0 / user / hour"};
  const PoolRun storm("director-after-outage", alone);
  const double present = storm.highest("director.in_progress");
  std::printf(
      "most in progress %.0f (fluid 7,600 or more, with those that try again); timed out "
      "%.0f, in vain %.0f, passed %.0f; mean time %.1f s\n",
      present, storm.total("director.timed_out"), storm.total("director.in_vain"),
      storm.total("director.passed"), storm.mean("director.time"));
  EXPECT_GT(present, 7600.0);
  EXPECT_GT(storm.total("director.timed_out"), 5000.0);
  EXPECT_GT(storm.total("director.in_vain"), 5000.0);
  // Until 32 s of queue have gathered all are in time: 40 a second for t with t · 127/40 = 32 s.
  const PoolRun kerberos("director-after-outage",
                         alone + Settings{"clients.authentication=kerberos"});
  EXPECT_EQ(kerberos.total("director.timed_out"), 0.0);
  EXPECT_EQ(kerberos.total("director.passed"), 10000.0);
  const PoolRun near_controllers("director-after-outage",
                                 alone + Settings{"front_ends.directory_latency=10 ms"});
  EXPECT_EQ(near_controllers.total("director.timed_out"), 0.0);
}

TEST(Director, WaitsForSilentDomainControllers) {
  const Settings silent = {
      R"(events=[{"at": "20 min", "fail": "directory", "mode": "power"},
                 {"at": "30 min", "restore": "directory"}])"};
  const PoolRun run("enterprise-100k",
                    scaled(100) + quiet() + lasting("60 min") + director("2 / s") + silent);
  // 600 s of sign-ins wait; each client gives up after 32 s and comes again.
  EXPECT_GT(run.total("director.timed_out"), 1000.0);
  EXPECT_GT(run.highest("director.in_progress"), 1000.0);
  EXPECT_NEAR(run.total("director.passed"), 7200.0, 500.0);  // all of them in the end
}

}  // namespace
}  // namespace ocssim::models
