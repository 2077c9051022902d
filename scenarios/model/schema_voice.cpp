// Rows of the services that hold calls: one block each, with the keys that mean something there.
#include "scenarios/model/schema.hpp"

#include <array>
#include <string>
#include <utility>

namespace ocssim::scenarios {
namespace {

using models::CallServiceRole;
using V = models::CallServiceConfig;
using W = models::SessionWorkConfig;

enum Parts : unsigned {
  processors = 1,
  adapters = 2,
  nat = 4,
  agents = 8,
  listener = 16,
  ipsec = 32,
  sessions = 64
};

struct Block {
  CallServiceRole role;
  unsigned parts;
  const char* help;
};

constexpr std::array blocks{
    Block{CallServiceRole::pstn, processors | adapters | ipsec,
          "calls to and from the telephone network: gateways and Mediation Servers"},
    Block{CallServiceRole::response_group, processors | agents | listener,
          "Response Group Service: a dialog, then agents and their queue"},
    Block{CallServiceRole::conferencing_attendant, processors | listener,
          "Conferencing Attendant: callers dial into conferences"},
    Block{CallServiceRole::outside_voice_control, processors | listener,
          "Outside Voice Control: calls of users from mobile telephones"},
    Block{CallServiceRole::access_edge, sessions | nat,
          "Access Edge: signaling connections of remote users"},
    Block{CallServiceRole::web_conferencing_edge, sessions | nat,
          "Web Conferencing Edge: connections of remote users in Web conferences"},
    Block{CallServiceRole::av_edge, adapters | nat | ipsec,
          "A/V Edge: audio and video sessions of remote users"},
    Block{CallServiceRole::communicator_web_access, sessions | nat,
          "Communicator Web Access: sessions of users with a browser, behind a VIP of its own"},
};

class Rows {
 public:
  Rows(const Block& block, std::vector<Field>& rows)
      : role_(models::index_of(block.role)),
        prefix_(std::string(models::call_service_names[role_]) + "."),
        rows_(rows) {
    rows_.push_back(
        Field{std::string(models::call_service_names[role_]), Form::object, {}, block.help});
  }

  template <auto Member>
  void add(const char* key, Form form, const char* help, Range range, Need need = Need::pool) {
    const std::size_t role = role_;
    Field row{prefix_ + key, form,
              [role](Scenario& scenario, const Scalar& scalar) {
                detail::assign(scenario.call_services[role].*Member, scalar);
              },
              help};
    row.range = range;
    rows_.push_back(row.needed(need));
  }

  /// Of the work of sessions.
  template <auto Member>
  void add_work(const char* key, Form form, const char* help, Range range) {
    const std::size_t role = role_;
    Field row{prefix_ + key, form,
              [role](Scenario& scenario, const Scalar& scalar) {
                detail::assign(scenario.call_services[role].work.*Member, scalar);
              },
              help};
    row.range = range;
    rows_.push_back(row.needed(Need::pool));
  }

 private:
  std::size_t role_;
  std::string prefix_;
  std::vector<Field>& rows_;
};

constexpr Range any{};
constexpr Range positive{0.0, std::numeric_limits<double>::infinity(), true};
constexpr Range time{0.0, 365.0 * 86400.0, false};
constexpr Range some_time{0.0, 365.0 * 86400.0, true};

void add_always(Rows& rows) {
  rows.add<&V::enabled>("enabled", Form::boolean, "whether there is such a service", any,
                        Need::optional);
  rows.add<&V::calls_per_user>("calls_per_user", Form::user_rate, "Poisson arrivals of calls", any);
  rows.add<&V::calls>("calls", Form::rate, "and so many whatever the users", any, Need::optional);
  rows.add<&V::hold>("hold", Form::duration, "mean time that a call holds its port, exponential",
                     some_time);
  rows.add<&V::set_up>("set_up", Form::duration, "until media flow; its port is held", time);
  rows.add<&V::servers>("servers", Form::count, "servers, the least busy takes a call",
                        {1.0, 4096.0, false});
  rows.add<&V::ports>("ports", Form::count, "calls that one server holds at a time",
                      {1.0, 1e6, false});
}

void add_processors(Rows& rows) {
  rows.add<&V::cores>("cores", Form::count, "cores of a server; 0: they do not matter",
                      {0.0, 1024.0, false});
  rows.add<&V::clock_hz>("clock", Form::frequency, "cycles a second of a core", any);
  rows.add<&V::call_megacycles>("call_megacycles", Form::number,
                                "Mcycles a second that a call asks for: codecs, prompts", any);
  rows.add<&V::srtp_factor>("srtp_factor", Form::number, "times so many with SRTP",
                            {1.0, 100.0, false});
}

void add_adapters(Rows& rows) {
  rows.add<&V::inner_bps>("inner_rate", Form::bandwidth,
                          "of a call on the adapter towards the pool, one way", any);
  rows.add<&V::outer_bps>("outer_rate", Form::bandwidth,
                          "of a call on the adapter towards gateways or the Internet, one way",
                          any);
  rows.add<&V::link_bps>("link", Form::bandwidth, "speed of an adapter", positive);
  rows.add<&V::adapters>("adapters", Form::count,
                         "2: one towards the pool and one outwards; 1: it carries both",
                         {1.0, 2.0, false});
}

void add_nat(Rows& rows) {
  rows.add<&V::snat_addresses>("snat_addresses", Form::count,
                               "source NAT in front of the servers; 0: destination NAT",
                               {0.0, 1024.0, false});
  rows.add<&V::ports_per_address>("ports_per_address", Form::count, "usable ports of an address",
                                  {1.0, 65535.0, false});
  rows.add<&V::connections>("connections", Form::count,
                            "connections of a session at the VIP; each takes a port",
                            {1.0, 1000.0, false});
  rows.add<&V::time_wait>("time_wait", Form::duration, "that a port rests after its connection",
                          time);
}

void add_sessions(Rows& rows) {
  rows.add<&V::cores>("cores", Form::count, "cores of a server", {1.0, 1024.0, false});
  rows.add<&V::clock_hz>("clock", Form::frequency, "cycles a second of a core", positive);
  rows.add<&V::link_bps>("link", Form::bandwidth, "of a server; answers share it equally",
                         positive);
  rows.add_work<&W::requests>("requests", Form::user_rate,
                              "of a session, each after a pause since the last answer; 0: none",
                              any);
  rows.add_work<&W::request_megacycles>("request_megacycles", Form::number,
                                        "mean Mcycles of a request, exponential", any);
  rows.add_work<&W::request_size>("request_size", Form::size,
                                  "mean bytes of an answer over the link, exponential", any);
  rows.add_work<&W::connect_megacycles>("connect_megacycles", Form::number,
                                        "Mcycles of a TLS handshake", any);
  rows.add_work<&W::idle_timeout>(
      "idle_timeout", Form::duration,
      "of the VIP: a connection that says nothing for so long is closed; 0: never", time);
}

void add_agents(Rows& rows) {
  rows.add<&V::agents>("agents", Form::count, "agents who answer; 0: the dialog is all",
                       {0.0, 1e6, false});
  rows.add<&V::agent_time>("agent_time", Form::duration, "mean talk with an agent, exponential",
                           some_time);
  rows.add<&V::patience>("patience", Form::duration,
                         "mean time until a waiting caller hangs up, exponential; 0: never", time);
}

}  // namespace

std::vector<Field> voice_fields() {
  std::vector<Field> all;
  for (const Block& block : blocks) {
    Rows rows(block, all);
    add_always(rows);
    if ((block.parts & processors) != 0) add_processors(rows);
    if ((block.parts & adapters) != 0) add_adapters(rows);
    if ((block.parts & sessions) != 0) add_sessions(rows);
    if ((block.parts & nat) != 0) add_nat(rows);
    if ((block.parts & agents) != 0) add_agents(rows);
    if ((block.parts & listener) != 0) {
      rows.add<&V::listener>("listener", Form::count,
                             "port of the pool's VIP that its connections come to",
                             {1.0, 65535.0, false});
    }
    if ((block.parts & ipsec) != 0) {
      rows.add<&V::ipsec_set_up>("ipsec_set_up", Form::duration,
                                 "added to the set-up with IPsec on media ports", time);
    }
  }
  return all;
}

}  // namespace ocssim::scenarios
