// Estimates over replications, ready to be printed: every figure has an interval or says why not.
#pragma once

#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim {

/// One number with its interval. No value: withheld. No half-width: n = 1, or `exact`.
struct Figure {
  std::optional<double> value = std::nullopt;
  std::optional<double> half_width = std::nullopt;
  bool exact = false;
};

enum class MetricState : std::uint8_t { ok, unstable, not_settled, too_few, absent };

struct NamedFigure {
  std::string statistic;  // mean, max, p50, p95, p99, p99_9, total, rate
  Figure figure;
};

/// One metric of one component (or of the system) over all replications.
struct MetricResult {
  std::string name;
  std::string component;  // empty: the system
  std::string unit;
  MetricKind kind = MetricKind::count;
  Better better = Better::none;
  MetricState state = MetricState::ok;
  double confidence = 0.95;
  double up_share = 1.0;             // mean of up_time / window over the replications, 0…1
  std::vector<NamedFigure> figures;  // the first is the metric's own (mean, or total of a count)
  /// Of times that may not end within the run: how many did, and what a statistic that is withheld
  /// exceeds at least.
  struct Censored {
    std::uint64_t ended = 0;
    std::uint64_t of = 0;
    std::vector<NamedFigure> at_least;
  };
  std::optional<Censored> censored = std::nullopt;

  [[nodiscard]] const Figure* find(std::string_view statistic) const;
};

enum class Verdict : std::uint8_t { met, not_met, inconclusive };

struct ObjectiveResult {
  std::string text;  // as written
  std::string metric;
  std::string statistic;
  std::string component;  // the one that decided
  std::string limit;      // "< 80 %"
  std::optional<double> limit_value;
  Figure measured;
  std::string unit;
  Verdict verdict = Verdict::inconclusive;
  std::string reason;                  // why inconclusive or withheld
  std::vector<ObjectiveResult> parts;  // "healthy" has one a line of the band
};

/// How far a resource is from its own limit.
struct Bottleneck {
  std::string resource;  // "snat.ports", "front_end.cpu", "sql.memory"
  std::string component;
  std::string limit;     // what its own limit is, in words
  double present = 0.0;  // e.g. utilization now, in the unit of the limit
  double limit_value = 0.0;
  std::string unit;
  Figure headroom;  // fraction of the present load; ≤ 0 = beyond its limit
  double users_at_limit = 0.0;
};

struct ClosedFormRow {
  std::string name;
  std::string formula;
  double predicted = 0.0;
  Figure simulated;
  std::string unit;
};

/// A timer on the way of clients that cuts a connection on which nothing passes for too long.
struct PathTimerRow {
  std::string hop;       // "client_nat", "load_balancer", "front_end", or as the scenario names it
  std::string owner;     // the key that sets it, or whose network it is
  double from_s = 0.0;   // its shortest length over clients
  double to_s = 0.0;     // and its longest; the same where all have the same
  std::string action;    // what it does when it fires
  bool silent = false;   // neither end is told
  bool competes = true;  // false: it looks only at what another one has forgotten
  double first_share = 0.0;   // 0…1 of the clients, of whom it is the shortest of the row
  double below_s = 0.0;       // a keep-alive that comes more often saves all clients from it
  double below_most_s = 0.0;  // and nine of ten clients
  Figure cuts;                // connections a replication
  Figure silently_dead;       // 0…1 of the endpoints that look signed in
};

/// Timers in a row: the shortest wins.
struct PathTimerTable {
  std::vector<PathTimerRow> rows;
  double silence_s = 0.0;  // longest that the clients' own timers leave a connection silent
  Figure silently_dead;    // 0…1 of the endpoints that look signed in, whatever killed them
  /// The same by closed form, of clients that send nothing but keep-alives; none: they send more.
  std::optional<double> predicted;
  std::string formula;
};

struct Finding {
  std::string id;        // rule ID or finding name
  std::string severity;  // error, warning, info
  std::string text;
  std::string component;
};

struct ShareResult {
  std::string whole;
  std::string part;
  Figure share;         // fraction of the whole
  double demand = 0.0;  // mean per replication, in the unit of the whole
};

/// Mean time of one transaction at one tier: being served, and waiting behind others.
struct AttributionRow {
  std::string transaction;  // "sign-in"
  std::string metric;       // that measures the whole, "sign_in.time"
  std::string tier;         // "front_end.cpu"
  Figure service;           // [s]
  Figure wait;              // [s]
};

/// A change of the scenario, with what speaks for it.
struct Recommendation {
  std::string id;       // of the rule or finding
  std::string what;     // to change
  std::string because;  // the number that says so, with its interval
  std::string effect;   // expected, with its interval
  std::string cost;     // resources and side effects, no money
  std::string confidence;
  std::vector<std::string> set;  // "PATH=VALUE" that makes the change
};

/// What one replication discarded and what it observed.
struct ObservedWindow {
  double warm_up_cut_s = 0.0;
  double begin_s = 0.0;
  double end_s = 0.0;
  bool settled = true;  // false: the cut lay in the second half
  std::uint64_t events = 0;
};

struct Results {
  std::string analysis;  // steady | terminating
  std::uint64_t seed = 1;
  std::uint32_t replications = 0;
  double confidence = 0.95;
  Verdict verdict = Verdict::inconclusive;
  bool has_objectives = false;
  std::string headline;  // one sentence with the finding
  std::uint64_t fingerprint = 0;
  std::vector<std::uint64_t> event_fingerprints;
  std::vector<ObjectiveResult> objectives;
  std::vector<MetricResult> metrics;    // system-wide and per component
  std::vector<Bottleneck> bottlenecks;  // least headroom first
  std::vector<ClosedFormRow> closed_form;
  PathTimerTable path_timers;
  std::vector<ShareResult> shares;
  std::vector<TimelineEntry> timeline;  // of replication 0
  std::vector<LittleIdentity> identities;
  std::vector<Finding> findings;
  std::vector<Recommendation> recommendations;  // in the order in which they help
  std::vector<AttributionRow> attribution;      // tiers of one transaction together
  std::vector<ObservedWindow> windows;          // by replication
  std::vector<std::string> warnings;
  std::vector<Series> series;     // of replication 0
  std::vector<Series> histories;  // of replication 0

  [[nodiscard]] const MetricResult* find(std::string_view metric, std::string_view component) const;
};

}  // namespace ocssim
