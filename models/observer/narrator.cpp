#include "models/observer/narrator.hpp"

#include "models/back_end/sql_back_end.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/clients/clients.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <cstdio>

namespace ocssim::models {
namespace {

std::string milliseconds(std::int64_t from, SimTime to) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f ms",
                1e-6 * static_cast<double>(to.time_since_epoch().count() - from));
  return text;
}

SimTime instant_of(const Event& event) {
  return SimTime{Duration{event.time}};
}

std::string name_of(const Job& job) {
  std::string text(message_class_names[index_of(job.message)]);
  if (job.attempt > 0) text += ", attempt " + std::to_string(job.attempt + 1);
  return text;
}

}  // namespace

void Narrator::on_event(const Event& event, const Component& component) {
  if (&component == pool_->clients) return on_clients(event, component);
  if (!endpoint_) return;
  if (&component == pool_->sql) return on_back_end(event, component);
  if (&component == pool_->balancer) return on_balancer(event, component);
  for (const FrontEnd* front_end : pool_->front_ends) {
    if (&component == front_end) return on_front_end(event, component);
  }
}

void Narrator::tell(const Event& event, const Component& component, const char* kind,
                    const std::string& text) const {
  listener_.on_narrated(
      {.at = instant_of(event), .component = component.name(), .kind = kind, .text = text});
}

const Job* Narrator::ours(std::uint32_t index) const {
  const Job& job = pool_->jobs[index];
  return job.live && (is_ours(job.client) || is_ours(job.receiver)) ? &job : nullptr;
}

std::string Narrator::place_text() const {
  if (!pool_->balancer->has_connection(*endpoint_)) return "without a connection";
  const std::uint16_t member = pool_->balancer->member_of(*endpoint_);
  return "connected to " + pool_->front_ends[member]->name();
}

void Narrator::on_clients(const Event& event, const Component& component) {
  using Kind = Clients::Kind;
  const auto kind = Kind{event.kind};
  if (kind == Kind::deadline || kind == Kind::retry) return;  // of all, or of a job
  if (!endpoint_ && (kind == Kind::sign_in || kind == Kind::next_step)) endpoint_ = event.entity;
  if (!endpoint_ || !is_ours(event.entity)) return;
  switch (kind) {
    case Kind::sign_in:
      return tell(event, component, "sign_in", "wishes to sign in");
    case Kind::next_step:
      return tell(event, component, "next_step",
                  place_text() + ": sends the next message of its sign-in");
    case Kind::connect:
      return tell(event, component, "connect",
                  place_text() + ": tries to connect, or notices a loss");
    case Kind::keep_alive:
      return tell(event, component, "keep_alive", place_text() + ": sends a keep-alive");
    case Kind::refresh:
      return tell(event, component, "refresh", place_text() + ": renews its registration");
    case Kind::activity:
      return tell(event, component, "activity",
                  place_text() + ": publishes, polls or begins a talk");
    case Kind::im_message:
      return tell(event, component, "im_message", place_text() + ": sends an instant message");
    case Kind::session:
      return tell(event, component, "session", place_text() + ": signs out, or authenticates anew");
    case Kind::deadline:
    case Kind::retry:
      return;
  }
}

void Narrator::on_front_end(const Event& event, const Component& component) const {
  using Kind = FrontEnd::Kind;
  const auto kind = Kind{event.kind};
  const bool is_of_all =
      kind == Kind::shared_end || kind == Kind::overload || kind == Kind::restart;
  if (is_of_all) return;  // of nobody in particular
  const Job* job = ours(event.entity);
  if (job == nullptr) return;
  const SimTime now = instant_of(event);
  const std::string name = name_of(*job);
  switch (Kind{event.kind}) {
    case Kind::cpu_end:
      return tell(event, component, "cpu_end",
                  name + ": leaves the processor, " + milliseconds(job->station_time[0], now) +
                      " in queue and service");
    case Kind::directory_end:
      return tell(event, component, "directory_end",
                  name + ": the domain controller has answered, after " +
                      milliseconds(job->station_time[0], now));
    case Kind::reply: {
      const SimTime sent{Duration{job->call_time}};
      return tell(event, component, "reply",
                  name + ": the back end has answered, after " + milliseconds(job->call_time, now) +
                      ", and " + milliseconds(job->station_time[1], sent) +
                      " before that for a database connection");
    }
    case Kind::peer_timeout:
      return tell(event, component, "peer_timeout", name + ": another server was not reached");
    case Kind::shared_end:
    case Kind::overload:
    case Kind::restart:
      return;
  }
}

void Narrator::on_back_end(const Event& event, const Component& component) const {
  using Kind = SqlBackEnd::Kind;
  const auto kind = Kind{event.kind};
  if (kind != Kind::cpu_end && kind != Kind::disk_end) return;  // groups, checkpoints
  const Job* job = ours(event.entity);
  if (job == nullptr) return;
  const std::string spent = milliseconds(job->station_time[0], instant_of(event));
  if (kind == Kind::cpu_end) {
    return tell(
        event, component, "cpu_end",
        name_of(*job) + ": its call leaves the processor, " + spent + " in queue and service");
  }
  tell(event, component, "disk_end",
       name_of(*job) + ": a page was read, " + spent + " at the disks");
}

void Narrator::on_balancer(const Event& event, const Component& component) const {
  using Kind = LoadBalancer::Kind;
  if (Kind{event.kind} != Kind::idle || !is_ours(event.entity)) return;
  tell(event, component, "idle", "nothing passed for the idle timeout: " + place_text());
}

}  // namespace ocssim::models
