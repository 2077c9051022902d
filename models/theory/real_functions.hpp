// Exponential and logarithm by arithmetic alone: the same bits on every machine.
//
// A hit ratio of Che's approximation reaches simulated time, and closed forms are printed, so the C
// library's functions, whose bits depend on the CPU, are out. The simulator's own are out too: what
// judges it shares nothing with it. These are plain series, a few ulp, several times slower.
//
//   exp x = 2^k e^r,  k = round(x / ln 2),  |r| ≤ ln 2 / 2,  Taylor to r^14/14! < 1e-17
//   ln x  = e ln 2 + 2 (s + s³/3 + … + s²¹/21),  x = 2^e m,  s = (m−1)/(m+1),  |s| < 0.172
#pragma once

namespace ocssim::models {

/// e^x; 0 below −745, infinity above 709.79.
[[nodiscard]] double natural_exp(double x);
/// e^x − 1 without cancellation near 0.
[[nodiscard]] double exp_minus_one(double x);
/// ln x, x > 0; −infinity at 0.
[[nodiscard]] double natural_log(double x);
/// x^y, x > 0; relative error about |y ln x| · 2e-16.
[[nodiscard]] double power(double x, double y);

}  // namespace ocssim::models
