#include "scenarios/model/event_groups.hpp"

#include "scenarios/document/render.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {
namespace {

using models::FaultAction;
using models::FaultConfig;

/// The 3 of "zone[3]"; none when the text is not of this kind.
std::optional<std::uint32_t> number_in(std::string_view text, std::string_view kind) {
  if (!text.starts_with(kind) || !text.ends_with(']')) return std::nullopt;
  text.remove_prefix(kind.size());
  text.remove_suffix(1);
  if (!text.starts_with('[')) return std::nullopt;
  text.remove_prefix(1);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string server_name(std::uint32_t index) {
  return "front_end[" + std::to_string(index) + "]";
}

/// Servers of a zone, or of a share of it: rounded to whole ones, at least one.
std::vector<std::uint32_t> servers_of(const Scenario& scenario, std::uint32_t zone, double share) {
  std::vector<std::uint32_t> servers;
  for (std::uint32_t i = zone; i < scenario.front_ends.count; i += scenario.front_ends.zones) {
    servers.push_back(i);
  }
  const double wanted = std::round(share * static_cast<double>(servers.size()));
  if (!servers.empty()) servers.resize(std::max<std::size_t>(1, static_cast<std::size_t>(wanted)));
  return servers;
}

FaultConfig of_server(FaultConfig event, std::uint32_t server) {
  event.target = server_name(server);
  event.index = server;
  event.share = 1.0;
  return event;
}

std::vector<FaultConfig> one_server_each(const Scenario& scenario) {
  std::vector<FaultConfig> each;
  for (const FaultConfig& event : scenario.events) {
    const auto zone = number_in(event.target, "zone");
    if (!zone) {
      each.push_back(event);
      continue;
    }
    for (const std::uint32_t server : servers_of(scenario, *zone, event.share)) {
      each.push_back(of_server(event, server));
    }
  }
  return each;
}

std::vector<std::uint32_t> coupled_servers(const Scenario& scenario,
                                           const models::FailureCoupling& coupling) {
  if (const auto zone = number_in(coupling.with, "zone")) {
    return servers_of(scenario, *zone, coupling.share);
  }
  return {number_in(coupling.with, "front_end").value_or(0)};
}

void add_coupled(const Scenario& scenario, const FaultConfig& event,
                 std::vector<FaultConfig>& events) {
  if (event.action != FaultAction::fail) return;
  for (const models::FailureCoupling& coupling : scenario.couplings) {
    if (coupling.of != event.target) continue;
    for (const std::uint32_t server : coupled_servers(scenario, coupling)) {
      FaultConfig one = of_server(event, server);
      one.at = event.at + coupling.after;
      events.push_back(one);
      if (coupling.lasting == Duration::zero()) continue;
      one.action = FaultAction::restore;
      one.at += coupling.lasting;
      events.push_back(one);
    }
  }
}

}  // namespace

void check_couplings(const Draft& draft) {
  const models::FrontEndsConfig& servers = draft.scenario.front_ends;
  if (!draft.is_good({"/front_ends/count", "/front_ends/zones", "/couplings"})) return;
  const auto is_server = [&](const std::string& text) {
    const auto index = number_in(text, "front_end");
    return index && *index < servers.count;
  };
  for (std::size_t i = 0; i < draft.scenario.couplings.size(); ++i) {
    const models::FailureCoupling& coupling = draft.scenario.couplings[i];
    const std::string pointer = append_pointer("/couplings", i);
    const auto zone = number_in(coupling.with, "zone");
    const bool is_zone = zone && *zone < servers.zones && *zone < servers.count;
    const auto fail = [&](const std::string& key, const std::string& text) {
      draft.fail(DiagnosticCode::event_target_unknown, pointer + key,
                 in_quotes(text) + " is not there",
                 "front_end[0] to " + server_name(servers.count - 1) +
                     (servers.zones > 1 && key == "/with" ? ", or a zone" : ""));
    };
    if (!is_server(coupling.of)) fail("/of", coupling.of);
    if (!is_server(coupling.with) && !is_zone) fail("/with", coupling.with);
  }
}

void settle_groups(Scenario& scenario) {
  scenario.events = one_server_each(scenario);
  std::vector<FaultConfig> coupled;
  for (const FaultConfig& event : scenario.events) add_coupled(scenario, event, coupled);
  scenario.events.insert(scenario.events.end(), coupled.begin(), coupled.end());
}

}  // namespace ocssim::scenarios
