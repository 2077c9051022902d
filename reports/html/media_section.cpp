// 10: audio, video and the network adapters that carry them.
#include "reports/figures.hpp"
#include "reports/html/sections.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

// The guide's advice on descriptors begins in this band (rule AV-01) [Mbps].
constexpr double band_from = 200.0;
constexpr double band_to = 250.0;

bool is_of_media(std::string_view name) {
  constexpr std::array begins = {"av.", "nic.", "mcu."};
  return std::any_of(begins.begin(), begins.end(),
                     [&](std::string_view begin) { return name.starts_with(begin); });
}

HtmlTable table_of(const Results& results) {
  HtmlTable table("Audio, video and network adapters", {{"Metric", Align::left},
                                                        {"Of", Align::left},
                                                        {"Statistic", Align::left},
                                                        {"Measured", Align::right}});
  for (const MetricResult& metric : results.metrics) {
    if (!is_of_media(metric.name) || metric.state == MetricState::absent) continue;
    for (const NamedFigure& named : metric.figures) {
      const std::string_view unit =
          named.statistic == "rate" ? "1/s" : std::string_view(metric.unit);
      table.add({metric.name, metric.component.empty() ? "the system" : metric.component,
                 named.statistic, figure_text(named.figure, unit)});
    }
  }
  return table;
}

/// Traffic of each adapter beside the band in which its descriptors begin to matter.
std::string traffic(const Shown& shown, const std::string& finding, Story& story) {
  JsonValue rows = JsonValue::array();
  HtmlTable table(
      "Traffic and losses by adapter",
      {{"Adapter", Align::left}, {"Traffic", Align::right}, {"Packets lost", Align::right}});
  for (const MetricResult& metric : shown.results.metrics) {
    if (metric.name != "nic.mbps" || metric.component.empty()) continue;
    const Figure figure = figure_of(shown.results, "nic.mbps", "mean", metric.component);
    rows.push_back(JsonValue::object(
        {{"name", metric.component},
         {"color", color_of("nic")},
         {"value", six_digits(figure.value)},
         {"half_width", six_digits(figure.half_width)},
         {"then", band_from},
         {"limit", band_to},
         {"text", fmt::format("the guide advises larger buffers from {:g} to {:g} Mbps on",
                              band_from, band_to)}}));
    table.add({metric.component, figure_text(figure, metric.unit),
               text_of(shown.results, "nic.rx.dropped", "total", metric.component)});
  }
  if (table.empty()) return "";
  return story.place({.id = "nic",
                      .kind = "bars",
                      .title = "Traffic of each adapter; from diamond to upright line the band of "
                               "200 to 250 Mbps",
                      .description = finding,
                      .data = JsonValue::object({{"unit", "Mbps"},
                                                 {"now", "traffic"},
                                                 {"then", "the band begins"},
                                                 {"rows", std::move(rows)}}),
                      .table = std::move(table)});
}

std::string finding_of(const Results& results) {
  std::string text;
  const auto say = [&](std::string_view words, std::string_view metric,
                       std::string_view statistic) {
    if (!has_metric(results, metric)) return;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", words,
                        text_of(results, metric, statistic));
  };
  say("audio and video packets lost:", "av.packet_loss", "mean");
  say("dropped on receive:", "nic.rx.dropped", "total");
  say("on send:", "nic.tx.dropped", "total");
  say("traffic of an adapter:", "nic.mbps", "mean");
  if (text.empty()) text = "media figures are in the table";
  text.front() = static_cast<char>(
      text.front() >= 'a' && text.front() <= 'z' ? text.front() - 'a' + 'A' : text.front());
  return text + ".";
}

}  // namespace

void tell_media(const Shown& shown, Story& story) {
  const HtmlTable table = table_of(shown.results);
  if (table.empty()) {
    story.leave_out("Network adapters, audio and video", "not simulated in this run");
    return;
  }
  const std::string finding = finding_of(shown.results);
  std::string body = traffic(shown, finding, story);
  body += table.html();
  story.add({"media", "Network adapters, audio and video", finding, std::move(body)});
}

}  // namespace ocssim::reports
