// Join the shorter of d random queues: the limit for infinitely many M/M/1 servers.
//
//   W/S = Σ_{i≥1} λ^((d^i − d)/(d − 1)),  λ = load of a server;  d = 1: 1/(1 − λ)
//
// Approached from above: with few servers any policy can lie higher. Source: Mitzenmacher 1996;
// Vvedenskaya, Dobrushin & Karpelevich 1996.
#pragma once

#include <cstdint>

namespace ocssim::models {

/// Mean sojourn in service times, `choices` ≥ 1, load in [0, 1).
[[nodiscard]] double power_of_choices_sojourn(double load, std::uint32_t choices = 2);

}  // namespace ocssim::models
