// Rows of the Front End servers and of what a message costs them.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using F = models::FrontEndsConfig;
constexpr double tebibyte = 1024.0 * 1024.0 * 1024.0 * 1024.0;

template <auto... Members>
Field::Store front_end() {
  return into<&Scenario::front_ends, Members...>();
}

std::vector<Field> server_fields() {
  return {
      Field{"front_ends", Form::object, {}, "the Front End servers of the pool, all alike"},
      Field{"front_ends.count", Form::count, front_end<&F::count>(), "servers"}
          .between(1, 1000)
          .or_per_users()
          .needed(Need::pool),
      Field{"front_ends.cores", Form::count, front_end<&F::cores>(), "processor cores of a server"}
          .between(1, 1024)
          .needed(Need::pool),
      Field{"front_ends.clock", Form::frequency, front_end<&F::clock_hz>(), "clock of a core"}
          .between(1e6, 1e11)
          .needed(Need::pool),
      Field{"front_ends.discipline", Form::choice, front_end<&F::discipline>(),
            "how the cores serve messages: the oldest first, or all present in equal parts"}
          .one_of({{"fifo", 0}, {"processor_sharing", 1}})
          .needed(Need::pool),
      Field{"front_ends.listen_backlog", Form::count, front_end<&F::listen_backlog>(),
            "connections that wait for a server to begin with them, more are refused; 0: no limit"}
          .at_most(1e9)
          .needed(Need::pool),
      Field{"front_ends.configuration", Form::choice, front_end<&F::configuration>(),
            "consolidated: every role on each server; expanded: each role on servers of its own"}
          .one_of({{"consolidated", 0}, {"expanded", 1}})
          .needed(Need::pool),
      Field{"front_ends.certificate_key_bits", Form::count, front_end<&F::certificate_key_bits>(),
            "length of the server's RSA key"}
          .only({1024, 2048, 4096})
          .needed(Need::pool),
      Field{"front_ends.certificate_key", Form::choice, front_end<&F::certificate_key>(),
            "kind of the server's key: RSA of certificate_key_bits, or ECDSA on P-256"}
          .one_of({{"rsa", 0}, {"ecdsa_p256", 1}}),
      Field{"front_ends.mutual_tls", Form::boolean, front_end<&F::mutual_tls>(),
            "whether every server has a certificate for mutual TLS"}
          .needed(Need::pool)
          .used(Simulated::rules_only),
  };
}

std::vector<Field> connection_limit_fields() {
  using L = models::ConnectionLimitsConfig;
  using G = models::ConnectGateConfig;
  return {
      Field{"front_ends.max_connections", Form::count, front_end<&F::limits, &L::connections>(),
            "connections that a server holds, more are closed at once; 0: any number"}
          .at_most(1e9),
      Field{"front_ends.max_per_source_ip", Form::count, front_end<&F::limits, &L::per_source>(),
            "of them, those from one source address, which with source NAT is the balancer's; 0: "
            "any number"}
          .at_most(1e9),
      Field{"front_ends.connect_rate", Form::rate, front_end<&F::limits, &L::gate, &G::rate>(),
            "new connections that a server lets in; 0: all"},
      Field{"front_ends.connect_burst", Form::count, front_end<&F::limits, &L::gate, &G::burst>(),
            "and so many at once"}
          .between(1, 1e9),
      Field{"front_ends.connect_rate_action", Form::choice,
            front_end<&F::limits, &L::gate, &G::action>(),
            "what becomes of the others: closed at once, or they wait for their turn"}
          .one_of({{"close", 0}, {"queue", 1}}),
      Field{"front_ends.dies_above", Form::count, front_end<&F::dies_above>(),
            "requests read and not answered beyond which a server dies of them, out of memory; 0: "
            "it never does"}
          .at_most(4e9),
      Field{"front_ends.restart_after", Form::duration, front_end<&F::restart_after>(),
            "until it is started again; 0: it is not"}
          .at_most(86400.0),
      Field{"front_ends.zones", Form::count, front_end<&F::zones>(),
            "zones that the servers stand in: server i in zone i mod zones"}
          .between(1, 1000),
      Field{"front_ends.connect_backlog", Form::count,
            front_end<&F::limits, &L::gate, &G::backlog>(), "queue: so many wait; 0: any number"}
          .at_most(1e9),
  };
}

std::vector<Field> role_server_fields() {
  return {
      Field{"front_ends.role_servers",
            Form::object,
            {},
            "servers of conferencing, web and application roles (configuration: expanded)"},
      Field{"front_ends.role_servers.count", Form::count,
            into<&Scenario::front_ends, &F::role_servers, &models::RoleServersConfig::count>(),
            "how many there are"}
          .between(1, 4096)
          .needed(Need::pool),
      Field{"front_ends.role_servers.cores", Form::count,
            into<&Scenario::front_ends, &F::role_servers, &models::RoleServersConfig::cores>(),
            "cores of each"}
          .between(1, 1024)
          .needed(Need::pool),
      Field{"front_ends.role_servers.clock", Form::frequency,
            into<&Scenario::front_ends, &F::role_servers, &models::RoleServersConfig::clock_hz>(),
            "cycles a second of a core"}
          .above(0.0)
          .needed(Need::pool),
  };
}

std::vector<Field> peer_fields() {
  return {
      Field{"front_ends.peer_connect_timeout", Form::duration,
            front_end<&F::peer_connect_timeout>(),
            "until a server gives up another one that cannot be reached: 504"}
          .above(0.0)
          .at_most(3600.0)
          .needed(Need::pool),
      Field{"front_ends.database_connections", Form::count, front_end<&F::database_connections>(),
            "connections of a server to the back end, where its queue forms"}
          .between(1, 100000)
          .needed(Need::pool),
      Field{"front_ends.idle_timeout", Form::duration, front_end<&F::idle_timeout>(),
            "a server closes a connection that was silent for this; seen where the balancer has "
            "forgotten it"}
          .from(least_interval)
          .at_most(86400.0)
          .needed(Need::pool),
      Field{"front_ends.queue_latency_limit", Form::duration, front_end<&F::queue_latency_limit>(),
            "from this queue latency on new back-end requests are answered 503"}
          .above(0.0)
          .at_most(86400.0)
          .needed(Need::pool),
  };
}

std::vector<Field> limit_fields() {
  return {
      Field{"front_ends.memory", Form::size, front_end<&F::memory>(), "memory of a server"}
          .between(1024.0 * 1024.0, 64.0 * tebibyte)
          .needed(Need::pool),
      Field{"front_ends.memory_reserved", Form::size, front_end<&F::memory_reserved>(),
            "of it, taken by the operating system and services"}
          .at_most(64.0 * tebibyte)
          .needed(Need::pool),
      Field{"front_ends.memory_per_connection", Form::size, front_end<&F::memory_per_connection>(),
            "memory of one client connection; of one without TLS where "
            "memory_per_tls_connection is stated, too"}
          .at_most(1024.0 * 1024.0 * 1024.0)
          .needed(Need::pool),
      Field{"front_ends.memory_per_tls_connection", Form::size,
            front_end<&F::memory_per_tls_connection>(),
            "memory of one client connection with TLS (clients.tls_share)"}
          .at_most(1024.0 * 1024.0 * 1024.0),
      Field{"front_ends.memory_per_endpoint", Form::size, front_end<&F::memory_per_endpoint>(),
            "memory of the registration and subscriptions of its endpoint"}
          .at_most(1024.0 * 1024.0 * 1024.0)
          .needed(Need::pool),
      Field{"front_ends.ntlm_slots", Form::count, front_end<&F::ntlm_slots>(),
            "NTLM requests of a server at the domain controller at a time"}
          .between(1, 10000)
          .needed(Need::pool),
      Field{"front_ends.directory_latency", Form::duration, front_end<&F::directory_latency>(),
            "mean answer time of a domain controller"}
          .at_most(3600.0)
          .needed(Need::pool),
  };
}

std::vector<Field> throttling_fields() {
  using T = models::ThrottlingConfig;
  constexpr auto throttling = &F::throttling;
  return {
      Field{"front_ends.throttling", Form::object, {}, "what a server does when it is late"},
      Field{"front_ends.throttling.queue_latency", Form::boolean,
            front_end<throttling, &T::queue_latency>(),
            "whether the back end's queue latency makes it answer 503"}
          .needed(Need::pool),
      Field{"front_ends.throttling.flow_control", Form::boolean,
            front_end<throttling, &T::flow_control>(),
            "whether a connection at its limit of transactions is not read"}
          .needed(Need::pool),
      Field{"front_ends.throttling.holding_time", Form::boolean,
            front_end<throttling, &T::holding_time>(),
            "whether that limit falls while messages are held too long"}
          .needed(Need::pool),
      Field{"front_ends.throttling.close_flow_controlled", Form::boolean,
            front_end<throttling, &T::close_flow_controlled>(),
            "whether connections that are not read for too long are closed"}
          .needed(Need::pool),
      Field{"front_ends.throttling.watermarks", Form::boolean,
            front_end<throttling, &T::watermarks>(),
            "whether nothing is read from the high watermark down to the low one"}
          .needed(Need::pool),
      Field{"front_ends.throttling.holding_time_on", Form::duration,
            front_end<throttling, &T::holding_time_on>(), "mean holding time that lowers the limit"}
          .above(0.0)
          .at_most(86400.0)
          .needed(Need::pool),
      Field{"front_ends.throttling.holding_time_off", Form::duration,
            front_end<throttling, &T::holding_time_off>(),
            "mean holding time that lifts it again; not above holding_time_on"}
          .at_most(86400.0)
          .needed(Need::pool),
      Field{"front_ends.throttling.transactions", Form::count,
            front_end<throttling, &T::transactions>(),
            "transactions that a connection may have outstanding"}
          .between(1, 60000)
          .needed(Need::pool),
      Field{"front_ends.throttling.transactions_throttled", Form::count,
            front_end<throttling, &T::transactions_throttled>(),
            "the same while messages are held too long"}
          .between(1, 60000)
          .needed(Need::pool),
      Field{"front_ends.throttling.flow_control_limit", Form::duration,
            front_end<throttling, &T::flow_control_limit>(),
            "a connection that is not read for longer is closed"}
          .at_most(86400.0)
          .needed(Need::pool),
      Field{"front_ends.throttling.low_watermark", Form::count,
            front_end<throttling, &T::low_watermark>(), "messages held: reading goes on"}
          .at_most(1e9)
          .needed(Need::pool),
      Field{"front_ends.throttling.high_watermark", Form::count,
            front_end<throttling, &T::high_watermark>(), "messages held: reading stops"}
          .between(1, 1e9)
          .needed(Need::pool),
  };
}

/// The megacycles of a handshake follow from the key length.
std::vector<Field> handshake_fields() {
  std::vector<Field> rows{Field{"front_ends.tls_megacycles",
                                Form::object,
                                {},
                                "processor work of one TLS handshake by key length [Mcycles]"}};
  const std::vector<std::string> bits{"1024", "2048", "4096"};
  for (std::size_t i = 0; i < bits.size(); ++i) {
    rows.push_back(Field{"front_ends.tls_megacycles." + bits[i], Form::number,
                         [i](Scenario& scenario, const Scalar& scalar) {
                           scenario.front_ends.tls_megacycles[i] = scalar.number;
                         },
                         "with a key of " + bits[i] + " bits"}
                       .between(0.0, 1e6)
                       .needed(Need::pool));
  }
  const auto optional = [&rows](const char* key, Field::Store store, const char* help) {
    rows.push_back(
        Field{std::string("front_ends.tls_megacycles.") + key, Form::number, std::move(store), help}
            .between(0.0, 1e6));
  };
  optional("ecdsa_p256", front_end<&F::tls_megacycles_ecdsa_p256>(),
           "with an ECDSA key on P-256 (certificate_key)");
  optional("resumed", front_end<&F::tls_megacycles_resumed>(),
           "of one that resumes a session (clients.tls_resumption_share)");
  return rows;
}

std::string_view visited_by(std::string_view name) {
  if (name == "register_leg") return "one REGISTER of a sign-in or re-authentication";
  if (name == "subscribe") return "one SUBSCRIBE of a sign-in";
  if (name == "batch_subscribe") return "the SUBSCRIBE to all contacts";
  if (name == "publish") return "a presence publication";
  if (name == "notification") return "a presence notification to one watcher";
  if (name == "server_hop") return "handing a message to another Front End";
  if (name == "poll_cached") return "a presence poll answered by the Front End";
  if (name == "poll_stored") return "a presence poll answered by the back end";
  if (name == "message") return "an instant message at the sender's Front End";
  if (name == "message_delivery") return "an instant message at the receiver's Front End";
  if (name == "register_refresh") return "the renewal of a registration";
  if (name == "sign_out") return "the end of a session";
  if (name == "keep_alive") return "a keep-alive";
  if (name == "background") return "conferencing, web and applications, one unit";
  if (name == "conference_invite") return "an INVITE to a conference at the joiner's Front End";
  if (name == "conference_focus") return "the same at the focus of the conference";
  if (name == "conference_roster") return "one roster update to one member of a conference";
  if (name == "conference_mixing") return "a piece of the work of audio and video mixers";
  if (name == "conference_data") return "a piece of the work of other conferencing servers";
  return "a TLS handshake; its processor work follows from the key length";
}

std::vector<Field> message_fields() {
  std::vector<Field> rows{
      Field{"front_ends.messages", Form::object, {}, "what a message of each class costs"}};
  for (std::size_t i = 0; i < models::message_class_count; ++i) {
    const std::string name(models::message_class_names[i]);
    const std::string path = "front_ends.messages." + name;
    const auto cost = [i](Scenario& scenario) -> models::MessageCost& {
      return scenario.front_ends.messages[i];
    };
    rows.push_back(Field{path, Form::object, {}, std::string(visited_by(name))});
    if (i != models::index_of(models::MessageClass::tls_handshake)) {
      rows.push_back(Field{path + ".megacycles", Form::number,
                           [cost](Scenario& scenario, const Scalar& scalar) {
                             cost(scenario).megacycles = scalar.number;
                           },
                           "mean processor work [Mcycles]"}
                         .between(0.0, 1e6)
                         .needed(Need::pool));
    }
    rows.push_back(Field{path + ".sproc_calls", Form::count,
                         [cost](Scenario& scenario, const Scalar& scalar) {
                           cost(scenario).sproc_calls = static_cast<std::uint32_t>(scalar.count);
                         },
                         "stored-procedure calls, one after the other"}
                       .at_most(1000)
                       .needed(Need::pool));
    rows.push_back(Field{path + ".updates", Form::count,
                         [cost](Scenario& scenario, const Scalar& scalar) {
                           cost(scenario).updates = static_cast<std::uint32_t>(scalar.count);
                         },
                         "of these calls, how many append to a log"}
                       .at_most(1000)
                       .needed(Need::pool));
    rows.push_back(Field{path + ".bytes", Form::size,
                         [cost](Scenario& scenario, const Scalar& scalar) {
                           cost(scenario).bytes = static_cast<double>(scalar.count);
                         },
                         "on the wire between client and server, answer included"}
                       .needed(Need::pool));
  }
  return rows;
}

}  // namespace

std::vector<Field> front_end_fields() {
  std::vector<Field> rows;
  for (auto* part : {&server_fields, &connection_limit_fields, &role_server_fields, &peer_fields,
                     &limit_fields, &throttling_fields, &handshake_fields, &message_fields}) {
    std::vector<Field> block = part();
    rows.insert(rows.end(), block.begin(), block.end());
  }
  return rows;
}

}  // namespace ocssim::scenarios
