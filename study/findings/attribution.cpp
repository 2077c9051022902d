// Mean time of a transaction by tier. Of V visits with demand D at a tier whose measured mean is R
// and whose own mean service is S:
//
//   service = Σ V·D        wait = Σ V·(R − S)
//
// R − S is the mean wait of all messages that pass the tier (they share one queue), so it is that
// of a transaction's messages as far as those do not come in bursts of their own. What the
// transaction takes beyond the sum are retries, refused connects and back-off.
#include "study/findings/attribution.hpp"

#include "study/findings/closed_form.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace ocssim::study {
namespace {

using models::MessageClass;

struct Visit {
  MessageClass message;
  double count = 1.0;
};

struct Transaction {
  std::string_view name;
  std::string_view metric;
  double round_trips = 1.0;  // client to server and back
  double hops = 0.0;         // from one Front End to another
  std::vector<Visit> visits;
  bool asks_directory = false;
};

std::vector<Transaction> transactions_of(const scenarios::Scenario& scenario) {
  const models::ClientsConfig& clients = scenario.clients;
  const bool ntlm = clients.authentication == models::Authentication::ntlm;
  const double legs = ntlm ? 3.0 : 2.0;
  const double subscribes = clients.subscribes;
  const double publications = clients.publications_at_sign_in;
  const double servers = scenario.front_ends.count;
  // The receiver is on another of n servers with probability (n − 1)/n.
  const double elsewhere = (servers - 1.0) / servers;
  return {
      {.name = "sign-in",
       .metric = "sign_in.time",
       .round_trips = 2.0 + legs + subscribes + 1.0 + publications,  // TCP and TLS come first
       .visits = {{MessageClass::tls_handshake},
                  {MessageClass::register_leg, legs},
                  {MessageClass::subscribe, subscribes},
                  {MessageClass::batch_subscribe},
                  {MessageClass::publish, publications}},
       .asks_directory = ntlm},
      {.name = "REGISTER refresh",
       .metric = "register.time",
       .visits = {{MessageClass::register_refresh}}},
      {.name = "instant message",
       .metric = "im.time",
       .round_trips = 2.0,  // of the sender, and of the receiver who answers
       .hops = elsewhere,
       .visits = {{MessageClass::message},
                  {MessageClass::server_hop, elsewhere},
                  {MessageClass::message_delivery}}},
      {.name = "presence",
       .metric = "presence.time",
       .hops = elsewhere,
       .visits = {{MessageClass::publish},
                  {MessageClass::server_hop, elsewhere},
                  {MessageClass::notification}}},
  };
}

Figure times(const Figure& figure, double factor) {
  Figure out = figure;
  if (out.value) *out.value *= factor;
  if (out.half_width) *out.half_width *= factor;
  return out;
}

/// The rest of a measured mean beyond a known service; no less than nothing.
Figure beyond(const Figure& measured, double service) {
  Figure out = measured;
  if (out.value) out.value = std::max(0.0, *out.value - service);
  return out;
}

Figure known(double value) {
  return {.value = value, .half_width = {}, .exact = true};
}

/// Mean service of all messages at the Front Ends' processors [s].
double mean_service(const scenarios::Scenario& scenario,
                    std::span<const Observations> replications) {
  double megacycles = 0.0;
  double messages = 0.0;
  for (const Observations& one : replications) {
    for (const ShareObservation& share : one.shares) {
      if (share.whole != "front_end.cpu") continue;
      megacycles += share.sum;
      messages += static_cast<double>(share.count);
    }
  }
  return messages > 0.0 ? megacycles / messages * 1e6 / scenario.front_ends.clock_hz : 0.0;
}

class Attribution {
 public:
  Attribution(const scenarios::Scenario& scenario, std::span<const Observations> replications,
              std::span<const MetricResult> metrics)
      : scenario_(scenario) {
    const models::NetworkConfig& network = scenario.network;
    round_trip_ = 2.0 * to_seconds(network.client_to_balancer + network.balancer_to_front_end);
    to_sql_ = 2.0 * to_seconds(network.front_end_to_sql);
    cpu_wait_ = beyond(figure_of(metrics, "front_end.processing_time", "", "mean"),
                       mean_service(scenario, replications));
    connection_wait_ = figure_of(metrics, "sql.queue_latency", "", "mean");
    const Figure tokens = figure_of(metrics, "sql.token_cache.entries", "", "mean");
    const double slowdown =
        1.0 + scenario.sql.token_cache.slowdown * tokens.value.value_or(0.0) * 1e-6;
    call_ = scenario.sql.call_megacycles * slowdown * 1e6 / scenario.sql.clock_hz;
    call_wait_ = beyond(figure_of(metrics, "sql.sproc_latency", "", "mean"), call_ + to_sql_);
  }

  void add(const Transaction& transaction, std::vector<AttributionRow>& rows) const {
    double visits = 0.0;
    double calls = 0.0;
    double service = 0.0;
    for (const Visit& visit : transaction.visits) {
      const models::MessageCost& cost =
          scenario_.front_ends.messages[models::index_of(visit.message)];
      visits += visit.count;
      calls += visit.count * cost.sproc_calls;
      service += visit.count * cost.megacycles * 1e6 / scenario_.front_ends.clock_hz;
    }
    const auto row = [&](std::string_view tier, Figure own, Figure wait) {
      rows.push_back({.transaction = std::string(transaction.name),
                      .metric = std::string(transaction.metric),
                      .tier = std::string(tier),
                      .service = own,
                      .wait = wait});
    };
    row("network",
        known(transaction.round_trips * round_trip_ + calls * to_sql_ +
              transaction.hops * to_seconds(scenario_.network.between_front_ends)),
        known(0.0));
    row("front_end.cpu", known(service), times(cpu_wait_, visits));
    if (transaction.asks_directory) {
      row("directory", known(to_seconds(scenario_.front_ends.directory_latency)), known(0.0));
    }
    row("database connection", known(0.0), times(connection_wait_, calls));
    row("sql", known(calls * call_), times(call_wait_, calls));
  }

 private:
  const scenarios::Scenario& scenario_;
  double round_trip_ = 0.0;                        // [s]
  double to_sql_ = 0.0;                            // there and back [s]
  double call_ = 0.0;                              // processor time of one call [s]
  Figure cpu_wait_, connection_wait_, call_wait_;  // a visit [s]
};

}  // namespace

std::vector<AttributionRow> attribute_times(const scenarios::Scenario& scenario,
                                            std::span<const Observations> replications,
                                            std::span<const MetricResult> metrics) {
  std::vector<AttributionRow> rows;
  if (!scenario.has_pool || !(scenario.front_ends.clock_hz > 0.0) ||
      !(scenario.sql.clock_hz > 0.0)) {
    return rows;
  }
  const Attribution attribution(scenario, replications, metrics);
  for (const Transaction& transaction : transactions_of(scenario)) {
    const Figure measured = figure_of(metrics, transaction.metric, "", "mean");
    if (measured.value) attribution.add(transaction, rows);
  }
  return rows;
}

}  // namespace ocssim::study
