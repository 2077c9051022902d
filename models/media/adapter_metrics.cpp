// What an adapter reports.
#include "models/media/adapter.hpp"

#include <utility>

namespace ocssim::models {
namespace {

using K = MetricKind;
using B = Better;

enum : std::size_t {
  streams_metric,
  mbps_metric,
  packets_metric,
  loss_metric,
  late_metric,
  residual_metric,
  burst_metric,
  jitter_metric,
  mos_metric,
  fec_metric,
  adapter_mbps_metric,
  memory_metric,
  rx_mbps_metric,
  rx_rate_metric,
  rx_loss_metric,
  rx_overrun_metric,
  rx_dropped_metric,
  rx_stall_metric,
  rx_burst_metric,
  rx_overload_metric,
  rx_delay_metric,
  tx_mbps_metric,
  tx_rate_metric,
  tx_loss_metric,
  tx_dropped_metric,
  tx_stall_metric,
  tx_burst_metric,
  tx_overload_metric,
  tx_delay_metric,
  tx_waited_stall_metric,
  tx_waited_burst_metric,
  tx_waited_overload_metric,
};

/// A tally whose values were counted elsewhere.
Observation of_spread(const MetricInfo& info, const std::string& component, const Spread& spread,
                      const Window& window) {
  Observation result = observe(info, component, Tally(), window);
  result.count = spread.count();
  const double ticks = spread.histogram.ticks_per_unit();
  result.sum = quotient(spread.sum, ticks);
  if (result.count > 0) {
    result.min = quotient(spread.min, ticks);
    result.max = quotient(spread.max, ticks);
  }
  result.histogram = spread.histogram.trimmed();
  return result;
}

}  // namespace

const std::vector<MetricInfo>& Adapter::metrics() {
  static const std::vector<MetricInfo> table{
      {"av.streams", "streams", K::time_average, B::none, "media streams, both directions"},
      {"av.mbps", "Mbps", K::time_average, B::none, "media traffic, both directions together"},
      {"av.packets", "packets", K::count, B::none, "media packets, both directions"},
      {"av.packet_loss", "1", K::ratio, B::lower, "media packets lost at adapters"},
      {"av.late_loss", "1", K::ratio, B::lower,
       "audio packets too late to be heard: mixing ticks that were skipped, or more delay at an "
       "adapter than the jitter buffer holds"},
      {"av.residual_loss", "1", K::ratio, B::lower,
       "audio packets that were not heard: lost and not mended by forward error correction, or "
       "late"},
      {"av.burst_ratio", "1", K::ratio, B::lower,
       "mean run of lost packets of an audio stream; 1: one at a time"},
      {"av.jitter", "s", K::ratio, B::lower,
       "mean difference of the adapter's delay between successive packets of a stream"},
      {"av.mos", "MOS", K::tally, B::higher,
       "speech quality of each listener in each window, by ITU-T G.107"},
      {"av.fec", "1", K::time_average, B::lower, "share of the time with forward error correction"},
      {"nic.mbps", "Mbps", K::time_average, B::none, "traffic of the busier direction"},
      {"nic.memory", "B", K::time_average, B::none, "memory of the rings"},
      {"nic.rx.mbps", "Mbps", K::time_average, B::none, "received"},
      {"nic.rx.packet_rate", "packets/s", K::time_average, B::none, "received: what a ring feels"},
      {"nic.rx.loss", "1", K::ratio, B::lower, "received packets that found no descriptor"},
      {"nic.rx.overrun_stalls", "1", K::ratio, B::lower,
       "stalls of the host in which the receive ring was full and packets were lost"},
      {"nic.rx.dropped", "packets", K::count, B::lower, "no receive descriptor"},
      {"nic.rx.dropped_by_stall", "packets", K::count, B::lower,
       "because the host did not empty the ring"},
      {"nic.rx.dropped_by_burst", "packets", K::count, B::lower,
       "because more came at once than the ring holds"},
      {"nic.rx.dropped_by_rate", "packets", K::count, B::lower,
       "because more comes than the host can take"},
      {"nic.rx.delay", "s", K::tally, B::lower, "received packet until the driver is through"},
      {"nic.tx.mbps", "Mbps", K::time_average, B::none, "sent"},
      {"nic.tx.packet_rate", "packets/s", K::time_average, B::none, "sent: what a ring feels"},
      {"nic.tx.loss", "1", K::ratio, B::lower, "packets to send that found the backlog full"},
      {"nic.tx.dropped", "packets", K::count, B::lower, "no transmit descriptor and no backlog"},
      {"nic.tx.dropped_by_stall", "packets", K::count, B::lower,
       "because the host did not fill the ring"},
      {"nic.tx.dropped_by_burst", "packets", K::count, B::lower,
       "because more was sent at once than ring and backlog hold"},
      {"nic.tx.dropped_by_rate", "packets", K::count, B::lower,
       "because more is sent than the link can take"},
      {"nic.tx.delay", "s", K::tally, B::lower, "waiting for a transmit descriptor"},
      {"nic.tx.waited_by_stall", "packets", K::count, B::lower, "waited because of a stall"},
      {"nic.tx.waited_by_burst", "packets", K::count, B::lower, "waited because of a burst"},
      {"nic.tx.waited_by_rate", "packets", K::count, B::lower,
       "waited because the link is overloaded"},
  };
  return table;
}

void Adapter::end_observation(SimTime now, Observations& out) const {
  const Window window{.begin = begin_, .end = now};
  observe_packets(window, out);
  observe_receive(window, out);
  observe_transmit(window, out);
}

void Adapter::observe_packets(const Window& window, Observations& out) const {
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  const auto& rx = tally_.rx;
  const auto& tx = tally_.tx;
  put(observe(table[streams_metric], server_, streams_, window));
  Observation both = observe(table[mbps_metric], server_, rx_kbps_, window, 1e3);
  const Observation sent = observe(table[mbps_metric], server_, tx_kbps_, window, 1e3);
  both.sum += sent.sum;
  both.min += sent.min;
  both.max += sent.max;
  put(std::move(both));
  const std::uint64_t offered = rx.offered + tx.offered;
  const std::uint64_t lost = rx.dropped() + rx.lost_at_port + tx.dropped();
  put(observe_count(table[packets_metric], server_, scaled(offered), window));
  put(observe_trials(table[loss_metric], server_, lost, offered, window));
  const LossRuns& left = tally_.residual;
  LossRuns audio = rx.audio;
  audio.merge(tx.audio);
  const LossRuns& skipped = tally_.skipped;
  if (audio.offered + skipped.offered > 0) {
    put(observe_trials(table[late_metric], server_, rx.late + tx.late + skipped.lost,
                       audio.offered + skipped.offered, window));
    put(observe_trials(table[residual_metric], server_, left.lost, left.offered, window));
    put(observe_ratio(table[burst_metric], server_, static_cast<double>(audio.lost),
                      static_cast<double>(audio.runs), window));
    put(observe_ratio(table[jitter_metric], server_, quotient(rx.jitter_ns + tx.jitter_ns, 1e9),
                      static_cast<double>(rx.jitter_pairs + tx.jitter_pairs), window));
    put(of_spread(table[mos_metric], server_, tally_.mos, window));
    put(observe(table[fec_metric], server_, fec_level_, window));
  }
  put(observe(table[adapter_mbps_metric], server_, kbps_, window, 1e3));
  TimeAverage bytes(static_cast<std::int64_t>(media_->nic.memory()));
  bytes.begin(window.begin);
  Observation memory = observe(table[memory_metric], server_, bytes, window);
  memory.exact = true;
  put(std::move(memory));
}

void Adapter::observe_receive(const Window& window, Observations& out) const {
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  const auto& rx = tally_.rx;
  put(observe(table[rx_mbps_metric], server_, rx_kbps_, window, 1e3));
  put(observe(table[rx_rate_metric], server_, rx_rate_, window));
  put(observe_trials(table[rx_loss_metric], server_, rx.dropped(), rx.offered, window));
  if (media_->nic.stalls.rate > 0.0) {
    put(observe_trials(table[rx_overrun_metric], server_, rx.overruns, rx.stalls, window));
  }
  put(observe_count(table[rx_dropped_metric], server_, scaled(rx.dropped()), window));
  for (std::size_t cause = 0; cause < loss_cause_count; ++cause) {
    put(observe_count(table[rx_stall_metric + cause], server_, scaled(rx.lost[cause]), window));
  }
  put(of_spread(table[rx_delay_metric], server_, rx.delay, window));
}

void Adapter::observe_transmit(const Window& window, Observations& out) const {
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  const auto& tx = tally_.tx;
  put(observe(table[tx_mbps_metric], server_, tx_kbps_, window, 1e3));
  put(observe(table[tx_rate_metric], server_, tx_rate_, window));
  put(observe_trials(table[tx_loss_metric], server_, tx.dropped(), tx.offered, window));
  put(observe_count(table[tx_dropped_metric], server_, scaled(tx.dropped()), window));
  for (std::size_t cause = 0; cause < loss_cause_count; ++cause) {
    put(observe_count(table[tx_stall_metric + cause], server_, scaled(tx.lost[cause]), window));
  }
  put(of_spread(table[tx_delay_metric], server_, tx.delay, window));
  for (std::size_t cause = 0; cause < loss_cause_count; ++cause) {
    put(observe_count(table[tx_waited_stall_metric + cause], server_, scaled(tx.delayed[cause]),
                      window));
  }
}

}  // namespace ocssim::models
