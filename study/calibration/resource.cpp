#include "study/calibration/resource.hpp"

#include "models/front_end/message_class.hpp"

#include <utility>

namespace ocssim::study {
namespace {

constexpr double mega = 1e6;

OfRow column(std::string name) {
  return [name = std::move(name)](const Counters& counters, std::size_t row) {
    return counters.at(row, name);
  };
}

/// A column times a constant.
OfRow scaled(std::string name, double factor) {
  return [name = std::move(name), factor](const Counters& counters, std::size_t row) {
    std::optional<double> value = counters.at(row, name);
    if (value) *value *= factor;
    return value;
  };
}

std::string megacycles_path(std::size_t message, const models::FrontEndsConfig& servers) {
  if (message == models::index_of(models::MessageClass::tls_handshake)) {
    if (servers.certificate_key == models::CertificateKey::ecdsa_p256) {
      return "front_ends.tls_megacycles.ecdsa_p256";
    }
    return "front_ends.tls_megacycles." + std::to_string(servers.certificate_key_bits);
  }
  return "front_ends.messages." + std::string(models::message_class_names[message]) + ".megacycles";
}

/// One term a message class: `prior` reads its demand, `path` says where it stands.
template <class Prior, class PathOf>
std::vector<DemandTerm> message_terms(const models::FrontEndsConfig& servers, std::string unit,
                                      DemandForm form, Prior&& prior, PathOf&& path) {
  std::vector<DemandTerm> terms;
  for (std::size_t i = 0; i < models::message_class_count; ++i) {
    const std::string name(models::message_class_names[i]);
    terms.push_back({.name = name,
                     .path = path(i),
                     .unit = unit,
                     .form = form,
                     .prior = static_cast<double>(prior(servers.messages[i])),
                     .rate = column(name)});
  }
  return terms;
}

ResourceModel front_end_cpu(const scenarios::Scenario& scenario) {
  const models::FrontEndsConfig& servers = scenario.front_ends;
  const double count = servers.count;
  const double speed = servers.cores * servers.clock_hz / mega;
  const auto work = [count, speed](const Counters& counters,
                                   std::size_t row) -> std::optional<double> {
    const auto utilization = counters.at(row, "front_end.cpu.utilization");
    if (!utilization) return {};
    return *utilization * counters.at(row, servers_column).value_or(count) * speed;
  };
  return {.name = "front_end.cpu",
          .response = "front_end.cpu.utilization",
          .unit = "Mcycle/s",
          .terms = message_terms(
              servers, "Mcycles", DemandForm::number,
              [](const models::MessageCost& cost) { return cost.megacycles; },
              [&](std::size_t i) { return megacycles_path(i, servers); }),
          .work = work};
}

template <class Prior>
ResourceModel back_end_calls(const scenarios::Scenario& scenario, std::string name,
                             std::string response, std::string_view member, Prior&& prior) {
  OfRow work = column(response);
  return {.name = std::move(name),
          .response = std::move(response),
          .unit = "calls/s",
          .terms = message_terms(scenario.front_ends, "calls", DemandForm::whole, prior,
                                 [&](std::size_t i) {
                                   return "front_ends.messages." +
                                          std::string(models::message_class_names[i]) + "." +
                                          std::string(member);
                                 }),
          .work = std::move(work)};
}

ResourceModel sql_cpu(const scenarios::Scenario& scenario) {
  const models::SqlConfig& sql = scenario.sql;
  const double slowdown = sql.token_cache.slowdown / mega;
  const auto rate = [slowdown](const Counters& counters, std::size_t row) -> std::optional<double> {
    const auto calls = counters.at(row, "sql.batch_requests");
    if (!calls) return {};
    const double tokens = counters.at(row, "sql.token_cache.entries").value_or(0.0);
    return *calls * (1.0 + slowdown * tokens);
  };
  return {.name = "sql.cpu",
          .response = "sql.cpu.utilization",
          .unit = "Mcycle/s",
          .terms = {{.name = "sql.batch_requests",
                     .path = "sql.call_megacycles",
                     .unit = "Mcycles",
                     .form = DemandForm::number,
                     .prior = sql.call_megacycles,
                     .rate = rate}},
          .work = scaled("sql.cpu.utilization", sql.cores * sql.clock_hz / mega)};
}

ResourceModel data_disk(const scenarios::Scenario& scenario) {
  const models::SqlConfig& sql = scenario.sql;
  const bool shared = sql.disks_shared;
  // On a shared device a commit is one more random write.
  const auto writes = [shared](const Counters& counters, std::size_t row) -> std::optional<double> {
    std::optional<double> pages = counters.at(row, "sql.disk.data.writes");
    if (!pages || !shared) return pages;
    const auto commits = counters.at(row, "sql.log.commits");
    return commits ? std::optional(*pages + *commits) : std::nullopt;
  };
  return {.name = "sql.disk.data",
          .response = "sql.disk.data.utilization",
          .unit = "spindles",
          .terms = {{.name = "sql.disk.data.reads",
                     .path = "sql.disks.data.read_time",
                     .unit = "s",
                     .form = DemandForm::seconds,
                     .prior = to_seconds(sql.data.read_time),
                     .rate = column("sql.disk.data.reads")},
                    {.name = "sql.disk.data.writes",
                     .path = "sql.disks.data.write_time",
                     .unit = "s",
                     .form = DemandForm::seconds,
                     .prior = to_seconds(sql.data.write_time),
                     .rate = writes}},
          .work = scaled("sql.disk.data.utilization", sql.data.spindles)};
}

ResourceModel log_disk(const scenarios::Scenario& scenario) {
  const models::SqlConfig& sql = scenario.sql;
  const bool cached = sql.log.write_cache;
  const Duration prior = cached ? sql.log.write_time : sql.log.write_time_uncached;
  return {.name = "sql.disk.log",
          .response = "sql.disk.log.utilization",
          .unit = "devices",
          .terms = {{.name = "sql.log.writes",
                     .path = std::string("sql.disks.log.write_time") + (cached ? "" : "_uncached"),
                     .unit = "s",
                     .form = DemandForm::seconds,
                     .prior = to_seconds(prior),
                     .rate = column("sql.log.writes")}},
          .work = scaled("sql.disk.log.utilization", sql.logs_apart ? 2.0 : 1.0)};
}

}  // namespace

std::vector<ResourceModel> resource_models(const scenarios::Scenario& scenario,
                                           const Counters& counters) {
  std::vector<ResourceModel> all;
  all.push_back(front_end_cpu(scenario));
  all.push_back(back_end_calls(scenario, "sql.calls", "sql.batch_requests", "sproc_calls",
                               [](const models::MessageCost& cost) { return cost.sproc_calls; }));
  all.push_back(back_end_calls(scenario, "sql.updates", "sql.log.commits", "updates",
                               [](const models::MessageCost& cost) { return cost.updates; }));
  all.push_back(sql_cpu(scenario));
  all.push_back(data_disk(scenario));
  if (!scenario.sql.disks_shared) all.push_back(log_disk(scenario));

  std::vector<ResourceModel> measured;
  for (ResourceModel& model : all) {
    std::erase_if(model.terms, [&](const DemandTerm& term) { return !counters.has(term.name); });
    if (counters.has(model.response) && !model.terms.empty()) measured.push_back(std::move(model));
  }
  return measured;
}

}  // namespace ocssim::study
