#include "study/calibration/calibrate.hpp"

#include "engine/experiment/demand_regression.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <set>
#include <utility>

namespace ocssim::study {
namespace {

constexpr std::size_t most_folds = 5;

/// The rows of a resource that were measured whole. `columns` are indexes of its terms.
struct MeasuredRows {
  DemandData data;
  std::vector<std::size_t> loads;  // a row each
  std::size_t skipped = 0;
};

bool is_held(const CalibrationOptions& options, const DemandTerm& term) {
  return std::find(options.hold.begin(), options.hold.end(), term.name) != options.hold.end();
}

MeasuredRows measured_rows(const ResourceModel& model, const std::vector<char>& is_free,
                           const Counters& counters) {
  MeasuredRows rows;
  rows.data.columns = static_cast<std::size_t>(std::count(is_free.begin(), is_free.end(), char{1}));
  for (std::size_t row = 0; row < counters.rows(); ++row) {
    const std::optional<double> work = model.work(counters, row);
    std::vector<double> rates;
    double known = 0.0;
    bool is_whole = work.has_value();
    for (std::size_t i = 0; i < model.terms.size() && is_whole; ++i) {
      const std::optional<double> rate = model.terms[i].rate(counters, row);
      is_whole = rate.has_value();
      if (!is_whole) break;
      if (is_free[i] != 0) rates.push_back(*rate);
      if (is_free[i] == 0) known += *rate * model.terms[i].prior;
    }
    if (!is_whole) {
      ++rows.skipped;
      continue;
    }
    rows.data.x.insert(rows.data.x.end(), rates.begin(), rates.end());
    rows.data.y.push_back(*work);
    rows.data.known.push_back(known);
    rows.loads.push_back(counters.load_of(row));
  }
  return rows;
}

PredictionError error_of(const std::vector<double>& predictions, const std::vector<double>& y) {
  PredictionError error{.rows = y.size()};
  double sum = 0.0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double difference = predictions[i] - y[i];
    error.mean_absolute += std::abs(difference);
    error.bias += difference;
    sum += y[i];
    if (y[i] > 0.0) error.worst = std::max(error.worst, std::abs(difference) / y[i]);
  }
  if (sum > 0.0) {
    error.mean_absolute /= sum;
    error.bias /= sum;
  }
  return error;
}

/// Six figures: more than any counter holds, and a file that people can read.
double six_figures(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.5e", value);
  double rounded = value;
  std::from_chars(text, text + sizeof text, rounded);
  return rounded;
}

double written_value(DemandForm form, double estimate) {
  if (form == DemandForm::whole) return std::round(estimate);
  // A time of the scenario has nanoseconds.
  if (form == DemandForm::seconds) return std::round(estimate * 1e9) * 1e-9;
  return six_figures(estimate);
}

DemandData rows_where(const MeasuredRows& rows, const std::vector<char>& wanted) {
  DemandData part{.columns = rows.data.columns, .x = {}, .y = {}};
  for (std::size_t row = 0; row < rows.data.rows(); ++row) {
    if (wanted[row] == 0) continue;
    const auto begin = rows.data.x.begin() + static_cast<std::ptrdiff_t>(row * part.columns);
    part.x.insert(part.x.end(), begin, begin + static_cast<std::ptrdiff_t>(part.columns));
    part.y.push_back(rows.data.y[row]);
    part.known.push_back(rows.data.known[row]);
  }
  return part;
}

/// Dependencies that share a column, as one.
struct DependentColumns {
  double condition_index = 0.0;
  std::size_t dependencies = 0;
  std::set<std::size_t> columns;
};

std::vector<DependentColumns> groups_of(const std::vector<NearDependency>& dependencies) {
  std::vector<DependentColumns> groups;
  for (const NearDependency& one : dependencies) {
    DependentColumns joined{.condition_index = one.condition_index,
                            .dependencies = 1,
                            .columns = {one.columns.begin(), one.columns.end()}};
    std::erase_if(groups, [&](DependentColumns& group) {
      const bool shares =
          std::any_of(one.columns.begin(), one.columns.end(),
                      [&](std::size_t column) { return group.columns.contains(column); });
      if (!shares) return false;
      joined.condition_index = std::max(joined.condition_index, group.condition_index);
      joined.dependencies += group.dependencies;
      joined.columns.merge(group.columns);
      return true;
    });
    groups.push_back(std::move(joined));
  }
  return groups;
}

class ResourceFitter {
 public:
  ResourceFitter(const ResourceModel& model, const Counters& counters,
                 const CalibrationOptions& options)
      : model_(model), options_(options) {
    fit_.name = model.name;
    fit_.response = model.response;
    fit_.unit = model.unit;
    for (const DemandTerm& term : model.terms) is_free_.push_back(is_held(options, term) ? 0 : 1);
    rows_ = measured_rows(model, is_free_, counters);
    drop_terms_without_traffic(counters);
    fit_.rows = rows_.data.rows();
    fit_.skipped = rows_.skipped;
    name_demands();
  }

  ResourceFit fit() {
    const bool is_idle = std::none_of(rows_.data.y.begin(), rows_.data.y.end(),
                                      [](double work) { return work > 0.0; });
    if (rows_.data.columns == 0 || is_idle) {
      fit_.state = ResourceState::no_traffic;
    } else if (rows_.data.rows() < rows_.data.columns + 2) {
      fit_.state = ResourceState::too_few_rows;
    } else if (!is_identifiable()) {
      fit_.state = ResourceState::not_identifiable;
    } else {
      estimate();
    }
    return std::move(fit_);
  }

 private:
  void drop_terms_without_traffic(const Counters& counters) {
    no_traffic_.assign(model_.terms.size(), 0);
    bool any = false;
    std::size_t column = 0;
    for (std::size_t i = 0; i < model_.terms.size(); ++i) {
      if (is_free_[i] == 0) continue;
      double sum = 0.0;
      for (std::size_t row = 0; row < rows_.data.rows(); ++row) {
        sum += rows_.data.x[row * rows_.data.columns + column];
      }
      ++column;
      if (sum > 0.0) continue;
      no_traffic_[i] = 1;
      any = true;
    }
    if (!any) return;
    for (std::size_t i = 0; i < is_free_.size(); ++i) {
      if (no_traffic_[i] != 0) is_free_[i] = 0;
    }
    rows_ = measured_rows(model_, is_free_, counters);
  }

  void name_demands() {
    for (std::size_t i = 0; i < model_.terms.size(); ++i) {
      const DemandTerm& term = model_.terms[i];
      fit_.demands.push_back({.name = term.name,
                              .path = term.path,
                              .unit = term.unit,
                              .form = term.form,
                              .state = no_traffic_[i] != 0 ? DemandState::no_traffic
                                       : is_free_[i] == 0  ? DemandState::held
                                                           : DemandState::refused,
                              .prior = term.prior,
                              .estimate = term.prior,
                              .value = term.prior,
                              .low = term.prior,
                              .high = term.prior});
      if (is_free_[i] != 0) free_.push_back(i);
    }
  }

  bool is_identifiable() {
    for (const DependentColumns& group : groups_of(near_dependencies(rows_.data))) {
      Collinear one{.condition_index = group.condition_index,
                    .dependencies = group.dependencies,
                    .names = {}};
      for (const std::size_t column : group.columns) {
        FittedDemand& demand = fit_.demands[free_[column]];
        demand.state = DemandState::collinear;
        one.names.push_back(demand.name);
      }
      fit_.condition = std::max(fit_.condition, group.condition_index);
      fit_.collinear.push_back(std::move(one));
    }
    return fit_.collinear.empty();
  }

  void estimate() {
    const DemandFit found = fit_demands(rows_.data, options_.confidence);
    fit_.condition = found.condition;
    for (std::size_t column = 0; column < free_.size(); ++column) {
      FittedDemand& demand = fit_.demands[free_[column]];
      const Demand& one = found.demands[column];
      demand.state = DemandState::fitted;
      demand.estimate = one.value;
      demand.value = written_value(demand.form, one.value);
      demand.low = one.low;
      demand.high = one.high;
      demand.variance_inflation = one.variance_inflation;
      if (demand.form == DemandForm::whole && one.high - one.low > 1.0) {
        demand.state = DemandState::undecided;
      }
    }
    fit_.residuals = error_of(predicted(rows_.data, values()), rows_.data.y);
    hold_out();
    const PredictionError& judged = fit_.held_out ? *fit_.held_out : fit_.residuals;
    fit_.is_within_tolerance =
        judged.mean_absolute <= options_.tolerance && std::abs(judged.bias) <= options_.tolerance;
  }

  /// As they go into the overlay: what is judged is what will be simulated.
  [[nodiscard]] std::vector<double> values() const {
    std::vector<double> result;
    for (const std::size_t i : free_) result.push_back(fit_.demands[i].value);
    return result;
  }

  void hold_out() {
    if (options_.other == nullptr) return cross_validate();
    const MeasuredRows other = measured_rows(model_, is_free_, *options_.other);
    if (other.data.rows() == 0) return;
    fit_.held_out = error_of(predicted(other.data, values()), other.data.y);
  }

  /// Every load is predicted by demands that were fitted without it.
  void cross_validate() {
    const std::size_t loads = *std::max_element(rows_.loads.begin(), rows_.loads.end()) + 1;
    const std::size_t folds = std::min(most_folds, loads);
    if (folds < 2) return;
    std::vector<double> predictions(rows_.data.rows(), 0.0);
    for (std::size_t fold = 0; fold < folds; ++fold) {
      std::vector<char> is_kept;
      for (const std::size_t load : rows_.loads) is_kept.push_back(load % folds != fold ? 1 : 0);
      const DemandData kept = rows_where(rows_, is_kept);
      if (kept.rows() <= kept.columns || !has_traffic(kept) || !near_dependencies(kept).empty()) {
        return;
      }
      std::vector<double> fitted;
      for (const Demand& one : fit_demands(kept, options_.confidence).demands) {
        fitted.push_back(written_value(fit_.demands[free_[fitted.size()]].form, one.value));
      }
      const std::vector<double> sums = predicted(rows_.data, fitted);
      for (std::size_t row = 0; row < sums.size(); ++row) {
        if (is_kept[row] == 0) predictions[row] = sums[row];
      }
    }
    fit_.held_out = error_of(predictions, rows_.data.y);
    fit_.folds = folds;
  }

  static bool has_traffic(const DemandData& data) {
    for (std::size_t column = 0; column < data.columns; ++column) {
      double sum = 0.0;
      for (std::size_t row = 0; row < data.rows(); ++row)
        sum += data.x[row * data.columns + column];
      if (!(sum > 0.0)) return false;
    }
    return true;
  }

  const ResourceModel& model_;
  const CalibrationOptions& options_;
  ResourceFit fit_;
  std::vector<char> is_free_;      // a term each
  std::vector<char> no_traffic_;   // likewise
  std::vector<std::size_t> free_;  // terms, a column of the data each
  MeasuredRows rows_;
};

}  // namespace

Calibration calibrate(const scenarios::Scenario& scenario, const Counters& counters,
                      const CalibrationOptions& options) {
  Calibration result;
  std::vector<std::string> used{std::string(servers_column), "sql.token_cache.entries"};
  for (const ResourceModel& model : resource_models(scenario, counters)) {
    result.resources.push_back(ResourceFitter(model, counters, options).fit());
    used.push_back(model.response);
    for (const DemandTerm& term : model.terms) used.push_back(term.name);
  }
  for (const std::string& column : counters.columns()) {
    if (std::find(used.begin(), used.end(), column) == used.end()) result.unused.push_back(column);
  }
  return result;
}

}  // namespace ocssim::study
