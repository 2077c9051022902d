// Quantiles that intervals are made of: normal, Student, beta.
//
// Computed with our own log and exp, so that the same build gives the same bits on any machine.
// Series and continued fractions: Abramowitz & Stegun 26.2.11, 26.2.14, 26.5.8, 26.7.1, 6.1.41.
#pragma once

namespace ocssim {

/// P(Z > z), relative error < 1e-13.
[[nodiscard]] double normal_upper_tail(double z);
/// z with P(Z ≤ z) = p, 0 < p < 1, relative error < 1e-12.
[[nodiscard]] double normal_quantile(double p);

/// P(T > t) for `degrees` > 0 degrees of freedom.
[[nodiscard]] double student_upper_tail(double t, double degrees);
/// t with P(T ≤ t) = p, 0 < p < 1, `degrees` > 0, relative error < 1e-12.
[[nodiscard]] double student_quantile(double p, double degrees);
/// Factor of a two-sided interval: the quantile at (1 + confidence) / 2, 0 < confidence < 1.
[[nodiscard]] double student_factor(double confidence, double degrees);

/// ln Γ(x), x > 0.
[[nodiscard]] double log_gamma(double x);
/// Regularized incomplete beta function I_x(a, b), a, b > 0, x in [0, 1].
[[nodiscard]] double incomplete_beta(double a, double b, double x);
/// x with I_x(a, b) = p, p in [0, 1].
[[nodiscard]] double incomplete_beta_inverse(double a, double b, double p);

/// Clopper and Pearson's interval of a probability. Counts may be fractions (effective counts).
struct ProbabilityInterval {
  double low = 0.0;
  double high = 1.0;
};
/// Requires 0 ≤ successes ≤ trials, trials > 0, 0 < confidence < 1.
[[nodiscard]] ProbabilityInterval clopper_pearson(double successes, double trials,
                                                  double confidence);

}  // namespace ocssim
