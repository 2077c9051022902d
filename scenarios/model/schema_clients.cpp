// Rows of the client population.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using C = models::ClientsConfig;
constexpr double most_users = 20e6;       // records are kept in memory, 300 bytes each
constexpr double year = 366.0 * 86400.0;  // [s]

template <auto... Members>
Field::Store client() {
  return into<&Scenario::clients, Members...>();
}

void add_point(Scenario& scenario, const Scalar&) {
  scenario.clients.sign_in_profile.emplace_back();
}

template <auto Member>
Field::Store into_point() {
  return [](Scenario& scenario, const Scalar& scalar) {
    detail::assign(scenario.clients.sign_in_profile.back().*Member, scalar);
  };
}

std::vector<Field> population_fields() {
  return {
      Field{"clients", Form::object, {}, "the client population: who, how many, doing what"},
      Field{"clients.users", Form::count, client<&C::users>(),
            "users signed in at once in the intended state"}
          .between(1, most_users)
          .needed(Need::always),
      Field{"clients.endpoints_per_user", Form::number, client<&C::endpoints_per_user>(),
            "connections of one user: endpoints = users x this"}
          .between(0.1, 10.0)
          .needed(Need::pool),
      Field{"clients.start", Form::choice, client<&C::start>(),
            "signed in at time 0, over a window, by a curve, or all at once after an outage"}
          .one_of({{"steady", 0}, {"ramp", 1}, {"profile", 2}, {"storm", 3}})
          .needed(Need::pool),
      Field{"clients.sign_in_window", Form::duration, client<&C::sign_in_window>(),
            "ramp: users sign in uniformly over this time"}
          .above(0.0)
          .at_most(year)
          .needed(Need::pool),
      Field{"clients.sign_in_spacing", Form::choice, client<&C::sign_in_spacing>(),
            "ramp: at random instants of the window, or one after the other at equal steps"}
          .one_of({{"random", 0}, {"equal", 1}})
          .needed(Need::pool),
      Field{"clients.sign_in_profile[]", Form::object, add_point,
            "profile: points of a piecewise-linear curve of sign-ins"},
      Field{"clients.sign_in_profile[].at", Form::duration, into_point<&models::SignInPoint::at>(),
            "time of the point"}
          .needed(Need::always),
      Field{"clients.sign_in_profile[].share", Form::share,
            into_point<&models::SignInPoint::share>(), "share of the users gone in by then"}
          .between(0.0, 1.0)
          .needed(Need::always),
  };
}

std::vector<Field> session_fields() {
  return {
      Field{"clients.authentication", Form::choice, client<&C::authentication>(),
            "Kerberos takes 2 REGISTER legs, NTLM 3 and a slot at the domain controller"}
          .one_of({{"kerberos", 0}, {"ntlm", 1}})
          .needed(Need::pool),
      Field{"clients.tls_share", Form::share, client<&C::tls_share>(),
            "share of the clients that connect with TLS; the others make no handshake"}
          .between(0.0, 1.0),
      Field{"clients.tls_resumption_share", Form::share,
            into<&Scenario::front_ends, &models::FrontEndsConfig::tls_resumption_share>(),
            "share of the TLS handshakes that resume a session (tls_megacycles.resumed)"}
          .between(0.0, 1.0),
      Field{"clients.session_length", Form::duration, client<&C::session_length>(),
            "a session ends after this time; another sign-in follows at once"}
          .from(least_interval)
          .at_most(year)
          .needed(Need::pool),
      Field{"clients.repeat_sessions", Form::boolean, client<&C::repeat_sessions>(),
            "false: no sign-in follows, a client comes once"}
          .needed(Need::pool),
      Field{"clients.sessions_closed_by", Form::choice, client<&C::sessions_closed_by>(),
            "who closes the connection of a session that ends"}
          .one_of({{"client", 0}, {"server", 1}})
          .needed(Need::pool),
      Field{"clients.notices_close", Form::choice, client<&C::notices_close>(),
            "when a client finds out that its connection was closed or reset"}
          .one_of({{"at_once", 0}, {"at_next_send", 1}})
          .needed(Need::pool),
      Field{"clients.reauthentication_interval", Form::duration,
            client<&C::reauthentication_interval>(), "a full re-authentication this often"}
          .from(least_interval)
          .at_most(year)
          .needed(Need::pool),
      Field{"clients.subscribes", Form::count, client<&C::subscribes>(),
            "SUBSCRIBE requests of a sign-in"}
          .at_most(100)
          .needed(Need::pool),
      Field{"clients.publications_at_sign_in", Form::count, client<&C::publications_at_sign_in>(),
            "SERVICE requests of a sign-in"}
          .at_most(100)
          .needed(Need::pool),
  };
}

std::vector<Field> timer_fields() {
  using K = C::KeepAlive;
  using R = C::RegisterRefresh;
  return {
      Field{"clients.keep_alive", Form::object, {}, "blank lines that keep a connection in use"},
      Field{"clients.keep_alive.enabled", Form::boolean, client<&C::keep_alive, &K::enabled>(),
            "whether clients send them"}
          .needed(Need::pool),
      Field{"clients.keep_alive.interval", Form::duration, client<&C::keep_alive, &K::interval>(),
            "fixed period, counted from the connect"}
          .from(least_interval)
          .at_most(year)
          .needed(Need::pool),
      Field{"clients.keep_alive.jitter", Form::duration, client<&C::keep_alive, &K::jitter>(),
            "each period varies by up to this much either way"}
          .at_most(year)
          .needed(Need::pool),
      Field{"clients.keep_alive.grain", Form::duration, client<&C::keep_alive, &K::grain>(),
            "each leaves up to this much late: grain of the client's timer"}
          .at_most(3600.0)
          .needed(Need::pool),
      Field{"clients.keep_alive.restart_on_traffic", Form::boolean,
            client<&C::keep_alive, &K::restart_on_traffic>(),
            "whether other traffic restarts the period"}
          .needed(Need::pool),
      Field{"clients.register_refresh", Form::object, {}, "how often a registration is renewed"},
      Field{"clients.register_refresh.with_keep_alive", Form::duration,
            client<&C::register_refresh, &R::with_keep_alive>(), "with keep-alive"}
          .from(least_interval)
          .at_most(year)
          .needed(Need::pool),
      Field{"clients.register_refresh.without", Form::duration,
            client<&C::register_refresh, &R::without>(), "without keep-alive"}
          .from(least_interval)
          .at_most(year)
          .needed(Need::pool),
      Field{"clients.register_refresh.jitter", Form::share,
            client<&C::register_refresh, &R::jitter>(),
            "each interval is shortened at random by up to this share"}
          .between(0.0, 1.0),
  };
}

std::vector<Field> reconnect_fields() {
  using R = C::Reconnect;
  return {
      Field{"clients.reconnect", Form::object, {}, "what a client does that lost its connection"},
      Field{"clients.reconnect.enabled", Form::boolean, client<&C::reconnect, &R::enabled>(),
            "false: a lost or refused client gives up"}
          .needed(Need::pool),
      Field{"clients.reconnect.delay", Form::duration, client<&C::reconnect, &R::delay>(),
            "the first try comes after a uniform delay of up to this"}
          .at_most(year)
          .needed(Need::pool),
      Field{"clients.reconnect.min_delay", Form::duration, client<&C::reconnect, &R::min_delay>(),
            "and after at least this"}
          .at_most(year)
          .needed(Need::pool),
      Field{"clients.reconnect.backoff", Form::number, client<&C::reconnect, &R::backoff>(),
            "the delay grows by this factor with each failure"}
          .between(1.0, 100.0)
          .needed(Need::pool),
      Field{"clients.reconnect.max_delay", Form::duration, client<&C::reconnect, &R::max_delay>(),
            "and never beyond this"}
          .at_most(year)
          .needed(Need::pool),
      Field{
          "clients.reconnect.rule", Form::choice, client<&C::reconnect, &R::rule>(),
          "law of the wait before a try, with w the first delay, grown by each failure: full U(0, "
          "w), equal U(w/2, w), decorrelated U(delay, 3 x last), around w +- jitter, list, fixed"}
          .one_of({{"full", 0},
                   {"equal", 1},
                   {"decorrelated", 2},
                   {"around", 3},
                   {"list", 4},
                   {"fixed", 5}}),
      Field{"clients.reconnect.jitter", Form::share, client<&C::reconnect, &R::jitter>(),
            "around: the wait varies by this share either way"}
          .between(0.0, 1.0),
      Field{"clients.reconnect.list[]", Form::duration, client<&C::reconnect, &R::list>(),
            "list: the waits, one after the other; the last one again and again"}
          .at_most(year),
      Field{"clients.reconnect.max_attempts", Form::count,
            client<&C::reconnect, &R::max_attempts>(),
            "failures in a row after which a client gives up; 0: it never does"}
          .at_most(254),
  };
}

std::vector<Field> failure_fields() {
  return {
      Field{"clients.retry", Form::object, {}, "what becomes of a request without success"},
      Field{"clients.retry.attempts", Form::count, client<&C::retry, &C::Retry::attempts>(),
            "attempts at a request of a signed-in client before it is given up"}
          .between(1, 255)
          .needed(Need::pool),
      Field{"clients.retry.delay", Form::duration, client<&C::retry, &C::Retry::delay>(),
            "from the time-out or 503 to the next attempt"}
          .at_most(86400.0)
          .needed(Need::pool),
      Field{
          "clients.queues_when_blocked", Form::boolean, client<&C::queues_when_blocked>(),
          "whether requests wait in the socket while the server does not read it, or are given up"}
          .needed(Need::pool),
      Field{"clients.syn_retransmissions[]", Form::duration, client<&C::syn_retransmissions>(),
            "when a SYN without answer is sent again, from the first one"}
          .from(least_interval)
          .at_most(3600.0),
      Field{"clients.connect_timeout", Form::duration, client<&C::connect_timeout>(),
            "a connect is given up after this, from its first SYN"}
          .from(least_interval)
          .at_most(3600.0)
          .needed(Need::pool),
      Field{"clients.transaction_timeout", Form::duration, client<&C::transaction_timeout>(),
            "a request without final answer is given up after this (64 T1)"}
          .from(least_interval)
          .at_most(3600.0)
          .needed(Need::pool),
      Field{"clients.retransmission_timeout", Form::duration, client<&C::retransmission_timeout>(),
            "TCP gives up on a silent peer after this"}
          .from(least_interval)
          .at_most(3600.0)
          .needed(Need::pool),
      Field{"clients.sign_in_limit", Form::duration, client<&C::sign_in_limit>(),
            "a sign-in that takes longer is no success"}
          .above(0.0)
          .at_most(86400.0)
          .needed(Need::pool),
  };
}

std::vector<Field> activity_fields() {
  using A = C::Activity;
  using N = C::Contacts;
  constexpr double most_rate = 1000.0;  // 1/s of one user
  return {
      Field{"clients.activity", Form::object, {}, "what signed-in users do"},
      Field{"clients.activity.presence_publications", Form::user_rate,
            client<&C::activity, &A::presence_publications>(),
            "presence changes, each notified to every online watcher"}
          .at_most(most_rate)
          .needed(Need::pool),
      Field{"clients.activity.polls", Form::user_rate, client<&C::activity, &A::polls>(),
            "presence polls"}
          .at_most(most_rate)
          .needed(Need::pool),
      Field{"clients.activity.polls_cached_share", Form::share,
            client<&C::activity, &A::polls_cached_share>(),
            "share of polls that the Front End answers without the back end"}
          .between(0.0, 1.0)
          .needed(Need::pool),
      Field{"clients.activity.im_sessions", Form::user_rate,
            client<&C::activity, &A::im_sessions>(), "instant-messaging sessions begun"}
          .at_most(most_rate)
          .needed(Need::pool),
      Field{"clients.activity.messages_per_session", Form::count,
            client<&C::activity, &A::messages_per_session>(), "messages of a session"}
          .at_most(10000)
          .needed(Need::pool),
      Field{"clients.activity.message_gap", Form::duration, client<&C::activity, &A::message_gap>(),
            "mean time between messages of a session"}
          .from(least_interval)
          .at_most(86400.0)
          .needed(Need::pool),
      Field{"clients.activity.background", Form::user_rate, client<&C::activity, &A::background>(),
            "work of conferencing, web and applications until their models replace it"}
          .at_most(most_rate)
          .needed(Need::pool),
      Field{"clients.contacts", Form::object, {}, "contact lists and who watches them"},
      Field{"clients.contacts.mean", Form::number, client<&C::contacts, &N::mean>(),
            "mean number of contacts; lognormal"}
          .between(0.0, 10000.0)
          .needed(Need::pool),
      Field{"clients.contacts.sigma", Form::number, client<&C::contacts, &N::sigma>(),
            "standard deviation of the logarithm of that number"}
          .between(0.0, 3.0)
          .needed(Need::pool),
      Field{"clients.contacts.watching_share", Form::share,
            client<&C::contacts, &N::watching_share>(),
            "share of contacts who watch and are signed in when everybody is"}
          .between(0.0, 1.0)
          .needed(Need::pool),
  };
}

}  // namespace

std::vector<Field> client_fields() {
  std::vector<Field> rows;
  for (auto* part : {&population_fields, &session_fields, &timer_fields, &reconnect_fields,
                     &failure_fields, &activity_fields}) {
    std::vector<Field> block = part();
    rows.insert(rows.end(), block.begin(), block.end());
  }
  return rows;
}

}  // namespace ocssim::scenarios
