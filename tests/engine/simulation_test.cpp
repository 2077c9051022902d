// One clock before two sets: order, phases, limits, stops, and checks that name the run.
#include "engine/simulation.hpp"

#include "engine/stats/observations.hpp"
#include "engine/trace_sink.hpp"

#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ocssim {
namespace {

/// Records what it handles and does what a test tells it to.
class Recorder final : public Component {
 public:
  enum class Kind : std::uint16_t { work, timer_a, timer_b };
  using Action = std::function<void(Simulation&, const Event&)>;
  struct Handled {
    std::int64_t time;
    std::uint16_t kind;
    std::uint32_t entity;
    friend bool operator==(const Handled&, const Handled&) = default;
  };

  explicit Recorder(std::string name, std::uint32_t entities = 4)
      : Component(std::move(name)), entities_(entities) {}

  void start(Simulation& sim) override {
    sim.reserve_timers(*this, entities_, {Kind::timer_a, Kind::timer_b});
    if (on_start) on_start(sim);
  }
  void handle(Simulation& sim, const Event& event) override {
    handled.push_back({event.time, event.kind, event.entity});
    if (on_event) on_event(sim, event);
  }
  void begin_observation(SimTime now) override { observed_from = now; }
  void end_observation(SimTime now, Observations& /*out*/) override { observed_to = now; }
  void check_conservation(SimTime /*now*/) const override { ++conservation_checks; }

  std::function<void(Simulation&)> on_start;
  Action on_event;
  std::vector<Handled> handled;
  SimTime observed_from{};
  SimTime observed_to{};
  mutable int conservation_checks = 0;

 private:
  std::uint32_t entities_;
};

constexpr SimTime at(std::int64_t ns) {
  return SimTime{Duration{ns}};
}
constexpr auto work = Recorder::Kind::work;

TEST(Simulation, HandlesBothSetsInOneOrder) {
  Simulation sim({});
  Recorder recorder("recorder");
  sim.add(recorder);
  recorder.on_start = [&](Simulation& s) {
    s.schedule_at(recorder, work, 1, at(30));
    s.arm(recorder, 2, 0, at(20));
    s.schedule_at(recorder, work, 3, at(10));
    s.arm(recorder, 0, 1, at(40));
    s.arm(recorder, 1, 0, at(30));  // after the work of the same instant: armed later
  };
  EXPECT_EQ(sim.run_until(at(100)), StopReason::no_more_events);
  const std::vector<Recorder::Handled> expected{
      {10, 0, 3}, {20, 1, 2}, {30, 0, 1}, {30, 1, 1}, {40, 2, 0}};
  EXPECT_EQ(recorder.handled, expected);
  EXPECT_EQ(sim.events_processed(), 5u);
  EXPECT_EQ(sim.now(), at(100));
}

TEST(Simulation, PhasesOrderAnInstantAcrossBothSets) {
  Simulation sim({});
  Recorder recorder("recorder");
  sim.add(recorder);
  recorder.on_start = [&](Simulation& s) {
    s.schedule_at(recorder, work, 0, at(5), Phase::observation);
    s.arm(recorder, 1, 0, at(5), Phase::control);
    s.schedule_at(recorder, work, 2, at(5), Phase::arrival);
    s.arm(recorder, 3, 0, at(5), Phase::departure);
  };
  sim.run_until(at(5));
  const std::vector<Recorder::Handled> expected{{5, 1, 3}, {5, 0, 2}, {5, 1, 1}, {5, 0, 0}};
  EXPECT_EQ(recorder.handled, expected);
}

TEST(Simulation, RunsUpToAndIncludingTheHorizonAndGoesOn) {
  Simulation sim({});
  Recorder recorder("recorder");
  sim.add(recorder);
  int starts = 0;
  recorder.on_start = [&](Simulation& s) {
    ++starts;
    s.schedule_at(recorder, work, 0, at(10));
    s.schedule_at(recorder, work, 1, at(11));
    s.arm(recorder, 0, 0, at(12));
  };
  EXPECT_EQ(sim.run_until(at(10)), StopReason::horizon);
  EXPECT_EQ(recorder.handled.size(), 1u);
  EXPECT_EQ(sim.now(), at(10));
  EXPECT_EQ(sim.pending(), 2u);
  EXPECT_EQ(sim.run_until(at(11)), StopReason::horizon);
  EXPECT_EQ(recorder.handled.size(), 2u);
  EXPECT_EQ(sim.run_until(at(12)), StopReason::no_more_events);
  EXPECT_EQ(starts, 1);
}

TEST(Simulation, ReArmedTimersFireOnceAtTheirLastDue) {
  Simulation sim({});
  Recorder recorder("recorder");
  sim.add(recorder);
  recorder.on_start = [&](Simulation& s) {
    s.arm(recorder, 0, 0, at(10));
    s.arm(recorder, 0, 0, at(500));
    s.arm(recorder, 1, 0, at(900));
    s.arm(recorder, 1, 0, at(20));
    s.arm(recorder, 2, 0, at(30));
    EXPECT_TRUE(s.is_armed(recorder, 2, 0));
    EXPECT_EQ(s.due(recorder, 2, 0), at(30));
    s.disarm(recorder, 2, 0);
    EXPECT_FALSE(s.is_armed(recorder, 2, 0));
    EXPECT_EQ(s.due(recorder, 2, 0), sim_never);
  };
  sim.run_until(at(1000));
  const std::vector<Recorder::Handled> expected{{20, 1, 1}, {500, 1, 0}};
  EXPECT_EQ(recorder.handled, expected);
}

/// Reserves before the start, and has a slot that is seldom armed.
class EarlyBird final : public Component {
 public:
  enum class Kind : std::uint16_t { usual, seldom };
  explicit EarlyBird(std::string name) : Component(std::move(name)) {}
  void handle(Simulation& /*sim*/, const Event& event) override { kinds.push_back(event.kind); }
  std::vector<std::uint16_t> kinds;
};

TEST(Simulation, TimersMayBeArmedBeforeTheStart) {
  Simulation sim({});
  EarlyBird first("first");
  EarlyBird second("second");
  sim.add(first);
  sim.add(second);
  sim.reserve_timers(first, 3, {EarlyBird::Kind::usual}, {EarlyBird::Kind::seldom});
  sim.reserve_timers(second, 2, {EarlyBird::Kind::usual});
  EXPECT_FALSE(sim.is_armed(first, 0, 0));
  sim.disarm(first, 0, 1);
  sim.arm(second, 1, 0, at(7));
  sim.arm(first, 2, 1, at(5));
  sim.arm(first, 2, 0, at(6));
  EXPECT_TRUE(sim.is_armed(first, 2, 1));
  EXPECT_EQ(sim.due(first, 2, 1), at(5));
  EXPECT_FALSE(sim.is_armed(first, 1, 1));
  sim.run_until(at(10));
  EXPECT_EQ(first.kinds, (std::vector<std::uint16_t>{1, 0}));
  EXPECT_EQ(second.kinds, (std::vector<std::uint16_t>{0}));
}

TEST(Simulation, EventLimitEndsTheRunAtTheLastEvent) {
  Simulation sim({.event_limit = 100});
  Recorder recorder("recorder");
  sim.add(recorder);
  recorder.on_start = [&](Simulation& s) { s.schedule_at(recorder, work, 0, at(1)); };
  recorder.on_event = [&](Simulation& s, const Event&) {
    s.schedule_in(recorder, work, 0, Duration{1});
  };
  EXPECT_EQ(sim.run_until(at(1'000'000)), StopReason::event_limit);
  EXPECT_EQ(sim.events_processed(), 100u);
  EXPECT_EQ(sim.now(), at(100));
}

TEST(Simulation, StopFlagEndsTheRunWithin65536Events) {
  std::atomic<bool> stop{false};
  Simulation sim({.stop_requested = &stop});
  Recorder recorder("recorder");
  sim.add(recorder);
  recorder.on_start = [&](Simulation& s) { s.schedule_at(recorder, work, 0, at(1)); };
  recorder.on_event = [&](Simulation& s, const Event&) {
    if (s.events_processed() == 70'000) stop = true;
    s.schedule_in(recorder, work, 0, Duration{1});
  };
  EXPECT_EQ(sim.run_until(at(1'000'000)), StopReason::stop_requested);
  EXPECT_EQ(sim.events_processed(), 131'072u);
}

TEST(Simulation, ObservationReachesEveryComponentAndEndsWithConservation) {
  Simulation sim({});
  Recorder a("a");
  Recorder b("b");
  sim.add(a);
  sim.add(b);
  sim.run_until(at(50));
  sim.begin_observation();
  EXPECT_EQ(a.observed_from, at(50));
  EXPECT_EQ(b.observed_from, at(50));
}

/// `count` events of one component; what is varied shows in the fingerprint or not.
std::uint64_t fingerprint_of(const std::string& name, std::uint32_t entity, Phase phase,
                             std::int64_t time) {
  Simulation sim({});
  Recorder recorder(name);
  sim.add(recorder);
  recorder.on_start = [&](Simulation& s) {
    s.schedule_at(recorder, work, entity, at(time), phase);
    s.schedule_at(recorder, work, 7, at(100));
  };
  sim.run_until(at(1000));
  return sim.event_fingerprint();
}

TEST(Simulation, FingerprintHoldsTimePhaseNameAndEntity) {
  const std::uint64_t base = fingerprint_of("station", 1, Phase::departure, 5);
  EXPECT_EQ(fingerprint_of("station", 1, Phase::departure, 5), base);
  EXPECT_NE(fingerprint_of("station2", 1, Phase::departure, 5), base);
  EXPECT_NE(fingerprint_of("station", 2, Phase::departure, 5), base);
  EXPECT_NE(fingerprint_of("station", 1, Phase::arrival, 5), base);
  EXPECT_NE(fingerprint_of("station", 1, Phase::departure, 6), base);
}

TEST(Simulation, FingerprintDoesNotDependOnIds) {
  const auto run = [](bool other_first) {
    Simulation sim({});
    Recorder recorder("recorder");
    Recorder other("other");
    if (other_first) sim.add(other);
    sim.add(recorder);
    if (!other_first) sim.add(other);
    recorder.on_start = [&](Simulation& s) { s.schedule_at(recorder, work, 1, at(5)); };
    other.on_start = [&](Simulation& s) { s.schedule_at(other, work, 1, at(6)); };
    sim.run_until(at(10));
    return sim.event_fingerprint();
  };
  EXPECT_EQ(run(true), run(false));
}

class CountingSink final : public TraceSink {
 public:
  void on_event(const Event& event, const Component& component) override {
    lines.push_back(std::to_string(event.time) + " " + component.name());
  }
  std::vector<std::string> lines;
};

TEST(Simulation, TraceSinkSeesEveryEventAndChangesNothing) {
  CountingSink sink;
  Simulation sim({.trace = &sink});
  Recorder recorder("station");
  sim.add(recorder);
  recorder.on_start = [&](Simulation& s) {
    s.schedule_at(recorder, work, 1, at(5));
    s.schedule_at(recorder, work, 7, at(100));
  };
  sim.run_until(at(1000));
  EXPECT_EQ(sink.lines, (std::vector<std::string>{"5 station", "100 station"}));
  EXPECT_EQ(sim.event_fingerprint(), fingerprint_of("station", 1, Phase::departure, 5));
}

using SimulationDeathTest = ::testing::Test;

void schedule_into_the_past() {
  Simulation sim({.seed = 4711, .replication = 3});
  Recorder recorder("front_end[3]");
  sim.add(recorder);
  recorder.on_start = [&](Simulation& s) { s.schedule_at(recorder, work, 0, at(1234)); };
  recorder.on_event = [&](Simulation& s, const Event&) {
    s.schedule_at(recorder, work, 0, at(1233));
  };
  sim.run_until(at(10'000));
}

TEST(Simulation, DroppedEventsLeaveTheObservation) {
  Simulation sim({});
  Recorder recorder("recorder");
  sim.add(recorder);
  recorder.on_start = [&](Simulation& s) {
    s.schedule_at(recorder, work, 0, at(10));
    s.schedule_at(recorder, work, 1, at(1000));
    s.arm(recorder, 2, 0, at(2000));
  };
  EXPECT_EQ(sim.run_until(at(100)), StopReason::horizon);
  const std::uint64_t fingerprint = sim.event_fingerprint();
  EXPECT_EQ(sim.pending(), 2u);
  sim.drop_events();
  EXPECT_EQ(sim.pending(), 0u);
  Observations out;
  sim.end_observation(out);
  EXPECT_EQ(recorder.observed_to, at(100));
  EXPECT_EQ(recorder.conservation_checks, 1);
  EXPECT_EQ(sim.event_fingerprint(), fingerprint);
  EXPECT_EQ(sim.events_processed(), 1u);
}

TEST(SimulationDeathTest, NothingRunsAfterEventsWereDropped) {
  Simulation sim({});
  Recorder recorder("recorder");
  sim.add(recorder);
  sim.run_until(at(1));
  sim.drop_events();
  EXPECT_DEATH(sim.run_until(at(2)), "!dropped_");
  EXPECT_DEATH(sim.arm(recorder, 0, 0, at(2)), "place");
}

TEST(SimulationDeathTest, TimeNeverGoesBackAndTheMessageCanBeReplayed) {
  EXPECT_DEATH(schedule_into_the_past(),
               "time >= now_(.|\n)*simulated time 1234 ns, component front_end\\[3\\], "
               "replication 3, seed 4711");
}

TEST(SimulationDeathTest, TimersNeverGoBack) {
  EXPECT_DEATH(
      {
        Simulation sim({});
        Recorder recorder("a");
        sim.add(recorder);
        sim.run_until(at(100));
        sim.arm(recorder, 0, 0, at(99));
      },
      "time >= now_(.|\n)*outside of a simulation");
}

TEST(SimulationDeathTest, TimersOutsideOfTheirBlockAreRefused) {
  EXPECT_DEATH(
      {
        Simulation sim({});
        Recorder recorder("a", 4);
        sim.add(recorder);
        sim.run_until(at(1));
        sim.arm(recorder, 4, 0, at(99));
      },
      "entity < place.entities");
}

TEST(SimulationDeathTest, ComponentsThatWereNotAddedCannotSchedule) {
  EXPECT_DEATH(
      {
        Simulation sim({});
        Recorder recorder("a");
        sim.schedule_at(recorder, work, 0, at(1));
      },
      "number < components_.size");
}

TEST(SimulationDeathTest, SampledTimesMustBeFiniteAndNotNegative) {
  EXPECT_DEATH(static_cast<void>(seconds(-1.0)), "value >= 0");
  EXPECT_DEATH(static_cast<void>(seconds(1e300)), "value < 9.2e9");
}

TEST(Seconds, RoundToTheNearestNanosecond) {
  EXPECT_EQ(seconds(0.0).count(), 0);
  EXPECT_EQ(seconds(1.4999e-9).count(), 1);
  EXPECT_EQ(seconds(1.5e-9).count(), 2);
  EXPECT_EQ(seconds(3600.0).count(), 3'600'000'000'000);
}

}  // namespace
}  // namespace ocssim
