// Rows of the timeline of faults, of other connections and of the stations of a pure queueing
// scenario.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using E = models::FaultConfig;
using T = models::StationConfig;
using C = models::ConnectionStreamConfig;

Field::Store act(models::FaultAction action) {
  return [action](Scenario& scenario, const Scalar& scalar) {
    scenario.events.back().action = action;
    scenario.events.back().target = scalar.text;
  };
}

}  // namespace

std::vector<Field> timeline_fields() {
  return {
      Field{"events[]", Form::object,
            [](Scenario& scenario, const Scalar&) { scenario.events.emplace_back(); },
            "a timeline of faults and changes"},
      Field{"events[].at", Form::duration, into_last<&Scenario::events, &E::at>(),
            "when it happens"}
          .needed(Need::always),
      Field{"events[].fail", Form::text, act(models::FaultAction::fail),
            "what fails: front_end[0], zone[0], sql, load_balancer or directory"},
      Field{"events[].restore", Form::text, act(models::FaultAction::restore), "what comes back"},
      Field{"events[].add", Form::text, act(models::FaultAction::add),
            "a server, or SNAT address, that was not there before joins the pool"},
      Field{"events[].drain", Form::text, act(models::FaultAction::drain),
            "a server or snat_address[0] that gets no new connections from now on"},
      Field{"events[].remove", Form::text, act(models::FaultAction::remove),
            "a server or SNAT address that leaves the pool; its connections are reset"},
      Field{"events[].degrade", Form::text, act(models::FaultAction::degrade),
            "what becomes slow: sql.disk.data, sql.disk.log or directory"},
      Field{"events[].factor", Form::number, into_last<&Scenario::events, &E::factor>(),
            "by which the times of what is degraded are multiplied"}
          .above(0.0)
          .at_most(1e6),
      Field{"events[].set", Form::text, act(models::FaultAction::change),
            "path of a setting that changes; docs/models/timeline.md lists those that may"},
      Field{"events[].to", Form::setting, into_last<&Scenario::events, &E::to>(),
            "its value from then on"},
      Field{"events[].reload", Form::text, act(models::FaultAction::reload),
            "load_balancer: it reads its configuration anew (load_balancer.counters_reset_on_"
            "reload)"},
      Field{"events[].share", Form::share, into_last<&Scenario::events, &E::share>(),
            "share of the servers of a zone that it happens to"}
          .above(0.0)
          .at_most(1.0),
      Field{"events[].power_cycle", Form::text, act(models::FaultAction::power_cycle),
            "pool: all servers fail at once, by mode, and come back"},
      Field{"events[].lasting", Form::duration, into_last<&Scenario::events, &E::lasting>(),
            "until a power cycle is over"}
          .at_most(365.0 * 86400.0),
      Field{"events[].mode", Form::choice, into_last<&Scenario::events, &E::mode>(),
            "process: connections are reset at once; power: silence; hang: accepts, never answers"}
          .one_of({{"process", 0}, {"power", 1}, {"hang", 2}}),
  };
}

std::vector<Field> coupling_fields() {
  using L = models::FailureCoupling;
  return {
      Field{"couplings[]", Form::object,
            [](Scenario& scenario, const Scalar&) { scenario.couplings.emplace_back(); },
            "what fails together: when one server fails, others fail after it"},
      Field{"couplings[].of", Form::text, into_last<&Scenario::couplings, &L::of>(),
            "the server that fails: front_end[0]"}
          .needed(Need::always),
      Field{"couplings[].with", Form::text, into_last<&Scenario::couplings, &L::with>(),
            "those that fail then: front_end[4] or zone[1]"}
          .needed(Need::always),
      Field{"couplings[].share", Form::share, into_last<&Scenario::couplings, &L::share>(),
            "share of the servers of a zone"}
          .above(0.0)
          .at_most(1.0),
      Field{"couplings[].after", Form::duration, into_last<&Scenario::couplings, &L::after>(),
            "how long after it"}
          .at_most(365.0 * 86400.0),
      Field{"couplings[].lasting", Form::duration, into_last<&Scenario::couplings, &L::lasting>(),
            "until they are back; 0: they are not"}
          .at_most(365.0 * 86400.0),
  };
}

std::vector<Field> connection_fields() {
  return {
      Field{"connections[]", Form::object,
            [](Scenario& scenario, const Scalar&) { scenario.connections.emplace_back(); },
            "connections beside those of signed-in clients: web, applications, load generators"},
      Field{"connections[].listener", Form::count,
            into_last<&Scenario::connections, &C::listener>(),
            "port of a VIP that they go to; needed unless they go out"}
          .between(1, 65535),
      Field{"connections[].destination", Form::count,
            into_last<&Scenario::connections, &C::destination>(),
            "1, 2, ...: a server opens them to this host outside, through the egress NAT; 0: they "
            "come in"}
          .at_most(65535),
      Field{"connections[].ends_by", Form::choice,
            [](Scenario& scenario, const Scalar& scalar) {
              scenario.connections.back().ends_by_reset = scalar.word == 1U;
            },
            "how those that go out end: a port rests egress.time_wait or egress.time_wait_reset"}
          .one_of({{"fin", 0}, {"reset", 1}}),
      Field{"connections[].transport", Form::choice,
            into_last<&Scenario::connections, &C::transport>(),
            "of those that go out: connections, or flows of datagrams (egress.datagrams)"}
          .one_of({{"tcp", 0}, {"udp", 1}}),
      Field{"connections[].unanswered", Form::share,
            into_last<&Scenario::connections, &C::unanswered>(),
            "of those that go out, the share whose SYN nobody answers: its port rests "
            "egress.half_open"}
          .between(0.0, 1.0),
      Field{"connections[].sends_every", Form::duration,
            into_last<&Scenario::connections, &C::sends_every>(),
            "those that go out: data pass at this interval; 0: none between begin and end"}
          .zero_or_from(least_interval)
          .at_most(86400.0),
      Field{"connections[].gives_up_after", Form::duration,
            into_last<&Scenario::connections, &C::gives_up_after>(),
            "those that go out: lost so long after data that met silence; 0: at their end"}
          .at_most(86400.0),
      Field{"connections[].syn_retransmission", Form::duration,
            into_last<&Scenario::connections, &C::syn_retransmission>(),
            "those that go out: when a SYN that lost a race for its port is sent again, then "
            "doubled; 0: it is not"}
          .at_most(60.0),
      Field{"connections[].from", Form::choice, into_last<&Scenario::connections, &C::from>(),
            "who opens them; servers call their own pool at its VIP, which needs source NAT"}
          .one_of({{"clients", 0}, {"servers", 1}}),
      Field{"connections[].rate", Form::rate, into_last<&Scenario::connections, &C::rate>(),
            "Poisson arrivals"},
      Field{"connections[].rate_per_user", Form::user_rate,
            into_last<&Scenario::connections, &C::rate_per_user>(), "and so many a user"},
      Field{"connections[].hold", Form::duration, into_last<&Scenario::connections, &C::hold>(),
            "mean time that one is held, exponential"}
          .above(0.0)
          .at_most(365.0 * 86400.0)
          .needed(Need::always),
      Field{"connections[].begin", Form::duration, into_last<&Scenario::connections, &C::begin>(),
            "when the first comes"},
      Field{"connections[].prefill", Form::count, into_last<&Scenario::connections, &C::prefill>(),
            "opened before arrivals begin; left out: those of the steady state when clients.start "
            "is steady"}
          .at_most(20e6),
      Field{"connections[].prefill_over", Form::duration,
            into_last<&Scenario::connections, &C::prefill_over>(), "time that this takes"}
          .at_most(86400.0),
      Field{"connections[].reopen_within", Form::duration,
            into_last<&Scenario::connections, &C::reopen_within>(),
            "a lost or refused one is opened again after U(0, this); 0: it is not"}
          .at_most(86400.0),
  };
}

std::vector<Field> station_fields() {
  return {
      Field{"stations[]", Form::object,
            [](Scenario& scenario, const Scalar&) { scenario.stations.emplace_back(); },
            "stations, each with an arrival stream of its own (system: stations)"},
      Field{"stations[].name", Form::text, into_last<&Scenario::stations, &T::name>(),
            "name of the station in metrics"}
          .needed(Need::always),
      Field{"stations[].servers", Form::count, into_last<&Scenario::stations, &T::servers>(),
            "servers in parallel"}
          .between(1, 1e6)
          .needed(Need::always),
      Field{"stations[].queue_capacity", Form::count,
            into_last<&Scenario::stations, &T::queue_capacity>(),
            "waiting places, servers not counted; left out: unlimited"}
          .at_most(4e9),
      Field{"stations[].mean_service_time", Form::duration,
            into_last<&Scenario::stations, &T::mean_service_time>(), "mean time at a server"}
          .above(0.0)
          .at_most(365.0 * 86400.0)
          .needed(Need::always),
      Field{"stations[].service", Form::choice, into_last<&Scenario::stations, &T::service>(),
            "law of the service time"}
          .one_of({{"exponential", 0}, {"deterministic", 1}, {"hyperexponential", 2}}),
      Field{"stations[].service_scv", Form::number,
            into_last<&Scenario::stations, &T::service_scv>(),
            "variance over squared mean of a hyperexponential service time"}
          .between(1.0, 1000.0),
      Field{"stations[].discipline", Form::choice, into_last<&Scenario::stations, &T::discipline>(),
            "who is served: the oldest first, or all present in equal parts"}
          .one_of({{"fifo", 0}, {"processor_sharing", 1}}),
      Field{"stations[].arrivals_per_user", Form::user_rate,
            into_last<&Scenario::stations, &T::arrivals_per_user>(),
            "Poisson arrivals: this times clients.users"},
      Field{"stations[].arrival_rate", Form::rate,
            into_last<&Scenario::stations, &T::arrival_rate>(), "and this"},
      Field{"stations[].next", Form::text, into_last<&Scenario::stations, &T::next>(),
            "station that gets the departures; left out: they leave"},
  };
}

}  // namespace ocssim::scenarios
