#include "study/verify/measured/balancing_rows.hpp"

#include <cmath>

namespace ocssim::study {
namespace {

constexpr std::string_view folder = "c2_leastconn_backend_added";
constexpr std::size_t columns = 11;

}  // namespace

std::vector<BalancingRow> balancing_rows(const MeasuredData& data) {
  std::vector<BalancingRow> rows;
  for (const std::vector<std::string>& words : data.words(folder, "matrix")) {
    if (words.size() < columns) continue;
    const auto number = [&words](std::size_t column) { return std::stod(words[column]); };
    rows.push_back({.id = words[0],
                    .proxy = words[1],
                    .policy = words[2],
                    .event = words[4],
                    .servers = static_cast<std::uint32_t>(number(3)),
                    .slow_start = number(5),
                    .rate = number(6),
                    .hold = number(7),
                    .event_at = number(8),
                    .back_at = number(9),
                    .end = number(10)});
  }
  return rows;
}

BalancingSamples balancing_samples(const MeasuredData& data, const BalancingRow& row) {
  BalancingSamples samples;
  for (const RecordedRow& sample : data.rows(folder, "data")) {
    if (sample.text("run") != row.id) continue;
    auto& at = samples[static_cast<int>(std::lround(sample.number("t_s")))];
    at.resize(row.all_servers());
    at.at(sample.count("server") - 1) = sample.number("current");
  }
  return samples;
}

}  // namespace ocssim::study
