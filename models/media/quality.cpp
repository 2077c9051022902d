#include "models/media/quality.hpp"

#include "engine/random/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim::models {
namespace {

using elementary::exp;
using elementary::log;
using elementary::pow;

constexpr double log_of_10 = 0x1.26bb1bbb55516p+1;
constexpr double log_of_2 = 0x1.62e42fefa39efp-1;

double log10_of(double x) {
  return log(x) / log_of_10;
}

/// Decibels to power and back.
double power(double decibels) {
  return exp(decibels * 0.1 * log_of_10);
}

// Planning values of G.107, table 2.
constexpr double send_loudness = 8.0;         // SLR [dB]
constexpr double receive_loudness = 2.0;      // RLR [dB]
constexpr double sidetone = 15.0;             // STMR [dB]
constexpr double listener_sidetone = 18.0;    // LSTR [dB]
constexpr double send_d = 3.0;                // Ds
constexpr double echo_loss = 65.0;            // TELR [dB]
constexpr double weighted_path_loss = 110.0;  // WEPL [dB]
constexpr double quantizing_units = 1.0;      // qdu
constexpr double circuit_noise = -70.0;       // Nc [dBm0p]
constexpr double noise_floor = -64.0;         // Nfor [dBmp]
constexpr double room_noise_send = 35.0;      // Ps [dB(A)]
constexpr double room_noise_receive = 35.0;   // Pr [dB(A)]

struct Basis {
  double noise;         // No
  double signal;        // Ro
  double simultaneous;  // Is
};

double noise_sum() {
  const double loudness = send_loudness + receive_loudness;
  const double at_sender = room_noise_send - loudness - send_d - 14.0;
  const double from_sender =
      room_noise_send - send_loudness - send_d - 100.0 + 0.004 * at_sender * at_sender;
  const double effective =
      room_noise_receive + 10.0 * log10_of(1.0 + power(10.0 - listener_sidetone));
  const double from_receiver =
      receive_loudness - 121.0 + effective + 0.008 * (effective - 35.0) * (effective - 35.0);
  const double floor = noise_floor + receive_loudness;
  return 10.0 *
         log10_of(power(circuit_noise) + power(from_sender) + power(from_receiver) + power(floor));
}

double root(double base, double n) {
  return pow(base, 1.0 / n);
}

/// Is: too loud, sidetone, quantizing.
double simultaneous_impairment(double noise, double signal) {
  const double loudness = send_loudness + receive_loudness;
  const double x = (loudness + 0.2 * (64.0 + noise - receive_loudness)) / 8.0;
  const double too_loud = 20.0 * (root(1.0 + pow(std::fabs(x), 8.0), 8.0) - x);
  const double masked = -10.0 * log10_of(power(-sidetone) + power(-echo_loss));
  const double a = std::fabs((masked - 13.0) / 6.0);
  const double b = std::fabs((masked + 1.0) / 19.4);
  const double c = std::fabs((masked - 3.0) / 33.0);
  const double non_optimum = 12.0 * root(1.0 + pow(a, 8.0), 8.0) -
                             28.0 * root(1.0 + pow(b, 35.0), 35.0) -
                             13.0 * root(1.0 + pow(c, 13.0), 13.0) + 29.0;
  const double q = 37.0 - 15.0 * log10_of(quantizing_units);
  const double g = 1.07 + 0.258 * q + 0.0602 * q * q;
  const double y = (signal - 100.0) / 15.0 + 46.0 / 8.4 - g / 9.0;
  const double z = 46.0 / 30.0 - g / 40.0;
  const double quantizing = 15.0 * log10_of(1.0 + exp(y * log_of_10) + exp(z * log_of_10));
  return too_loud + non_optimum + quantizing;
}

const Basis& basis() {
  static const Basis values = [] {
    const double noise = noise_sum();
    const double signal = 15.0 - 1.5 * (send_loudness + noise);
    return Basis{noise, signal, simultaneous_impairment(noise, signal)};
  }();
  return values;
}

/// Talker echo, T [ms].
double talker_echo(double t) {
  const double level = -1.5 * (basis().noise - receive_loudness);
  const double echo =
      echo_loss - 40.0 * log10_of((1.0 + t / 10.0) / (1.0 + t / 150.0)) + 6.0 * exp(-0.3 * t * t);
  const double half = 0.5 * (level - (80.0 + 2.5 * (echo - 14.0)));
  return (half + std::sqrt(half * half + 100.0) - 1.0) * (1.0 - exp(-t));
}

/// Listener echo of the round trip [ms].
double listener_echo(double round_trip) {
  const double level = 10.5 * (weighted_path_loss + 7.0) / root(round_trip + 1.0, 4.0);
  const double half = 0.5 * (basis().signal - level);
  return half + std::sqrt(half * half + 169.0);
}

/// Absolute delay beyond 100 ms, in default sensitivity.
double absolute_delay(double t) {
  if (t <= 100.0) return 0.0;
  const double x = log(t / 100.0) / log_of_2;
  const double third = x / 3.0;
  return 25.0 * (root(1.0 + pow(x, 6.0), 6.0) - 3.0 * root(1.0 + pow(third, 6.0), 6.0) + 2.0);
}

constexpr double wideband_origin = 129.0;  // G.107.1: Ro,WB
constexpr double wideband_scale = 1.29;

}  // namespace

double delay_impairment(double delay) {
  const double t = 1e3 * delay;
  return talker_echo(t) + listener_echo(2.0 * t) + absolute_delay(t);
}

double loss_impairment(double impairment, double robustness, const Connection& connection) {
  const double percent = 100.0 * connection.loss;
  return impairment +
         (95.0 - impairment) * percent / (percent / connection.burst_ratio + robustness);
}

double transmission_rating(const Codec& codec, const Connection& connection) {
  const double loss = loss_impairment(codec.impairment, codec.loss_robustness, connection);
  const double delay = delay_impairment(connection.delay);
  const double rating = codec.wideband ? wideband_origin - wideband_scale * delay - loss
                                       : basis().signal - basis().simultaneous - delay - loss;
  return std::max(rating, 0.0);
}

double opinion_of_rating(double rating) {
  if (rating <= 0.0) return 1.0;
  if (rating >= 100.0) return 4.5;
  return std::max(1.0, 1.0 + 0.035 * rating + 7e-6 * rating * (rating - 60.0) * (100.0 - rating));
}

double mean_opinion_score(const Codec& codec, const Connection& connection) {
  const double rating = transmission_rating(codec, connection);
  return opinion_of_rating(codec.wideband ? rating / wideband_scale : rating);
}

}  // namespace ocssim::models
