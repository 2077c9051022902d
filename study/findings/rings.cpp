#include "study/findings/rings.hpp"

#include "engine/stats/estimate_results.hpp"
#include "scenarios/document/decimal.hpp"
#include "scenarios/document/quantity_format.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

namespace ocssim::study {
namespace {

std::optional<double> value_of(std::span<const MetricResult> metrics, std::string_view metric,
                               std::string_view statistic) {
  const MetricResult* result = find_result(metrics, {metric, ""});
  const Figure* figure = result == nullptr ? nullptr : result->find(statistic);
  return figure == nullptr ? std::nullopt : figure->value;
}

/// Three digits or so, and what it counts.
std::string number(std::optional<double> value, std::string_view unit, double factor = 1.0) {
  if (!value) return "-" + std::string(unit);
  const double scaled = factor * *value;
  const double digits = std::fabs(scaled) < 10.0 ? 100.0 : std::fabs(scaled) < 1000.0 ? 10.0 : 1.0;
  return scenarios::shortest_text(std::round(scaled * digits) / digits) + std::string(unit);
}

/// Milliseconds that so many descriptors last.
std::string hold_text(std::uint32_t descriptors, double rate) {
  return std::to_string(descriptors) + " receive descriptors hold " +
         number(descriptors / rate, " ms", 1e3);
}

/// What the longest stall brings, and whether so many descriptors are enough for it.
struct LongestStall {
  double seconds = 0.0;
  double packets = 0.0;

  LongestStall(const models::HostStalls& stalls, double rate)
      : seconds(stalls.rate > 0.0 ? to_seconds(stalls.longest) : 0.0), packets(seconds * rate) {}
  [[nodiscard]] bool fits(std::uint32_t descriptors) const { return packets <= descriptors; }
  [[nodiscard]] std::string text() const {
    return "the host stalls for up to " + number(seconds, " ms", 1e3);
  }
  [[nodiscard]] std::string needs() const {
    return std::to_string(static_cast<std::uint64_t>(std::ceil(packets)));
  }
};

}  // namespace

std::string ring_consequence(const scenarios::Scenario& scenario,
                             std::span<const MetricResult> metrics) {
  const auto rate = value_of(metrics, "nic.rx.packet_rate", "mean");
  if (!rate) return {};
  const models::NicConfig& nic = scenario.media.nic;
  models::NicConfig advised = nic;
  advised.rx_descriptors = std::max(advised.rx_descriptors, 3 * advised.default_descriptors);
  advised.tx_descriptors = std::max(advised.tx_descriptors, 3 * advised.default_descriptors);
  const double memory = 1e-6 * static_cast<double>(advised.memory() - nic.memory());
  std::string text = "measured: " + number(value_of(metrics, "nic.mbps", "mean"), " Mbps, ") +
                     number(rate, " packets/s in, ") +
                     number(value_of(metrics, "nic.rx.loss", "mean"), " of a million lost, ", 1e6) +
                     number(value_of(metrics, "nic.tx.delay", "max"),
                            " ms the longest wait to be sent; the advised rings take ", 1e3) +
                     number(memory, " MB more a server");
  const LongestStall stall(nic.stalls, *rate);
  if (stall.packets <= 0.0) return text;
  text += "; " + hold_text(advised.rx_descriptors, *rate) + " and " + stall.text();
  return text + (stall.fits(advised.rx_descriptors) ? ": they ride it out"
                                                    : ": they lose too, it takes " + stall.needs());
}

std::vector<Finding> ring_findings(const scenarios::Scenario& scenario,
                                   std::span<const MetricResult> metrics) {
  const auto rate = value_of(metrics, "nic.rx.packet_rate", "mean");
  const auto loss = value_of(metrics, "nic.rx.loss", "mean");
  const models::NicConfig& nic = scenario.media.nic;
  if (!rate || !loss || *rate <= 0.0) return {};
  const LongestStall stall(nic.stalls, *rate);
  if (stall.packets <= 0.0) return {};
  const std::string mbps = number(value_of(metrics, "nic.rx.mbps", "mean"), " Mbps");
  const std::string start = number(rate, " packets/s of ") + mbps + ": " +
                            hold_text(nic.rx_descriptors, *rate) + ", " + stall.text();
  if (*loss <= 0.0) {
    if (2.0 * stall.packets <= nic.rx_descriptors) return {};  // two that touch would fit too
    return {{.id = "rings.hold",
             .severity = "info",
             .text = start +
                     "; nothing was lost, as long as two stalls do not touch: "
                     "av.nic.stalls.apart is " +
                     scenarios::format_duration(nic.stalls.apart),
             .component = "/av/nic/stalls/apart"}};
  }
  std::string text = start + "; " + number(loss, " of a million lost", 1e6);
  const auto overrun = value_of(metrics, "nic.rx.overrun_stalls", "mean");
  if (overrun) text += number(overrun, " % of stalls overran the ring", 100.0).insert(0, ", ");
  text += stall.fits(nic.rx_descriptors)
              ? "; the longest stall alone would fit"
              : "; the longest stall brings " + stall.needs() + " packets";
  return {{.id = "rings.overrun",
           .severity = "info",
           .text = std::move(text),
           .component = "/av/nic/rx_descriptors"}};
}

}  // namespace ocssim::study
