#include "study/switched_off.hpp"

#include "models/front_end/message_class.hpp"

#include <algorithm>

namespace ocssim::study {
namespace {

using scenarios::Objective;
using scenarios::Scenario;

bool judges_ports_only(const Scenario& scenario) {
  const std::vector<Objective>& lines = scenario.objectives;
  return !lines.empty() && std::all_of(lines.begin(), lines.end(), [](const Objective& line) {
    return !line.healthy && line.metric.starts_with("snat.");
  });
}

/// Keep-alives alone keep every timer on the way from expiring.
bool lives_without_work(const Scenario& scenario) {
  const auto& keep_alive = scenario.clients.keep_alive;
  if (!keep_alive.enabled) return false;
  const Duration longest = keep_alive.interval + keep_alive.jitter + keep_alive.grain;
  return longest < scenario.load_balancer.idle_timeout &&
         longest < scenario.front_ends.idle_timeout;
}

bool fails_elsewhere(const Scenario& scenario) {
  return std::any_of(scenario.events.begin(), scenario.events.end(),
                     [](const models::FaultConfig& event) {
                       return models::is_back_end(event) || event.target == "directory";
                     });
}

}  // namespace

SwitchedOff what_cannot_touch(const Scenario& scenario, std::span<const std::string> resources) {
  const bool are_ports = std::all_of(resources.begin(), resources.end(), [](const std::string& it) {
    return it.starts_with("load_balancer.snat.");
  });
  if (!scenario.has_pool || !are_ports || !judges_ports_only(scenario) ||
      !lives_without_work(scenario) || fails_elsewhere(scenario)) {
    return {};
  }
  SwitchedOff off;
  off.what =
      "work on connections that exist (presence, polls, messages, background), notifications, what "
      "a sign-in does after REGISTER, and stored procedures with their pages";
  for (const char* rate : {"presence_publications", "polls", "im_sessions", "background"}) {
    off.settings.push_back({"clients.activity." + std::string(rate), "0 / user / hour"});
  }
  for (const char* count : {"contacts.mean", "subscribes", "publications_at_sign_in"}) {
    off.settings.push_back({"clients." + std::string(count), "0"});
  }
  for (const std::string_view message : models::message_class_names) {
    for (const char* calls : {".updates", ".sproc_calls"}) {
      off.settings.push_back({"front_ends.messages." + std::string(message) + calls, "0"});
    }
  }
  off.settings.push_back({"sql.buffer_pool", "che"});
  return off;
}

}  // namespace ocssim::study
