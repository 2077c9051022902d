#include "models/edge/reverse_proxy.hpp"

#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/web/web_components.hpp"

#include <algorithm>

namespace ocssim::models {

ReverseProxy::ReverseProxy(const ReverseProxyConfig& config, const WebConfig& web,
                           std::uint32_t users)
    : Component("reverse_proxy"),
      config_(config),
      cpu_(config.servers, std::max(config.cores, 1U)),
      link_(config.servers, 1) {
  for (std::size_t content = 0; content < web_content_count; ++content) {
    if (!is_on_link(static_cast<WebContent>(content))) continue;
    rates_[content] = web.downloads[content].per_user * users * config.remote_share;
    sizes_[content] = static_cast<double>(web.downloads[content].size);
    times_[content] = Tally::with_histogram();
  }
  for (std::uint32_t i = 0; i < config.servers; ++i) {
    servers_.push_back({.connections = {}, .ports = RestingPorts(config.ports, config.time_wait)});
  }
}

void ReverseProxy::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), name(), sim.replication());
}

void ReverseProxy::start(Simulation& sim) {
  for (std::uint32_t content = 0; content < web_content_count; ++content) {
    schedule_arrival(sim, content);
  }
}

void ReverseProxy::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::arrival:
      return on_arrival(sim, event.entity);
    case Kind::cpu_end:
      return on_cpu_end(sim, event.entity);
    case Kind::link_end:
      return on_link_end(sim, event.entity);
  }
}

void ReverseProxy::schedule_arrival(Simulation& sim, std::uint32_t content) {
  if (!(rates_[content] > 0.0)) return;
  const RandomBlock block = stream_.draw(content, asked_[content]);
  sim.schedule_in(*this, Kind::arrival, content,
                  seconds(exponential(1.0 / rates_[content], block.uniform(0))), Phase::arrival);
}

/// Downloads are short, so that servers are often alike: ties go round.
std::uint32_t ReverseProxy::choose_server() {
  const auto count = static_cast<std::uint32_t>(servers_.size());
  std::uint32_t server = next_server_;
  for (std::uint32_t step = 1; step < count; ++step) {
    const std::uint32_t other = (next_server_ + step) % count;
    if (servers_[other].connections.level() < servers_[server].connections.level()) server = other;
  }
  next_server_ = (server + 1) % count;
  return server;
}

void ReverseProxy::on_arrival(Simulation& sim, std::uint32_t content) {
  const RandomBlock block = stream_.draw(content, asked_[content]++);
  schedule_arrival(sim, content);
  offered_.add();
  const std::uint32_t server = choose_server();
  if (servers_[server].connections.level() >= static_cast<std::int64_t>(config_.connections)) {
    return by_connections_.add();
  }
  if (!servers_[server].ports.has(sim.now(), 1)) return by_ports_.add();
  carried_.add();
  begin_download(sim, content, exponential(sizes_[content], block.uniform(1)), server);
}

void ReverseProxy::begin_download(Simulation& sim, std::uint32_t content, double bytes,
                                  std::uint32_t server) {
  std::uint32_t index = 0;
  if (free_.empty()) {
    index = static_cast<std::uint32_t>(downloads_.size());
    downloads_.emplace_back();
    free_.reserve(downloads_.capacity());
  } else {
    index = free_.back();
    free_.pop_back();
  }
  downloads_[index] = {.begin = sim.now(),
                       .bytes = bytes,
                       .server = server,
                       .content = static_cast<std::uint8_t>(content),
                       .live = true};
  present_.add(sim.now(), 1);
  servers_[server].connections.add(sim.now(), 1);
  servers_[server].ports.take(sim.now(), 1);
  const double cycles = config_.connect_megacycles * 1e6;
  cpu_.enter(sim.now(), server, index, seconds(cycles / config_.clock_hz));
  wake_cpu(sim, server);
}

void ReverseProxy::wake_cpu(Simulation& sim, std::uint32_t server) {
  if (const auto at = cpu_.next_wake(server)) {
    sim.schedule_at(*this, Kind::cpu_end, server, *at);
  }
}

void ReverseProxy::wake_link(Simulation& sim, std::uint32_t server) {
  if (const auto at = link_.next_wake(server)) {
    sim.schedule_at(*this, Kind::link_end, server, *at);
  }
}

void ReverseProxy::on_cpu_end(Simulation& sim, std::uint32_t server) {
  const auto index = cpu_.wake(sim.now(), server);
  wake_cpu(sim, server);
  if (!index) return;
  const Download& download = downloads_[*index];
  web_->fetch(sim, download.content, download.bytes, *index);
}

void ReverseProxy::on_fetched(Simulation& sim, std::uint32_t index) {
  const Download& download = downloads_[index];
  link_.enter(sim.now(), download.server, index, seconds(download.bytes * 8.0 / config_.link_bps));
  wake_link(sim, download.server);
}

void ReverseProxy::on_link_end(Simulation& sim, std::uint32_t server) {
  const auto index = link_.wake(sim.now(), server);
  wake_link(sim, server);
  if (!index) return;
  Download& download = downloads_[*index];
  const Duration time = sim.now() - download.begin;
  times_[download.content].record(time);
  departed_ns_ += time.count();
  present_.add(sim.now(), -1);
  servers_[server].connections.add(sim.now(), -1);
  servers_[server].ports.rest(sim.now(), 1);
  download.live = false;
  free_.push_back(*index);
}

}  // namespace ocssim::models
