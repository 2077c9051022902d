// Validation C1: a real source NAT and a real HAProxy with few ports, against the model.
//
// The recorded runs open connections at a fixed rate and never close one. The number that fits must
// be exact in every row: ports x source addresses x destinations, or, where a hash picks the source
// address and there is one client and one destination (s03), the ports of one address.
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

namespace ocssim::models {
namespace {

using Row = std::map<std::string, std::string>;

/// Rows of the recorded summary by run.
std::map<std::string, Row> recorded() {
  std::ifstream file(OCSSIM_TEST_DATA "/c1_source_port_exhaustion/summary.csv");
  std::map<std::string, Row> rows;
  std::vector<std::string> columns;
  std::string line;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::vector<std::string> values;
    for (std::string cell; std::getline(cells, cell, ',');) values.push_back(cell);
    if (columns.empty()) {
      columns = values;
      continue;
    }
    Row& row = rows[values.at(0)];
    for (std::size_t i = 0; i < values.size(); ++i) row[columns.at(i)] = values[i];
  }
  return rows;
}

class SourcePorts : public testing::TestWithParam<const char*> {};

TEST_P(SourcePorts, AsManyConnectionsFitAsWereRecorded) {
  const std::string run = GetParam();
  const std::map<std::string, Row> rows = recorded();
  ASSERT_TRUE(rows.contains(run));
  const Row& row = rows.at(run);
  const double attempts = std::stod(row.at("attempts"));
  const double ok = std::stod(row.at("ok"));

  const PoolRun simulated(OCSSIM_SOURCE_DIR "/tests/validation/c1/" + run + ".json", {});
  const double fit = simulated.highest("clients.signed_in");
  std::printf("%s %-8s attempts %5.0f  recorded ok %5.0f  simulated %5.0f\n", run.c_str(),
              row.at("mech").c_str(), attempts, ok, fit);
  EXPECT_EQ(fit, ok);
  EXPECT_EQ(simulated.total("snat.refused"), attempts - ok);
  EXPECT_EQ(simulated.mean("clients.without_connection"), attempts - ok);
  EXPECT_EQ(simulated.sum_of_totals("lb.new_connections"), ok);
  // What a refused client sees: silence, with four SYNs; or one SYN, accepted and closed.
  const bool silent = row.at("mech").starts_with("snat");
  EXPECT_EQ(simulated.total("snat.syn_dropped"), (silent ? 4.0 : 1.0) * (attempts - ok));
}

INSTANTIATE_TEST_SUITE_P(C1, SourcePorts,
                         testing::Values("s01", "s02", "s03", "s05", "s06", "s07", "s08", "s09",
                                         "s10", "s11", "s12"),
                         [](const auto& row) { return std::string(row.param); });

}  // namespace
}  // namespace ocssim::models
