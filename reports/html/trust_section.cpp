// 15: what the figures rest on, and what they leave out.
#include "reports/figures.hpp"
#include "reports/html/sections.hpp"
#include "reports/names.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

HtmlTable warm_up_table(const Results& results) {
  HtmlTable table("What each replication discarded and observed", {{"Replication", Align::left},
                                                                   {"Warm-up cut", Align::right},
                                                                   {"Observed", Align::left},
                                                                   {"Settled", Align::left},
                                                                   {"Events", Align::right}});
  for (std::size_t i = 0; i < results.windows.size(); ++i) {
    const ObservedWindow& one = results.windows[i];
    table.add({grouped(i), quantity_text(one.warm_up_cut_s, "s"),
               quantity_text(one.begin_s, "s") + " to " + quantity_text(one.end_s, "s"),
               one.settled ? "✓ yes" : "✕ no", grouped(one.events)});
  }
  return table;
}

/// The series of replication 0 with the cut: was the beginning really over?
std::string warm_up_figure(const Shown& shown, Story& story) {
  const Results& results = shown.results;
  if (results.windows.empty()) return "";
  JsonValue panels = JsonValue::array();
  for (const Series& series : results.series) {
    const bool in_system = series.name.ends_with("number_in_system") && series.component.empty();
    if (!in_system && series.name != "clients.signed_in") continue;
    JsonValue lines = JsonValue::array();
    lines.push_back(series_json(thinned(series, 200), series.name, color_of(series.name), 0));
    panels.push_back(JsonValue::object({{"title", series.name},
                                        {"unit", series.unit},
                                        {"height", 80},
                                        {"series", std::move(lines)}}));
  }
  const HtmlTable table = warm_up_table(results);
  JsonValue marks = JsonValue::array();
  if (results.windows.front().begin_s > 0.0) {
    marks.push_back(JsonValue::object({{"at", results.windows.front().begin_s},
                                       {"text", "observed from here"},
                                       {"kind", "event"}}));
  }
  if (run_length(results) <= 0.0) return table.html();
  return story.place(
      {.id = "warm-up",
       .kind = "xy",
       .title = "Levels from time 0, and where observation begins, replication 0",
       .description = fmt::format("the largest cut of {} is {}",
                                  counted(results.windows.size(), "replication"),
                                  quantity_text(results.windows.front().warm_up_cut_s, "s")),
       .data =
           JsonValue::object({{"x", JsonValue::object({{"name", "Simulated time"},
                                                       {"unit", "s"},
                                                       {"from", 0.0},
                                                       {"to", six_digits(run_length(results))}})},
                              {"panels", std::move(panels)},
                              {"marks", std::move(marks)}}),
       .table = table});
}

std::string closed_forms(const Results& results) {
  HtmlTable table("Closed formulas beside the simulation", {{"Figure", Align::left},
                                                            {"Formula gives", Align::right},
                                                            {"Simulated", Align::right},
                                                            {"Apart", Align::right},
                                                            {"Formula", Align::left}});
  for (const ClosedFormRow& row : results.closed_form) {
    std::string apart = "–";
    if (row.simulated.value && row.predicted != 0.0) {
      apart = signed_percent(*row.simulated.value / row.predicted - 1.0);
    }
    table.add({row.name, quantity_text(row.predicted, row.unit),
               figure_text(row.simulated, row.unit), apart, row.formula});
  }
  return table.html();
}

std::string identities(const Results& results) {
  HtmlTable table("Little's law N = λW, counted on both sides, replication 0",
                  {{"Station", Align::left},
                   {"∫ N dt", Align::right},
                   {"Σ sojourn", Align::right},
                   {"Arrivals", Align::right},
                   {"Residual", Align::right}});
  for (const LittleIdentity& row : results.identities) {
    table.add({row.component, quantity_text(row.number_integral_s, "job s"),
               quantity_text(row.sojourn_total_s, "job s"), grouped(row.arrivals),
               fmt::format("{} ns", row.residual_ns)});
  }
  return folded("Little's law at every station", table.html());
}

/// How wide the intervals of the judged and of all system metrics are.
std::string half_widths(const Results& results) {
  HtmlTable table(
      fmt::format("Metrics of the system, half-widths at {:g} %", 100.0 * results.confidence),
      {{"Metric", Align::left},
       {"Statistic", Align::left},
       {"Value", Align::right},
       {"Relative half-width", Align::right},
       {"State", Align::left}});
  for (const MetricResult& metric : results.metrics) {
    if (!metric.component.empty() || metric.state == MetricState::absent) continue;
    for (const NamedFigure& named : metric.figures) {
      const std::string_view unit =
          named.statistic == "rate" ? "1/s" : std::string_view(metric.unit);
      std::string relative = named.figure.exact ? "exact" : "–";
      if (named.figure.half_width && named.figure.value && *named.figure.value != 0.0) {
        relative = quantity_text(*named.figure.half_width / std::abs(*named.figure.value), "1");
      }
      table.add({metric.name, named.statistic, figure_text(named.figure, unit), relative,
                 std::string(to_string(metric.state))});
    }
  }
  return folded(fmt::format("All {} figures of the system with their intervals", table.size()),
                table.html());
}

std::string placeholders_html(const std::vector<PlaceholderNote>& placeholders) {
  HtmlTable table(
      "Defaults that nobody has measured",
      {{"Parameter", Align::left}, {"Value", Align::right}, {"Where it comes from", Align::left}});
  for (const PlaceholderNote& note : placeholders) {
    table.add({note.path, note.value, note.source});
  }
  return folded(
      fmt::format("{} the answer leans on", counted(placeholders.size(), "unmeasured default")),
      table.html());
}

std::string not_modeled(const Results& results) {
  std::string out = "<h3>What is not modeled</h3>\n<ul>\n";
  for (const std::string& warning : results.warnings) {
    out += "<li>" + paragraph(warning) + "</li>\n";
  }
  for (const char* fixed :
       {"limits of the load balancer itself other than its ports (processor, memory, throughput)",
        "federation, DNS, address book and distribution groups",
        "locks and the temporary database of SQL Server"}) {
    out += fmt::format("<li><p>{}</p></li>\n", fixed);
  }
  return out + "</ul>\n";
}

std::int64_t largest_residual(const Results& results) {
  std::int64_t worst = 0;
  for (const LittleIdentity& row : results.identities) {
    worst = std::max(worst, std::abs(row.residual_ns));
  }
  return worst;
}

double largest_gap(const Results& results) {
  double worst = 0.0;
  for (const ClosedFormRow& row : results.closed_form) {
    if (!row.simulated.value || row.predicted == 0.0) continue;
    worst = std::max(worst, std::abs(*row.simulated.value / row.predicted - 1.0));
  }
  return worst;
}

std::string finding_of(const Results& results, std::size_t placeholders) {
  std::string text =
      fmt::format("{} independent {} analyzed as {}", grouped(results.replications),
                  results.replications == 1 ? "replication" : "replications", results.analysis);
  if (!results.identities.empty()) {
    const std::int64_t residual = largest_residual(results);
    text += residual == 0 ? "; Little's law holds to the nanosecond"
                          : fmt::format("; Little's law fails by {} ns", residual);
  }
  if (!results.closed_form.empty()) {
    text += fmt::format("; {} agree with the simulation within {}",
                        counted(results.closed_form.size(), "closed formula"),
                        quantity_text(largest_gap(results), "1"));
  }
  if (placeholders > 0) {
    text += fmt::format("; the answer leans on {} that nobody has measured and on no calibration",
                        counted(placeholders, "default"));
  }
  return text + ".";
}

}  // namespace

void tell_trust(const Shown& shown, const std::vector<PlaceholderNote>& placeholders,
                Story& story) {
  const Results& results = shown.results;
  std::string body = warm_up_figure(shown, story);
  body += closed_forms(results);
  body += identities(results);
  body += half_widths(results);
  body += placeholders_html(placeholders);
  body += not_modeled(results);
  body += paragraph(
      "Extrapolation: users at a limit are in proportion to the measured load; beyond "
      "about twice the simulated load they are a direction, not a figure.",
      "note");
  story.add(
      {"trust", "Can I trust this?", finding_of(results, placeholders.size()), std::move(body)});
}

}  // namespace ocssim::reports
