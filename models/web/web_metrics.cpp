// What the Web Components report, and their books.
#include "engine/check.hpp"
#include "engine/stats/observe.hpp"
#include "models/web/web_components.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t {
  time_metric,
  requests_metric,
  link_metric,
  share_metric,
  mbps_metric,
  transfers_metric
};

}  // namespace

const std::vector<MetricInfo>& WebComponents::metrics() {
  static const std::vector<MetricInfo> table = {
      {"web.time", "s", MetricKind::tally, Better::lower, "request to last byte of a download"},
      {"web.requests", "requests", MetricKind::count, Better::none, "downloads asked for"},
      {"web.link_utilization", "1", MetricKind::time_average, Better::lower,
       "time in which the link to clients is busy"},
      {"web.share_utilization", "1", MetricKind::time_average, Better::lower,
       "time in which the device of all file shares is busy, or that of one share"},
      {"web.mbps", "Mbps", MetricKind::ratio, Better::none, "sent to clients"},
      {"web.transfers", "transfers", MetricKind::time_average, Better::lower,
       "downloads under way"}};
  return table;
}

void WebComponents::begin_observation(SimTime now) {
  begin_ = now;
  for (TimeAverage* level : {&link_busy_, &present_}) level->begin(now);
  shares_.begin_observation(now);
  for (Running& running : running_) {
    running.time.begin();
    running.requests.begin();
  }
  begun_.begin();
  bytes_ = 0.0;
  departed_ns_ = 0;
  begin_ages_ns_ = ages_of_present(now);
}

void WebComponents::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation one) { out.metrics.push_back(std::move(one)); };
  for (std::size_t content = 0; content < web_content_count; ++content) {
    const std::string component(web_content_names[content]);
    put(observe(table[time_metric], component, running_[content].time, window));
    put(observe(table[requests_metric], component, running_[content].requests, window));
  }
  put(observe(table[link_metric], "", link_busy_, window));
  for (std::uint32_t share = 0; share < (config_.shares_apart ? file_share_count : 1); ++share) {
    const std::string_view component = config_.shares_apart ? file_share_names[share] : "";
    put(observe(table[share_metric], component, shares_.busy(share), window));
  }
  put(observe_ratio(table[mbps_metric], "", bytes_ * 8e-6, window.length_s(), window));
  put(observe(table[transfers_metric], "", present_, window));
  const WideInteger sojourns = departed_ns_ + ages_of_present(now) - begin_ages_ns_;
  const WideInteger integral = present_.integral_ns(now);
  out.identities.push_back(observe_little(name(), begun_.count(), integral, sojourns));
}

WideInteger WebComponents::ages_of_present(SimTime now) const {
  WideInteger sum = 0;
  for (const Transfer& transfer : transfers_) {
    if (transfer.live) sum += now.time_since_epoch().count() - transfer.begin;
  }
  return sum;
}

void WebComponents::check_conservation(SimTime /*now*/) const {
  const auto jobs = static_cast<std::int64_t>(shares_.jobs() + link_.jobs());
  OCSSIM_CHECK(jobs == present_.level());
}

}  // namespace ocssim::models
