// What follows from the values once all are good: objectives, warnings, canonical forms.
#include "scenarios/document/objective.hpp"
#include "scenarios/document/quantity_format.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/document/write.hpp"
#include "scenarios/model/cross_checks.hpp"
#include "scenarios/model/event_checks.hpp"
#include "scenarios/model/event_groups.hpp"
#include "scenarios/model/metric_vocabulary.hpp"
#include "scenarios/model/validator.hpp"

#include <algorithm>
#include <cctype>

namespace ocssim::scenarios {
namespace {

bool is_letter_or_digit(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// A name that can be a folder on any system and stand in a metric.
bool is_usable_name(std::string_view name) {
  if (name.empty() || name.size() > 100 || !is_letter_or_digit(name.front())) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_' || c == ' ';
  });
}

/// Drops what does not identify a unit: labels and settings of the stopping rule.
void drop_unphysical(const SchemaNode& node, Value& value) {
  for (const SchemaNode& child : node.children) {
    Value* below = value.find(child.key);
    if (below == nullptr) continue;
    const Field* field =
        child.is_list() && child.element->field != nullptr ? child.element->field : child.field;
    if (field != nullptr && field->role != Role::physical) {
      value.erase(child.key);
    } else if (child.is_object()) {
      drop_unphysical(child, *below);
    }
  }
}

/// What a handshake and a connection cost on average.
void settle_tls(Scenario& scenario) {
  models::FrontEndsConfig& servers = scenario.front_ends;
  const std::uint32_t bits = servers.certificate_key_bits;
  const std::size_t length = bits == 1024 ? 0 : bits == 2048 ? 1 : 2;
  const bool is_rsa = servers.certificate_key == models::CertificateKey::rsa;
  const double full = is_rsa ? servers.tls_megacycles[length] : servers.tls_megacycles_ecdsa_p256;
  const double resumed = servers.tls_resumption_share;
  servers.messages[models::index_of(models::MessageClass::tls_handshake)].megacycles =
      resumed > 0.0 ? (1.0 - resumed) * full + resumed * servers.tls_megacycles_resumed : full;
  if (servers.memory_per_tls_connection == 0) return;
  const double share = scenario.clients.tls_share;
  servers.memory_per_connection = static_cast<std::uint64_t>(
      (1.0 - share) * static_cast<double>(servers.memory_per_connection) +
      share * static_cast<double>(servers.memory_per_tls_connection) + 0.5);
}

/// The 3 of "front_end[3]"; 0 of what there is one of.
std::uint32_t index_in(const std::string& target) {
  const std::size_t open = target.find('[');
  if (open == std::string::npos) return 0;
  return static_cast<std::uint32_t>(std::stoul(target.substr(open + 1)));
}

}  // namespace

void Validator::check_name() {
  const auto check = [this](const std::string& name, const std::string& pointer) {
    const Value* value = at_pointer(root_, pointer);
    if (value == nullptr || !value->is_string() || is_usable_name(name)) return;
    fault(DiagnosticCode::bad_name, value->span(), pointer,
          in_quotes(value->as_string()) + " cannot be a name",
          "letters, digits, dot, blank, - and _, at most 100", {}, value->as_string());
  };
  check(scenario_.name, "/name");
  for (std::size_t i = 0; i < scenario_.stations.size(); ++i) {
    check(scenario_.stations[i].name, append_pointer("/stations", i) + "/name");
  }
  for (std::size_t i = 0; i < scenario_.simulation.phases.size(); ++i) {
    check(scenario_.simulation.phases[i].name, append_pointer("/simulation/phases", i) + "/name");
  }
}

void Validator::read_objectives() {
  const Value* list = root_.find("objectives");
  if (list == nullptr) return;
  const std::vector<KnownMetric> known = known_metrics(metrics_);
  for (std::size_t i = 0; i < list->items().size(); ++i) {
    const Value& value = list->items()[i];
    if (!value.is_string()) continue;
    const bool is_told = !diagnostics_.is_full();  // beyond, suggestions are for nobody
    auto objective = parse_objective(value.as_string(), known, is_told);
    if (!objective) {
      diagnostics_.add(
          to_diagnostic(objective.error(), value, append_pointer("/objectives", i), sources_));
      continue;
    }
    if (!objective->healthy && !metrics_.empty() &&
        find_metric(metrics_, objective->metric) == nullptr) {
      scenario_.warnings.push_back("objectives[" + std::to_string(i) + "]: no model reports " +
                                   objective->metric + " yet; \"" + objective->text +
                                   "\" cannot be decided");
    }
    scenario_.objectives.push_back(std::move(*objective));
  }
}

void Validator::read_healthy_band() {
  const bool is_asked = std::any_of(scenario_.objectives.begin(), scenario_.objectives.end(),
                                    [](const Objective& one) { return one.healthy; });
  const std::vector<KnownMetric> known = known_metrics(metrics_);
  std::vector<HealthyLine> lines;
  for (const auto& layer : resolved_.profile.layers) {
    lines.insert(lines.end(), layer->healthy.begin(), layer->healthy.end());
  }
  for (const HealthyLine& line : lines) {
    auto objective = parse_objective(line.objective.as_string(), known);
    if (!objective) {
      scenario_.warnings.push_back("healthy: \"" + line.objective.as_string() +
                                   "\" cannot be judged: " + objective.error().message);
    } else if (!metrics_.empty() && find_metric(metrics_, objective->metric) == nullptr) {
      if (!is_asked) continue;
      scenario_.warnings.push_back("healthy: no model reports " + objective->metric + " yet; \"" +
                                   objective->text + "\" is not judged");
    } else {
      scenario_.healthy_band.push_back(std::move(*objective));
    }
  }
}

void Validator::warn_of_blocks() {
  for (const SchemaNode& block : schema_root().children) {
    const Field* field = block.field;
    const Value* value = root_.find(block.key);
    if (value == nullptr || field == nullptr || field->simulated != Simulated::not_when_stated) {
      continue;
    }
    const bool stated = std::any_of(origins_.begin(), origins_.end(), [&](const OriginRow& row) {
      return row.path.rfind(block.key + ".", 0) == 0 && row.confidence.empty();
    });
    if (!stated || (block.key == "av" && scenario_.adapters_only)) continue;
    scenario_.warnings.push_back(block.key + ": " + field->help +
                                 " is not simulated yet; its values are checked and serve the "
                                 "deployment rules only");
  }
  const bool states_conferences =
      std::any_of(origins_.begin(), origins_.end(), [](const OriginRow& row) {
        const bool is_theirs =
            row.path.rfind("av.conferences.", 0) == 0 || row.path.rfind("av.mcu.", 0) == 0;
        return is_theirs && row.confidence.empty();
      });
  if (states_conferences && scenario_.conferencing.detail == models::ConferenceDetail::load) {
    scenario_.warnings.push_back(
        "av: conferences are not simulated one by one, since av.simulate is load; its values "
        "serve the deployment rules only");
  }
  if (scenario_.front_ends.configuration == models::PoolConfiguration::expanded &&
      scenario_.conferencing.detail == models::ConferenceDetail::load) {
    scenario_.warnings.push_back(
        "front_ends.configuration: expanded has no effect, since av.simulate is load: conferencing "
        "servers of their own are simulated with conferences only");
  }
}

void Validator::complete() {
  SimulationPlan& plan = scenario_.simulation;
  if (plan.analysis == Analysis::automatic) {
    plan.analysis = can_be_steady(scenario_) ? Analysis::steady : Analysis::terminating;
  }
  if (plan.analysis == Analysis::terminating && plan.warm_up != WarmUp::none) {
    if (plan.warm_up == WarmUp::fixed) {
      scenario_.warnings.push_back(
          "simulation.warmup has no effect: the analysis is terminating and looks at the whole "
          "run, or at its phases");
    }
    plan.warm_up = WarmUp::none;
    plan.warm_up_time = {};
  }
  if (plan.analysis == Analysis::steady && !plan.phases.empty()) {
    scenario_.warnings.push_back(
        "simulation.phases has no effect: the analysis is steady; set analysis to terminating");
  }
  if (plan.fidelity == Fidelity::superposed) {
    scenario_.warnings.push_back(
        "fidelity superposed: clients' traffic is drawn as one stream and departures from Front "
        "Ends are foreseen; of means of exact runs it differed by 1.0 % at most, within their "
        "noise "
        "(docs/models/fidelity.md; ocssim verify --only superposed measures it here)");
  }
  models::FrontEndsConfig& servers = scenario_.front_ends;
  servers.routable = scenario_.deployment.front_ends_routable;
  models::BalancerDeployment& around = scenario_.load_balancer.deployment;
  around.vip_static = scenario_.deployment.vip_static;
  around.member_addresses_static = scenario_.deployment.front_end_addresses_static;
  around.changes_online = scenario_.deployment.membership_changes_online;
  settle_tls(scenario_);
  if (servers.closes_idle) scenario_.load_balancer.path.server_idle = servers.idle_timeout;
  for (models::FaultConfig& event : scenario_.events) event.index = index_in(event.target);
  const Value* list = root_.find("events");
  if (list != nullptr) settle_changes(scenario_, *list, sources_);
  settle_groups(scenario_);
  std::stable_sort(
      scenario_.events.begin(), scenario_.events.end(),
      [](const models::FaultConfig& a, const models::FaultConfig& b) { return a.at < b.at; });
  std::sort(scenario_.clients.syn_retransmissions.begin(),
            scenario_.clients.syn_retransmissions.end());
}

void Validator::write_canonical_forms(const Value& canonical) {
  scenario_.canonical_json = write_canonical(canonical);
  Value physical = canonical;
  drop_unphysical(schema_root(), physical);
  physical.erase("profile");
  physical.erase("schema_version");
  // A unit holds what the analysis looked at, so it depends on the kind of analysis and warm-up.
  if (Value* plan = physical.find("simulation")) {
    const bool steady = scenario_.simulation.analysis == Analysis::steady;
    plan->set("analysis", {}, Value::make_string(steady ? "steady" : "terminating"));
    if (!steady) plan->erase("warmup");
    plan->erase("fidelity");  // a part of the unit's name of its own
  }
  scenario_.physical_json = write_canonical(physical);
}

}  // namespace ocssim::scenarios
