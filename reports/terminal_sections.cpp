#include "reports/terminal_sections.hpp"

#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/headroom.hpp"
#include "reports/names.hpp"
#include "reports/path_timers.hpp"
#include "reports/refusals.hpp"
#include "reports/text_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <span>

namespace ocssim::reports {
namespace {

std::string titled(std::string_view title, const TextTable& table) {
  if (table.empty()) return "";
  return fmt::format("\n{}\n{}", title, table.render());
}

/// Metrics of the system that are printed when they are there.
struct Line {
  std::string_view words;
  std::string_view metric;
  std::string_view statistic;
};

std::string lines_section(std::string_view title, const Results& results,
                          std::span<const Line> lines) {
  TextTable table({Align::left, Align::right, Align::left});
  for (const Line& line : lines) {
    const MetricResult* metric = results.find(line.metric, "");
    const Figure* figure = metric == nullptr ? nullptr : metric->find(line.statistic);
    if (figure == nullptr) continue;
    const std::string_view unit = line.statistic == "rate" ? "1/s" : std::string_view(metric->unit);
    const std::string state =
        figure->value ? "" : fmt::format("withheld: {}", to_string(metric->state));
    table.add({std::string(line.words), figure->value ? figure_text(*figure, unit) : state,
               std::string(line.metric)});
  }
  return titled(title, table);
}

}  // namespace

std::string short_name(const Bottleneck& row) {
  const std::size_t dot = row.resource.find('.');
  if (row.component.empty() || dot == std::string::npos) return row.resource;
  return row.component + row.resource.substr(dot);
}

std::string objective_name(const ObjectiveResult& row) {
  if (row.metric.empty()) return row.text;
  std::string name = row.text.substr(0, row.text.find_first_of(" <>"));
  // Means and totals are what one expects; further statistics are named.
  for (const std::string_view expected : {".mean", ".total"}) {
    if (name.ends_with(expected)) name.resize(name.size() - expected.size());
  }
  for (const char* clause : {" over any ", " per "}) {
    const std::size_t at = row.text.find(clause);
    if (at != std::string::npos) return name + row.text.substr(at);
  }
  return name;
}

std::string verdict_cell(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "met";
    case Verdict::not_met:
      return "NOT MET";
    case Verdict::inconclusive:
      return "undecided";
  }
  return "";
}

std::string headroom_section(const Results& results) {
  return headroom_section(results.bottlenecks, "Headroom per resource, least first");
}

std::string headroom_section(std::span<const Bottleneck> bottlenecks, std::string_view title) {
  TextTable table({Align::left, Align::right, Align::right, Align::right, Align::left});
  for (const Bottleneck& row : bottlenecks) {
    if (table.empty()) {
      table.add({"resource", "now", "headroom", "users at limit", "limit"});
    }
    table.add({short_name(row), figure_text(present_figure(row), row.unit), headroom_text(row),
               users_at_limit_text(row),
               quantity_text(row.limit_value, row.unit) + " " + row.limit});
  }
  return titled(title, table);
}

std::string objectives_section(const Results& results) {
  TextTable table({Align::left, Align::left, Align::right, Align::right, Align::left});
  for (const ObjectiveResult* row : judged_objectives(results)) {
    if (table.empty()) table.add({"verdict", "objective", "measured", "limit", "decided by"});
    std::string by = row->component;
    if (!row->reason.empty()) by += (by.empty() ? "" : ": ") + row->reason;
    table.add({verdict_cell(row->verdict), objective_name(*row),
               figure_text(row->measured, row->unit), row->limit, by});
  }
  return titled(fmt::format("Objectives, intervals at {:g} % over {} replication{}",
                            100.0 * results.confidence, results.replications,
                            results.replications == 1 ? "" : "s"),
                table);
}

std::string users_section(const Results& results) {
  static constexpr std::array lines = {
      Line{"sign-ins in time, of those begun", "sign_in.success", "mean"},
      Line{"sign-in time, half are faster", "sign_in.time", "p50"},
      Line{"sign-in time, 95 of 100 are faster", "sign_in.time", "p95"},
      Line{"signed in, mean", "clients.signed_in", "mean"},
      Line{"without a connection at the end", "clients.without_connection", "mean"},
      Line{"transactions answered in time", "goodput.rate", "rate"},
      Line{"SQL calls, 95 of 100 are faster", "sql.sproc_latency", "p95"},
      Line{"pages found in SQL's memory", "sql.hit_ratio", "mean"},
  };
  return lines_section("Users", results, lines);
}

std::string adapters_section(const Results& results) {
  static constexpr std::array lines = {
      Line{"traffic of the busier direction", "nic.mbps", "mean"},
      Line{"packets received", "nic.rx.packet_rate", "mean"},
      Line{"received packets lost", "nic.rx.loss", "mean"},
      Line{"  stalls that overran the ring", "nic.rx.overrun_stalls", "mean"},
      Line{"  while the host stalled", "nic.rx.dropped_by_stall", "total"},
      Line{"  in bursts", "nic.rx.dropped_by_burst", "total"},
      Line{"  because too many come", "nic.rx.dropped_by_rate", "total"},
      Line{"packets to send lost", "nic.tx.loss", "mean"},
      Line{"longest wait for a transmit descriptor", "nic.tx.delay", "max"},
      Line{"audio too late to be heard", "av.late_loss", "mean"},
      Line{"speech quality, mean", "av.mos", "mean"},
      Line{"memory of the rings", "nic.memory", "mean"},
  };
  return lines_section("Network adapters", results, lines);
}

std::string refusals_section(const Results& results) {
  static constexpr std::array lines = {
      Line{"connects: no SNAT port free", "snat.refused", "total"},
      Line{"SYNs: no SNAT port free", "snat.syn_dropped", "total"},
      Line{"SYNs: the member's port is closed", "lb.member_refused", "total"},
      Line{"SYNs: the member is silent", "lb.member_silent", "total"},
      Line{"SYNs: no member in service", "lb.no_member", "total"},
      Line{"connections cut when idle too long", "lb.idle_drops", "total"},
      Line{"requests answered 503", "front_end.rejected_503", "total"},
      Line{"requests timed out", "clients.timed_out", "total"},
  };
  return lines_section("Refused, by cause (mean total of a replication)", results, lines);
}

std::string path_timers_section(const Results& results) {
  const PathTimerTable& path = results.path_timers;
  const bool matters = std::any_of(path.rows.begin(), path.rows.end(), [](const PathTimerRow& row) {
    return (row.silent && row.competes) || row.cuts.value.value_or(0.0) > 0.0;
  });
  if (!matters) return "";
  TextTable table(
      {Align::left, Align::right, Align::right, Align::left, Align::right, Align::right});
  table.add({"hop", "timer", "first for", "when it fires", "ping under", "silently dead"});
  for (const PathTimerRow& row : path.rows) {
    table.add({row.hop, timer_text(row), quantity_text(row.first_share, "1"), row.action,
               row.competes ? quantity_text(row.below_s, "s") : "-",
               row.competes && row.silent ? figure_text(row.silently_dead, "1") : "-"});
  }
  std::string out = titled(
      "Path timers, shortest wins: first for % of clients, dead in % of the signed in", table);
  out += wrapped("  " + silence_text(path), 2);
  return out;
}

std::string closed_form_section(const Results& results) {
  TextTable table({Align::left, Align::right, Align::right, Align::right, Align::left});
  for (const ClosedFormRow& row : results.closed_form) {
    if (table.empty()) table.add({"figure", "formula gives", "simulated", "apart", "formula"});
    std::string apart = "-";
    if (row.simulated.value && row.predicted != 0.0) {
      apart = signed_percent(*row.simulated.value / row.predicted - 1.0);
    }
    table.add({row.name, quantity_text(row.predicted, row.unit),
               figure_text(row.simulated, row.unit), apart, row.formula});
  }
  return titled("Closed forms beside the simulation", table);
}

std::string shares_section(const Results& results) {
  std::string out;
  std::string whole;
  TextTable table({Align::left, Align::right});
  const auto finish = [&] {
    out += titled(fmt::format("{} by message class, % of what was used", whole), table);
    table = TextTable({Align::left, Align::right});
  };
  for (const ShareResult& row : results.shares) {
    if (row.whole != whole && !table.empty()) finish();
    whole = row.whole;
    table.add({row.part, figure_text(row.share, "1")});
  }
  if (!table.empty()) finish();
  return out;
}

std::string refusals_over_time_section(const Results& results) {
  TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right,
                   Align::right, Align::left});
  const std::vector<RefusalRow> rows = refusal_rows(results.histories);
  for (const RefusalRow& row : rows) {
    if (table.empty())
      table.add({"", "in all", "from", "to", "most at", "rate then", "most of it"});
    const std::string most =
        row.component.empty()
            ? std::string()
            : fmt::format("{} of {}", quantity_text(row.component_share, "1"), row.component);
    table.add({row.metric, grouped(static_cast<std::uint64_t>(std::llround(row.total))),
               quantity_text(row.first_s, "s"), quantity_text(row.last_s, "s"),
               quantity_text(row.fullest_s, "s"), quantity_text(row.fullest_rate, "1/s"), most});
  }
  if (rows.empty()) return "";
  return titled(fmt::format("Refused over time, replication 0, in intervals of {}",
                            quantity_text(rows.front().interval_s, "s")),
                table);
}

std::string recovery_section(const Results& results) {
  TextTable table({Align::left, Align::right, Align::right, Align::right});
  for (const MetricResult& metric : results.metrics) {
    if (!metric.censored) continue;
    if (table.empty()) table.add({"fault", "recovered", "mean", "median"});
    const auto text = [&](std::string_view statistic) {
      const Figure* figure = metric.find(statistic);
      if (figure != nullptr && figure->value) return figure_text(*figure, metric.unit);
      for (const NamedFigure& least : metric.censored->at_least) {
        if (least.statistic != statistic) continue;
        return "more than " + quantity_text(*least.figure.value, metric.unit);
      }
      return std::string("withheld");
    };
    table.add({metric.component.empty() ? "all, or the slowest" : metric.component,
               fmt::format("{} of {}", metric.censored->ended, metric.censored->of), text("mean"),
               text("p50")});
  }
  return titled("Recovery: until as many are signed in as before and objectives on times are met",
                table);
}

std::string timeline_section(const Results& results) {
  // A run with many faults would push the verdict off the screen; --json has them all.
  constexpr std::size_t shown_at_most = 20;
  TextTable table({Align::right, Align::left, Align::left});
  const std::size_t shown = std::min(results.timeline.size(), shown_at_most);
  for (std::size_t i = 0; i < shown; ++i) {
    const TimelineEntry& entry = results.timeline[i];
    table.add({quantity_text(to_seconds(entry.at), "s"), entry.component, entry.text});
  }
  if (shown < results.timeline.size()) {
    table.add({"…", "", fmt::format("{} more with --json", results.timeline.size() - shown)});
  }
  return titled("Timeline of replication 0", table);
}

std::string findings_section(std::span<const Finding> findings) {
  TextTable table({Align::left, Align::left, Align::left});
  for (const Finding& finding : findings) {
    table.add({finding.severity, finding.id, finding.text});
  }
  return titled("Findings", table);
}

std::string confidence_section(const Results& results) {
  std::string out = "\nHow sure\n";
  out += wrapped(fmt::format("  {} independent replication{}, analysis {}, intervals at {:g} %.",
                             results.replications, results.replications == 1 ? "" : "s",
                             results.analysis, 100.0 * results.confidence),
                 2);
  if (!results.identities.empty()) {
    std::int64_t worst = 0;
    std::uint64_t arrivals = 0;
    for (const LittleIdentity& identity : results.identities) {
      worst = std::max(worst, std::abs(identity.residual_ns));
      arrivals += identity.arrivals;
    }
    out += wrapped(fmt::format("  Little's law, N = λ·W, over {} stations and {} arrivals: largest "
                               "residual {} ns{}.",
                               results.identities.size(), grouped(arrivals), worst,
                               worst == 0 ? " (exact)" : ""),
                   2);
  }
  return out;
}

std::string warnings_section(const std::vector<std::string>& warnings) {
  std::string out;
  for (const std::string& warning : warnings) out += wrapped("  " + warning, 4);
  return out.empty() ? out : "\nWarnings\n" + out;
}

std::string warnings_section(const Answer& answer) {
  std::string out = warnings_section(answer.results.warnings);
  if (!answer.placeholders.empty()) {
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(answer.placeholders.size(), 4); ++i) {
      names += (i == 0 ? "" : ", ") + answer.placeholders[i].path;
    }
    if (out.empty()) out = "\nWarnings\n";
    out += wrapped(
        fmt::format("  The answer leans on {} placeholder{} that nobody has measured ({}{}); "
                    "`ocssim show {} --origins` lists them.",
                    answer.placeholders.size(), answer.placeholders.size() == 1 ? "" : "s", names,
                    answer.placeholders.size() > 4 ? ", …" : "", answer.scenario_name),
        4);
  }
  return out;
}

}  // namespace ocssim::reports
