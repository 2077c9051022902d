// A validated scenario: holding one is a proof that every value is typed, resolved and in range.
//
// Made only by `validate` (scenarios/model/validate.hpp); shared read-only by all threads.
#pragma once

#include "engine/time.hpp"
#include "models/archiving/config.hpp"
#include "models/back_end/config.hpp"
#include "models/balancer/config.hpp"
#include "models/balancer/egress_config.hpp"
#include "models/clients/config.hpp"
#include "models/clients/connection_stream_config.hpp"
#include "models/conferencing/config.hpp"
#include "models/director/config.hpp"
#include "models/edge/config.hpp"
#include "models/faults/config.hpp"
#include "models/front_end/config.hpp"
#include "models/media/config.hpp"
#include "models/network_config.hpp"
#include "models/pools/config.hpp"
#include "models/queueing/config.hpp"
#include "models/voice/applications_config.hpp"
#include "models/voice/config.hpp"
#include "models/web/config.hpp"
#include "scenarios/document/objective.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::scenarios {

enum class Analysis : std::uint8_t { automatic, steady, terminating };
enum class WarmUp : std::uint8_t { automatic, none, fixed };
/// exact: every message is simulated; superposed: models/clients/superposition.hpp.
enum class Fidelity : std::uint8_t { exact, superposed };

struct PhaseWindow {
  std::string name;
  Duration from{};
  Duration to{};
};

/// How it is run and estimated; everything but `duration`, `warm_up`, `seed` and `phases` is of the
/// stopping rule and no part of the physical scenario.
struct SimulationPlan {
  Analysis analysis = Analysis::automatic;
  Fidelity fidelity = Fidelity::exact;
  Duration duration{};
  WarmUp warm_up = WarmUp::automatic;
  Duration warm_up_time{};  // fixed
  std::uint64_t seed = 1;
  std::optional<std::uint32_t> replications;  // none: auto
  std::uint32_t max_replications = 64;
  double precision = 0.02;
  double confidence = 0.95;
  std::vector<PhaseWindow> phases;
};

/// A DNS service record that clients find the pool by.
struct SrvRecord {
  std::string domain;  // SIP domain
  std::string name;    // "_sipinternaltls._tcp"
  std::uint32_t port = 0;
  std::string target;  // host it names
};

/// Enterprise: a pool and a back end; Standard: one server with a store of its own.
enum class Edition : std::uint8_t { enterprise, standard };

/// The pool's surroundings that deployment rules ask about; some reach a model
/// (`Validator::complete`).
struct DeploymentFacts {
  Edition edition = Edition::enterprise;
  bool vip_static = true;                 // one static VIP, one DNS name
  bool front_ends_routable = true;        // to each other, no NAT between
  bool membership_changes_online = true;  // servers added and removed without a stop
  bool front_end_addresses_static = true;
  bool directory_reachable = true;
  bool architecture_64bit = true;       // of the Front Ends
  bool monitor_follows_service = true;  // 135 and 444 are judged by 5060 or 5061
  bool separate_disks = true;           // each database and log on its own disk
  std::vector<std::string> sip_domains;
  std::vector<SrvRecord> srv_records;
  std::string pool_name;  // fully qualified, what DNS-01 compares with
  bool pool_name_resolves_to_vip = true;
  bool web_loopback_allowed = true;
  bool qoe_enabled = false;
  std::vector<std::string> um_dial_plans;  // unsecured | sip_secured | secured
  bool srtp_required = false;
  bool ipsec_on_media = false;
  double av_mbps_per_server = 0.0;               // expected A/V traffic, if stated
  std::vector<std::uint32_t> application_ports;  // UC applications behind the balancer
};

/// A default of the profile that the answer may lean on.
struct Placeholder {
  std::string path;  // "front_ends.messages.publish.megacycles"
  std::string value;
  std::string source;
  std::string confidence;           // quoted | measured | inferred | placeholder
  std::string low = {}, high = {};  // of its range, if one is known
};

class Scenario {
 public:
  std::string name;
  std::string profile;
  bool has_pool = true;        // false: stations or adapters only
  bool adapters_only = false;  // network adapters under a constant load
  models::ClientsConfig clients;
  models::LoadBalancerConfig load_balancer;
  models::EgressConfig egress;
  std::vector<models::ConnectionStreamConfig> connections;
  models::FrontEndsConfig front_ends;
  models::SqlConfig sql;
  models::RecordServerConfig archiving;
  models::RecordServerConfig monitoring;
  std::array<models::CallServiceConfig, models::call_service_count> call_services{};
  models::ReverseProxyConfig reverse_proxy;
  models::AttendantConfig attendant;  // beyond its ports
  models::AnnouncementsConfig announcements;
  models::OutsideVoiceConfig outside_voice;  // beyond its ports
  models::DirectorConfig director;
  models::WebConfig web;
  models::PoolsConfig pools;
  models::NetworkConfig network;
  models::MediaConfig media;
  models::ConferencingConfig conferencing;
  std::vector<models::StationConfig> stations;
  std::vector<models::FaultConfig> events;
  std::vector<models::FailureCoupling> couplings;
  SimulationPlan simulation;
  std::vector<Objective> objectives;    // parsed; "healthy" stays one
  std::vector<Objective> healthy_band;  // what "healthy" means: data of the profile
  DeploymentFacts deployment;
  std::vector<Placeholder> origins;   // of every default taken from the profile
  std::vector<std::string> warnings;  // blocks accepted and not simulated, …
  std::string canonical_json;         // resolved, sorted keys, base units
  std::string physical_json;          // identifies a unit (docs/interface.md)

 private:
  friend class Validator;
  Scenario() = default;
};

}  // namespace ocssim::scenarios
