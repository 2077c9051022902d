#include "study/findings/application_closed_form.hpp"

#include "models/theory/kaufman_roberts.hpp"
#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"
#include "models/voice/announcements.hpp"
#include "scenarios/model/call_services.hpp"

#include <array>
#include <string>

namespace ocssim::study {
namespace {

/// What both legs of calls from mobile telephones make of the gateways.
void compare_gateways(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                      std::vector<ClosedFormRow>& rows) {
  using enum models::CallServiceRole;
  if (!shares_gateways(scenario, pstn)) return;
  // A call back that rings holds one port: exact when it is answered at once.
  if (scenario.outside_voice.answer_time > Duration::zero()) return;
  std::array<models::CallClass, 2> classes{};
  double lines = 0.0;
  for (const auto& [role, config] : scenarios::call_services(scenario, scenario.clients.users)) {
    const double erlangs = config.calls * to_seconds(config.hold + config.set_up);
    if (role == pstn) {
      classes[0] = {.offered_load = erlangs, .ports = 1};
      lines = scenarios::limit_of_calls(config).calls;
    } else if (role == outside_voice_control) {
      classes[1] = {.offered_load = erlangs, .ports = 2};
    }
  }
  const auto refused = models::kaufman_roberts(static_cast<std::uint32_t>(lines), classes);
  for (const auto role : {pstn, outside_voice_control}) {
    const std::string name(models::call_service_names[models::index_of(role)]);
    rows.push_back({.name = "call.blocking of " + name,
                    .formula = "Kaufman and Roberts: calls of one and of two ports",
                    .predicted = refused[role == pstn ? 0 : 1],
                    .simulated = figure_of(metrics, "call.blocking", name, "mean"),
                    .unit = "1"});
  }
}

/// Utilization law of players; M/D/1 of a conference while a player is always free.
void compare_announcements(const scenarios::Scenario& scenario,
                           std::span<const MetricResult> metrics,
                           std::vector<ClosedFormRow>& rows) {
  const models::AnnouncementsConfig& config = scenario.announcements;
  if (!config.enabled || config.meeting_callers > 0) return;
  const double users = scenario.clients.users;
  const double rate = config.rate + config.per_user * users;
  const double clip = to_seconds(config.clip);
  const double busy = rate * clip / models::clips_at_a_time(config);
  if (busy >= 1.0) return;
  rows.push_back({.name = "announcement.player_utilization",
                  .formula = "utilization law: announcements/s · clip / players",
                  .predicted = busy,
                  .simulated = figure_of(metrics, "announcement.player_utilization", "", "mean"),
                  .unit = "1"});
  const double of_one = rate / models::announced_conferences(config, users);
  if (busy > 0.5 || of_one * clip >= 1.0) return;
  rows.push_back({.name = "announcement.delay",
                  .formula = "M/D/1 of one conference",
                  .predicted = models::md1(of_one, clip).waiting_time,
                  .simulated = figure_of(metrics, "announcement.delay", "", "mean"),
                  .unit = "s"});
}

/// Utilization law of cores; M/M/c of NTLM slots while the cores pass sign-ins on as they come.
void compare_director(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                      std::vector<ClosedFormRow>& rows) {
  const models::DirectorConfig& config = scenario.director;
  if (!config.enabled || config.return_share > 0.0) return;
  const models::DirectorSignIn cost = scenarios::sign_in_at_director(scenario);
  const double rate =
      (config.sign_ins + config.sign_ins_per_user * scenario.clients.users) / config.servers;
  const double busy =
      rate * (cost.first_megacycles + cost.last_megacycles) * 1e6 / config.clock_hz / config.cores;
  const double asked = rate * to_seconds(cost.directory_latency);
  if (busy >= 1.0 || (cost.asks_directory && asked >= cost.ntlm_slots)) return;
  rows.push_back(
      {.name = "director.cpu.utilization",
       .formula = "utilization law: sign-ins/s · Mcycles / (cores · clock)",
       .predicted = busy,
       .simulated = figure_of(metrics, "director.cpu.utilization", "director[0]", "mean"),
       .unit = "1"});
  if (!cost.asks_directory || config.servers > 1 || busy > 0.3) return;
  const models::MmcResult slots = models::mmc({.arrival_rate = rate,
                                               .service_time = to_seconds(cost.directory_latency),
                                               .servers = cost.ntlm_slots});
  rows.push_back({.name = "director.slot_waiting_time",
                  .formula = "M/M/c of NTLM slots",
                  .predicted = slots.waiting_time,
                  .simulated = figure_of(metrics, "director.slot_waiting_time", "", "mean"),
                  .unit = "s"});
}

}  // namespace

bool shares_gateways(const scenarios::Scenario& scenario, models::CallServiceRole role) {
  using enum models::CallServiceRole;
  const auto enabled = [&](models::CallServiceRole one) {
    return scenario.call_services[models::index_of(one)].enabled;
  };
  const bool is_either = role == pstn || role == outside_voice_control;
  return is_either && enabled(pstn) && enabled(outside_voice_control);
}

void compare_applications(const scenarios::Scenario& scenario,
                          std::span<const MetricResult> metrics, std::vector<ClosedFormRow>& rows) {
  compare_gateways(scenario, metrics, rows);
  compare_announcements(scenario, metrics, rows);
  compare_director(scenario, metrics, rows);
}

}  // namespace ocssim::study
