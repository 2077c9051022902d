// The trace follows one client through every queue: what it says adds up to what was measured.
#include "models/observer/narrator.hpp"
#include "study/verify/scenario_run.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

class Told final : public models::NarrationListener {
 public:
  void on_narrated(const models::NarratedEvent& event) override { lines.push_back(event); }
  std::vector<models::NarratedEvent> lines;
};

std::vector<models::NarratedEvent> traced(std::optional<std::uint32_t> client) {
  const scenarios::Scenario scenario = scenario_with(
      "enterprise-100k-morning",
      quiet() + Settings{"clients.users=50", "clients.sign_in_window=10 min"} + lasting("20 min"));
  Told told;
  models::Narrator narrator(client, told);
  scenarios::SimulateOptions options;
  options.narrator = &narrator;
  const Observations seen = scenarios::simulate(scenario, 0, options);
  // Looking changes nothing.
  EXPECT_EQ(seen.event_fingerprint, scenarios::simulate(scenario, 0).event_fingerprint);
  return told.lines;
}

std::ptrdiff_t count(const std::vector<models::NarratedEvent>& lines, std::string_view kind,
                     std::string_view word = "") {
  return std::count_if(lines.begin(), lines.end(), [&](const models::NarratedEvent& line) {
    return line.kind == kind && line.text.find(word) != std::string::npos;
  });
}

TEST(Trace, ShowsEveryMessageOfASignInAtEveryQueue) {
  const std::vector<models::NarratedEvent> lines = traced({});
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.front().kind, "sign_in");
  // A handshake and nine requests: NTLM 3, SUBSCRIBE 3, one batch, SERVICE 2.
  EXPECT_EQ(count(lines, "next_step"), 10);
  EXPECT_EQ(count(lines, "cpu_end", "tls_handshake"), 1);
  EXPECT_EQ(count(lines, "directory_end", "register_leg"), 1);
  EXPECT_EQ(count(lines, "reply", "subscribe: "), 3 + 2);  // one call each, the batch has two
  EXPECT_EQ(count(lines, "reply", "register_leg: "), 3);
  EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end(),
                             [](const auto& a, const auto& b) { return a.at < b.at; }));
}

TEST(Trace, FollowsTheClientThatIsAskedFor) {
  const auto first = traced({});
  const auto another = traced(7);
  ASSERT_FALSE(another.empty());
  EXPECT_NE(first.front().at, another.front().at);
}

}  // namespace
}  // namespace ocssim::study
