// Rows of the idle timers on the way of clients beside the balancer's.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using P = models::PathConfig;
constexpr double year = 366.0 * 86400.0;  // [s]
constexpr auto path = &models::LoadBalancerConfig::path;

void add_share(Scenario& scenario, const Scalar&) {
  scenario.load_balancer.path.nat.emplace_back();
}

void add_hop(Scenario& scenario, const Scalar&) {
  scenario.load_balancer.path.hops.emplace_back();
}

template <auto Member>
Field::Store into_share() {
  return [](Scenario& scenario, const Scalar& scalar) {
    detail::assign(scenario.load_balancer.path.nat.back().*Member, scalar);
  };
}

template <auto Member>
Field::Store into_hop() {
  return [](Scenario& scenario, const Scalar& scalar) {
    detail::assign(scenario.load_balancer.path.hops.back().*Member, scalar);
  };
}

const std::vector<Word> actions{{"drop", 0}, {"reset", 1}, {"remap", 2}, {"close", 3}};

std::vector<Field> nat_fields() {
  using S = models::PathNatShare;
  return {
      Field{"clients.path_nat", Form::object, {}, "the NAT of the network that a client sits in"},
      Field{"clients.path_nat.on_idle", Form::choice,
            into<&Scenario::load_balancer, path, &P::nat_on_idle>(),
            "what it does with a connection that is silent for too long: forgets it and drops what "
            "comes later, answers that with RST, sends it from another port; or closes it and "
            "tells both ends"}
          .one_of(actions),
      Field{"clients.path_nat.idle_timeouts[]", Form::object, add_share,
            "its idle timeout as a distribution over clients; those beyond all shares have no NAT"},
      Field{"clients.path_nat.idle_timeouts[].share", Form::share, into_share<&S::share>(),
            "share of the clients"}
          .between(0.0, 1.0)
          .needed(Need::always),
      Field{"clients.path_nat.idle_timeouts[].from", Form::duration, into_share<&S::from>(),
            "their timeouts are uniform from this"}
          .from(least_interval)
          .at_most(year)
          .needed(Need::always),
      Field{"clients.path_nat.idle_timeouts[].to", Form::duration, into_share<&S::to>(), "to this"}
          .from(least_interval)
          .at_most(year)
          .needed(Need::always),
  };
}

std::vector<Field> hop_fields() {
  using H = models::IdleHop;
  return {
      Field{"network.path[]", Form::object, add_hop,
            "further hops between clients and servers that cut idle connections: firewalls, "
            "proxies; the shortest timer of the row wins"},
      Field{"network.path[].name", Form::text, into_hop<&H::name>(), "its name in reports"}.needed(
          Need::always),
      Field{"network.path[].idle_timeout", Form::duration, into_hop<&H::idle_timeout>(),
            "a connection that is silent for longer is cut"}
          .from(least_interval)
          .at_most(year)
          .needed(Need::always),
      Field{"network.path[].on_idle", Form::choice, into_hop<&H::on_idle>(),
            "how: as clients.path_nat.on_idle"}
          .one_of(actions),
      Field{"front_ends.closes_idle", Form::boolean,
            into<&Scenario::front_ends, &models::FrontEndsConfig::closes_idle>(),
            "whether a server closes a live connection that was silent for its idle_timeout, too"},
  };
}

}  // namespace

std::vector<Field> path_fields() {
  std::vector<Field> rows = nat_fields();
  std::vector<Field> hops = hop_fields();
  rows.insert(rows.end(), hops.begin(), hops.end());
  return rows;
}

}  // namespace ocssim::scenarios
