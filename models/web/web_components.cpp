#include "models/web/web_components.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"

#include <cmath>

namespace ocssim::models {
namespace {

Duration sending_time(double bytes, double bits_per_second) {
  return seconds(bytes * 8.0 / bits_per_second);
}

}  // namespace

WebComponents::WebComponents(const WebConfig& config, std::uint32_t users)
    : Component("web"),
      config_(config),
      users_(users),
      shares_(config.shares_apart ? static_cast<std::uint32_t>(file_share_count) : 1U, 1),
      link_(1) {}

void WebComponents::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), name(), sim.replication());
}

void WebComponents::start(Simulation& sim) {
  for (std::uint32_t content = 0; content < web_content_count; ++content) {
    schedule_arrival(sim, content);
  }
  if (config_.update_window == Duration::zero()) return;
  const auto devices = static_cast<std::uint32_t>(config_.devices * users_ + 0.5);
  const Stream when(sim.seed(), "web.devices", sim.replication());
  for (std::uint32_t device = 0; device < devices; ++device) {
    const double part = when.draw(device, 0).uniform(0);
    sim.schedule_at(
        *this, Kind::device, 0,
        sim_start + config_.update_at + seconds(part * to_seconds(config_.update_window)),
        Phase::arrival);
  }
}

void WebComponents::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::arrival:
      return on_arrival(sim, event.entity);
    case Kind::device:
      return begin_own(sim, index_of(WebContent::device_update));
    case Kind::share_end:
      return on_share_end(sim, event.entity);
    case Kind::link_end:
      return on_link_end(sim, event.entity);
  }
}

void WebComponents::schedule_arrival(Simulation& sim, std::uint32_t content) {
  const double rate = config_.downloads[content].per_user * users_;
  if (!(rate > 0.0)) return;
  const RandomBlock block = stream_.draw(content, running_[content].begun);
  sim.schedule_in(*this, Kind::arrival, content, seconds(exponential(1.0 / rate, block.uniform(0))),
                  Phase::arrival);
}

void WebComponents::on_arrival(Simulation& sim, std::uint32_t content) {
  begin_own(sim, content);
  schedule_arrival(sim, content);
}

void WebComponents::begin_own(Simulation& sim, std::uint32_t content) {
  const RandomBlock block = stream_.draw(content, running_[content].begun++);
  const auto mean = static_cast<double>(config_.downloads[content].size);
  begin_transfer(sim, {.bytes = exponential(mean, block.uniform(1)),
                       .content = static_cast<std::uint8_t>(content)});
}

void WebComponents::fetch(Simulation& sim, std::uint32_t content, double bytes,
                          std::uint32_t download) {
  begin_transfer(
      sim, {.bytes = bytes, .download = download, .content = static_cast<std::uint8_t>(content)});
}

void WebComponents::begin_transfer(Simulation& sim, const Transfer& transfer) {
  running_[transfer.content].requests.add();
  begun_.add();
  std::uint32_t index = 0;
  if (free_.empty()) {
    index = static_cast<std::uint32_t>(transfers_.size());
    transfers_.emplace_back();
    free_.reserve(transfers_.capacity());
  } else {
    index = free_.back();
    free_.pop_back();
  }
  transfers_[index] = transfer;
  transfers_[index].begin = sim.now().time_since_epoch().count();
  transfers_[index].live = true;
  present_.add(sim.now(), 1);
  if (is_on_share(static_cast<WebContent>(transfer.content))) return enter_share(sim, index);
  enter_link(sim, index);
}

std::uint32_t WebComponents::place_of(WebContent content) const {
  return config_.shares_apart ? static_cast<std::uint32_t>(share_of(content)) : 0U;
}

void WebComponents::enter_share(Simulation& sim, std::uint32_t index) {
  const auto content = static_cast<WebContent>(transfers_[index].content);
  const std::uint32_t share = place_of(content);
  const double speed = config_.shares_apart ? config_.shares_bps[share] : config_.share_bps;
  shares_.enter(sim.now(), share, index, sending_time(transfers_[index].bytes, speed));
  wake_share(sim, share);
}

void WebComponents::enter_link(Simulation& sim, std::uint32_t index) {
  if (link_.jobs() == 0) link_busy_.set(sim.now(), 1);
  link_.enter(sim.now(), index, sending_time(transfers_[index].bytes, config_.link_bps));
  wake_link(sim);
}

void WebComponents::wake_share(Simulation& sim, std::uint32_t share) {
  if (const auto at = shares_.next_wake(share)) {
    sim.schedule_at(*this, Kind::share_end, share, *at);
  }
}

void WebComponents::wake_link(Simulation& sim) {
  if (const auto wake = link_.next_wake()) {
    sim.schedule_at(*this, Kind::link_end, wake->number, wake->at);
  }
}

void WebComponents::on_share_end(Simulation& sim, std::uint32_t share) {
  const auto index = shares_.wake(sim.now(), share);
  wake_share(sim, share);
  if (!index) return;
  if (!is_on_link(static_cast<WebContent>(transfers_[*index].content))) return finish(sim, *index);
  enter_link(sim, *index);
}

void WebComponents::on_link_end(Simulation& sim, std::uint32_t number) {
  const auto index = link_.wake(sim.now(), number);
  if (link_.jobs() == 0) link_busy_.set(sim.now(), 0);
  wake_link(sim);
  if (!index) return;
  bytes_ += transfers_[*index].bytes;
  finish(sim, *index);
}

void WebComponents::finish(Simulation& sim, std::uint32_t index) {
  Transfer& transfer = transfers_[index];
  const std::int64_t time = sim.now().time_since_epoch().count() - transfer.begin;
  running_[transfer.content].time.record(Duration{time});
  departed_ns_ += time;
  present_.add(sim.now(), -1);
  const std::uint32_t download = transfer.download;
  transfer.live = false;
  free_.push_back(index);
  if (download != no_download) owner_->on_fetched(sim, download);
}

}  // namespace ocssim::models
