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

std::vector<RefusalRow> refusal_rows(std::span<const Series> histories) {
  std::vector<RefusalRow> rows;
  std::vector<std::string_view> seen;
  for (const Series& series : histories) {
    const std::string_view name = series.name;
    const bool is_rate = series.unit == "1/s" && name.ends_with(suffix);
    if (!is_rate || std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
    seen.push_back(name);
    std::vector<const Series*> parts;
    for (const Series& other : histories) {
      if (other.name == name) parts.push_back(&other);
    }
    RefusalRow row = row_of(name, parts);
    if (row.total > 0.0) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace ocssim::reports
