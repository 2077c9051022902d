#include "reports/refusals.hpp"

#include <algorithm>
#include <string_view>

namespace ocssim::reports {
namespace {

constexpr std::string_view suffix = ".rate";

double total_of(const Series& series) {
  double sum = 0.0;
  for (const double rate : series.values) sum += rate;
  return sum * to_seconds(series.slice);
}

/// All histories of one metric as one: its system's, or the sum of its components'.
std::vector<double> added_up(std::span<const Series* const> parts) {
  for (const Series* part : parts) {
    if (part->component.empty()) return part->values;
  }
  std::vector<double> sum;
  for (const Series* part : parts) {
    sum.resize(std::max(sum.size(), part->values.size()), 0.0);
    for (std::size_t i = 0; i < part->values.size(); ++i) sum[i] += part->values[i];
  }
  return sum;
}

using Parts = std::vector<const Series*>;

/// Rates of refusals, those of one metric together, in the order of their first.
std::vector<Parts> by_name(std::span<const Series> histories) {
  std::vector<Parts> all;
  for (const Series& series : histories) {
    if (series.unit != "1/s" || !series.name.ends_with(suffix)) continue;
    const auto same = [&series](const Parts& parts) { return parts.front()->name == series.name; };
    const auto found = std::find_if(all.begin(), all.end(), same);
    if (found == all.end()) {
      all.push_back({&series});
    } else {
      found->push_back(&series);
    }
  }
  return all;
}

RefusalRow row_of(std::string_view name, std::span<const Series* const> parts) {
  const std::vector<double> rates = added_up(parts);
  RefusalRow row;
  row.metric = std::string(name.substr(0, name.size() - suffix.size()));
  row.interval_s = to_seconds(parts.front()->slice);
  for (std::size_t i = 0; i < rates.size(); ++i) {
    if (rates[i] <= 0.0) continue;
    const double begin = static_cast<double>(i) * row.interval_s;
    if (row.total == 0.0) row.first_s = begin;
    row.last_s = begin + row.interval_s;
    row.total += rates[i] * row.interval_s;
    if (rates[i] > row.fullest_rate) {
      row.fullest_rate = rates[i];
      row.fullest_s = begin;
    }
  }
  double most = 0.0;
  for (const Series* part : parts) {
    const double total = total_of(*part);
    if (part->component.empty() || total <= most) continue;
    most = total;
    row.component = part->component;
    row.component_share = total / row.total;
  }
  return row;
}

}  // namespace

std::vector<Series> refusals_by_cause(std::span<const Series> histories) {
  std::vector<Series> causes;
  for (const Parts& parts : by_name(histories)) {
    const std::string_view name = parts.front()->name;
    const bool is_view =
        name.find("_at_address") != name.npos || name.find("_for_member") != name.npos;
    Series cause{.name = std::string(name.substr(0, name.size() - suffix.size())),
                 .component = "",
                 .unit = parts.front()->unit,
                 .slice = parts.front()->slice,
                 .values = added_up(parts)};
    if (!is_view && total_of(cause) > 0.0) causes.push_back(std::move(cause));
  }
  return causes;
}

std::vector<RefusalRow> refusal_rows(std::span<const Series> histories) {
  std::vector<RefusalRow> rows;
  for (const Parts& parts : by_name(histories)) {
    RefusalRow row = row_of(parts.front()->name, parts);
    if (row.total > 0.0) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace ocssim::reports
