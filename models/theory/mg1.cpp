#include "models/theory/mg1.hpp"

#include "models/theory/erlang.hpp"
#include "models/theory/require.hpp"

namespace ocssim::models {
namespace {

double utilization(const Mg1Queue& queue) {
  require(queue.arrival_rate >= 0.0 && queue.service_time > 0.0 && queue.scv >= 0.0,
          "mg1: arguments");
  const double result = queue.arrival_rate * queue.service_time;
  require(result < 1.0, "mg1: utilization reaches 1");
  return result;
}

Mg1Result with_waiting_time(const Mg1Queue& queue, double waiting_time) {
  Mg1Result result;
  result.utilization = utilization(queue);
  result.waiting_time = waiting_time;
  result.sojourn_time = waiting_time + queue.service_time;
  result.queue_length = queue.arrival_rate * waiting_time;
  result.number_in_system = queue.arrival_rate * result.sojourn_time;
  return result;
}

}  // namespace

Mg1Result mg1(const Mg1Queue& queue) {
  const double rho = utilization(queue);
  return with_waiting_time(queue, rho / (1.0 - rho) * 0.5 * (1.0 + queue.scv) * queue.service_time);
}

Mg1Result md1(double arrival_rate, double service_time) {
  return mg1({.arrival_rate = arrival_rate, .service_time = service_time, .scv = 0.0});
}

Mg1Result mg1_processor_sharing(const Mg1Queue& queue) {
  const double rho = utilization(queue);
  return with_waiting_time(queue, rho / (1.0 - rho) * queue.service_time);
}

double processor_sharing_sojourn(const Mg1Queue& queue, double length) {
  require(length >= 0.0, "processor_sharing_sojourn: length < 0");
  return length / (1.0 - utilization(queue));
}

double allen_cunneen_waiting_time(const GgcQueue& queue) {
  require(queue.arrival_rate >= 0.0 && queue.service_time > 0.0 && queue.servers >= 1,
          "allen_cunneen_waiting_time: arguments");
  require(queue.interarrival_scv >= 0.0 && queue.service_scv >= 0.0,
          "allen_cunneen_waiting_time: squared coefficient of variation < 0");
  const double load = queue.arrival_rate * queue.service_time;
  require(load < queue.servers, "allen_cunneen_waiting_time: utilization reaches 1");
  return erlang_c(queue.servers, load) * queue.service_time / (queue.servers - load) * 0.5 *
         (queue.interarrival_scv + queue.service_scv);
}

}  // namespace ocssim::models
