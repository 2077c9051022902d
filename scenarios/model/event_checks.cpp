// Checks of the timeline; see event_checks.hpp.
#include "scenarios/model/event_checks.hpp"

#include "models/faults/pool_settings.hpp"
#include "scenarios/document/nearest.hpp"
#include "scenarios/document/quantity_format.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/model/schema.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <numeric>
#include <vector>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;
using models::FaultAction;

/// What an event may say, in the words of the format.
constexpr std::array<std::string_view, 9> actions{
    "fail", "restore", "add", "drain", "remove", "power_cycle", "degrade", "set", "reload"};

constexpr std::array<std::string_view, 31> changeable{"clients.activity.presence_publications",
                                                      "clients.activity.polls",
                                                      "clients.activity.im_sessions",
                                                      "clients.activity.background",
                                                      "clients.reconnect.delay",
                                                      "clients.reconnect.backoff",
                                                      "clients.reconnect.max_delay",
                                                      "clients.retry.attempts",
                                                      "clients.retry.delay",
                                                      "load_balancer.idle_timeout",
                                                      "load_balancer.reset_on_idle_timeout",
                                                      "load_balancer.on_member_down",
                                                      "load_balancer.on_member_refusal",
                                                      "load_balancer.connection_limit",
                                                      "load_balancer.connect_rate",
                                                      "load_balancer.slow_ramp",
                                                      "load_balancer.slow_ramp_rule",
                                                      "load_balancer.monitor.port",
                                                      "front_ends.directory_latency",
                                                      "front_ends.listen_backlog",
                                                      "front_ends.throttling.queue_latency",
                                                      "front_ends.throttling.flow_control",
                                                      "front_ends.throttling.holding_time",
                                                      "front_ends.throttling.close_flow_controlled",
                                                      "front_ends.throttling.watermarks",
                                                      "sql.call_megacycles",
                                                      "sql.disks.data.read_time",
                                                      "sql.disks.data.write_time",
                                                      "network.front_end_to_sql",
                                                      "network.client_to_balancer",
                                                      "network.balancer_to_front_end"};

/// Those that an event says.
std::vector<std::string> said(const Value& event) {
  std::vector<std::string> words;
  for (const std::string_view action : actions) {
    if (event.find(action) != nullptr) words.emplace_back(action);
  }
  return words;
}

/// Says one thing.
bool is_clear(const Value& event) {
  return said(event).size() == 1;
}

/// "front_end[0] to front_end[7]", or the one that there is.
std::string range_of(const std::string& kind, std::uint32_t count) {
  if (count == 0) return {};
  const std::string first = kind + "[0]";
  return count == 1 ? first : first + " to " + kind + "[" + std::to_string(count - 1) + "]";
}

/// SNAT addresses of both logical balancers, those of the first before the others.
std::array<std::uint32_t, 2> addresses_of(const Scenario& scenario) {
  const models::LoadBalancerConfig& balancer = scenario.load_balancer;
  if (!balancer.present || balancer.nat != models::NatMode::snat) return {0, 0};
  const models::SnatConfig& snat = balancer.snat;
  if (balancer.logical_balancers < 2) return {snat.addresses, 0};
  return {snat.addresses, snat.web_addresses > 0 ? snat.web_addresses : snat.addresses};
}

/// What an action may be done to: names one by one, and kinds of which there are many.
struct Targets {
  std::vector<std::string_view> names;
  bool front_ends = false;
  bool addresses = false;
  bool zones = true;  // where front_ends are
};

Targets targets_of(std::string_view action) {
  if (action == "power_cycle") return {.names = {"pool"}};
  if (action == "degrade") return {.names = {"sql.disk.data", "sql.disk.log", "directory"}};
  if (action == "reload") return {.names = {"load_balancer"}};
  if (action == "fail") {
    return {.names = {"sql", "load_balancer", "directory"}, .front_ends = true};
  }
  if (action == "restore") {
    return {.names = {"sql", "load_balancer", "directory", "sql.disk.data", "sql.disk.log"},
            .front_ends = true,
            .addresses = true};
  }
  return {.names = {}, .front_ends = true, .addresses = true, .zones = action != "add"};
}

/// What can fail of Archiving and Monitoring Servers that are there.
void add_record_servers(const Draft& draft, std::vector<std::string>& known) {
  const Scenario& scenario = draft.scenario;
  if (draft.is_good({"/archiving/enabled"}) && scenario.archiving.enabled) {
    known.insert(known.end(), {"archiving_server", "archiving_sql"});
    for (std::uint32_t i = 0; i < scenario.front_ends.count; ++i) {
      known.push_back("message_queue[" + std::to_string(i) + "]");
    }
  }
  if (draft.is_good({"/monitoring/enabled"}) && scenario.monitoring.enabled) {
    known.insert(known.end(), {"monitoring_server", "monitoring_sql"});
  }
}

void check_target(const Draft& draft, const std::string& pointer, const std::string& target,
                  const std::string& action) {
  const Targets targets = targets_of(action);
  std::vector<std::string> known(targets.names.begin(), targets.names.end());
  if (action == "fail" || action == "restore") add_record_servers(draft, known);
  const auto add_all = [&known](const std::string& kind, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      known.push_back(kind + "[" + std::to_string(i) + "]");
    }
  };
  const std::uint32_t servers = draft.scenario.front_ends.count;
  const std::array<std::uint32_t, 2> split = addresses_of(draft.scenario);
  const std::uint32_t addresses = split[0] + split[1];
  if (targets.front_ends) add_all("front_end", servers);
  const std::uint32_t zones = std::min(draft.scenario.front_ends.zones, servers);
  if (targets.front_ends && targets.zones && zones > 1) add_all("zone", zones);
  if (targets.addresses) add_all("snat_address", addresses);
  if (std::find(known.begin(), known.end(), target) != known.end()) return;
  const bool is_indexed = target.find('[') != std::string::npos;
  const bool counts_good =
      draft.is_good({"/front_ends/count", "/load_balancer/snat", "/load_balancer/nat"});
  if (is_indexed && !counts_good) return;
  std::vector<std::string> expected;
  if (targets.front_ends && servers > 0) expected.push_back(range_of("front_end", servers));
  if (targets.addresses && addresses > 0) expected.push_back(range_of("snat_address", addresses));
  expected.insert(expected.end(), targets.names.begin(), targets.names.end());
  std::string text;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == expected.size() ? " or " : ", ") + expected[i];
  }
  const std::vector<std::string_view> words(known.begin(), known.end());
  const auto close = nearest(target, words);
  draft.fail(Code::event_target_unknown, pointer, in_quotes(target) + " is not there", text,
             close && !is_indexed ? std::string(*close) : std::string());
}

void check_setting(const Draft& draft, const std::string& pointer, const std::string& path,
                   const Value& event) {
  if (std::find(changeable.begin(), changeable.end(), path) == changeable.end()) {
    const auto close = nearest(path, changeable);
    const bool is_there = find_schema_node(path) != nullptr;
    draft.fail(Code::event_target_unknown, pointer + "/set",
               is_there ? path + " cannot change while the pool runs"
                        : "there is no setting " + in_quotes(path),
               "one of the settings of docs/models/timeline.md",
               close ? std::string(*close) : std::string());
    return;
  }
  const Value* to = event.find("to");
  if (to == nullptr) {
    draft.fail(Code::event_unclear, pointer, "the event does not say what " + path + " becomes",
               "a value named to");
    return;
  }
  const auto scalar = read_scalar(*to, *find_schema_node(path)->field, pointer + "/to", nullptr,
                                  draft.sources, draft.diagnostics);
  const bool is_delay = path == "clients.reconnect.delay" || path == "clients.reconnect.max_delay";
  if (!scalar || !is_delay) return;
  const auto& reconnect = draft.scenario.clients.reconnect;
  const bool is_first = path == "clients.reconnect.delay";
  const Duration least = is_first ? reconnect.min_delay : reconnect.delay;
  const Duration most = is_first ? reconnect.max_delay : Duration::max();
  if (scalar->duration >= least && scalar->duration <= most) return;
  draft.fail(Code::reconnect_order, pointer + "/to",
             "the delays of clients.reconnect would be out of order");
}

void check_sequence(const Draft& draft, const Value& list) {
  const auto& events = draft.scenario.events;
  std::map<std::string, bool> out_of_service;
  for (const std::size_t i : by_time(events)) {
    const models::FaultConfig& event = events[i];
    const std::string pointer = append_pointer("/events", i);
    const bool is_free = event.action == FaultAction::power_cycle ||
                         event.action == FaultAction::change || event.action == FaultAction::reload;
    if (!draft.is_good({pointer}) || !is_clear(list.items()[i]) || is_free) continue;
    const bool comes = event.action == FaultAction::restore || event.action == FaultAction::add;
    // What is added was not there before.
    bool& is_out =
        out_of_service.try_emplace(event.target, event.action == FaultAction::add).first->second;
    // Critical mode may have stopped it meanwhile.
    const bool may_be_out = draft.scenario.archiving.enabled &&
                            draft.scenario.archiving.critical_mode && models::is_front_end(event);
    const bool twice = event.action == FaultAction::fail ? is_out : comes && !is_out && !may_be_out;
    if (twice || (event.action == FaultAction::drain && is_out)) {
      draft.fail(Code::restore_without_failure, pointer,
                 event.target + (comes ? " has not failed before" : " has failed already"));
    }
    is_out = !comes;
  }
}

/// A logical balancer without any SNAT address would have nothing to refuse with.
void check_addresses_left(const Draft& draft) {
  if (!draft.is_good({"/events", "/load_balancer"}) || !draft.scenario.has_pool) return;
  const std::array<std::uint32_t, 2> split = addresses_of(draft.scenario);
  const auto& events = draft.scenario.events;
  std::vector<bool> is_open(split[0] + split[1], true);
  // What is no index was refused before; here it is only no address.
  const auto index_of = [&](const models::FaultConfig& event) {
    const std::string_view digits =
        std::string_view(event.target).substr(event.target.find('[') + 1);
    std::size_t index = is_open.size();
    std::from_chars(digits.data(), digits.data() + digits.size(), index);
    return index;
  };
  const auto is_known = [&](const models::FaultConfig& event) {
    return models::is_address(event) && index_of(event) < is_open.size();
  };
  for (const models::FaultConfig& event : events) {
    if (is_known(event) && event.action == FaultAction::add) is_open[index_of(event)] = false;
  }
  for (const std::size_t i : by_time(events)) {
    if (!is_known(events[i])) continue;
    const FaultAction action = events[i].action;
    is_open[index_of(events[i])] = action == FaultAction::restore || action == FaultAction::add;
    const auto second = is_open.begin() + split[0];
    const bool is_first = index_of(events[i]) < split[0];
    const bool left = is_first ? std::find(is_open.begin(), second, true) != second
                               : std::find(second, is_open.end(), true) != is_open.end();
    if (left) continue;
    draft.fail(Code::snat_without_addresses, append_pointer("/events", i),
               "no SNAT address is left after this event");
    return;
  }
}

void check_one(const Draft& draft, const Value& event, std::size_t i) {
  const std::string pointer = append_pointer("/events", i);
  const models::FaultConfig& config = draft.scenario.events[i];
  const std::vector<std::string> words = said(event);
  if (words.size() != 1) {
    draft.fail(Code::event_unclear, pointer,
               words.empty() ? "the event does not say what happens"
                             : "the event says " + words[0] + " and " + words[1] + " at once",
               "one of fail, restore, add, drain, remove, power_cycle, degrade, reload and set");
    return;
  }
  if (words[0] == "set") {
    check_setting(draft, pointer, config.target, event);
  } else {
    check_target(draft, pointer + "/" + words[0], config.target, words[0]);
  }
  if (words[0] == "degrade" && event.find("factor") == nullptr) {
    draft.fail(Code::event_unclear, pointer, "the event does not say by how much",
               "a number named factor");
  }
  const bool run_good = draft.is_good({"/simulation/duration"});
  if (run_good && config.at + config.lasting >= draft.scenario.simulation.duration) {
    draft.fail(Code::event_after_end, pointer + "/at", "the event lies at or after the end",
               "before " + format_duration(draft.scenario.simulation.duration));
  }
}

}  // namespace

std::span<const std::string_view> changeable_settings() {
  return changeable;
}

std::vector<std::size_t> by_time(const std::vector<models::FaultConfig>& events) {
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&events](std::size_t a, std::size_t b) { return events[a].at < events[b].at; });
  return order;
}

void check_events(const Draft& draft) {
  const Value* list = draft.root.find("events");
  if (list == nullptr) return;
  for (std::size_t i = 0; i < list->items().size(); ++i) {
    const Value& event = list->items()[i];
    if (event.is_object() && draft.is_good({append_pointer("/events", i)})) {
      check_one(draft, event, i);
    }
  }
  check_sequence(draft, *list);
  check_addresses_left(draft);
}

void settle_changes(Scenario& scenario, const Value& list, const SourceTable& sources) {
  Scenario running = scenario;
  for (const std::size_t i : by_time(scenario.events)) {
    models::FaultConfig& event = scenario.events[i];
    if (event.action != FaultAction::change) continue;
    const Field& field = *find_schema_node(event.target)->field;
    Diagnostics none;  // the value was read before
    const auto scalar = read_scalar(*list.items()[i].find("to"), field, "", nullptr, sources, none);
    if (!scalar) continue;
    field.store(running, *scalar);
    event.to = to_text(*scalar);
    event.settings = std::make_shared<const models::PoolSettings>(
        models::PoolSettings{.clients = running.clients,
                             .load_balancer = running.load_balancer,
                             .front_ends = running.front_ends,
                             .sql = running.sql,
                             .network = running.network});
  }
}

}  // namespace ocssim::scenarios
