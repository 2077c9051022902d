// Every line of fingerprints.csv is run again; `tests/golden/update.sh TOOL` rewrites the file.
#include "tests/cli/tool.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace ocssim::cli {
namespace {

struct Line {
  std::string scenario, seed, users, duration, fingerprint, events;
};

std::vector<Line> golden_lines() {
  std::ifstream file(OCSSIM_GOLDEN);
  std::vector<Line> lines;
  std::string text;
  std::getline(file, text);  // names of the columns
  while (std::getline(file, text)) {
    std::istringstream cells(text);
    Line line;
    for (std::string* cell : {&line.scenario, &line.seed, &line.users, &line.duration,
                              &line.fingerprint, &line.events}) {
      std::getline(cells, *cell, ',');
    }
    lines.push_back(line);
  }
  return lines;
}

TEST(Golden, EveryShippedScenarioHasALine) {
  const ToolFolder folder;
  std::set<std::string> named;
  for (const Line& line : golden_lines()) named.insert(line.scenario);
  std::istringstream shipped(folder.ocssim("init").out);
  std::string name;
  std::getline(shipped, name);  // the title
  while (std::getline(shipped, name) && !name.empty()) {
    EXPECT_TRUE(named.contains(name.substr(2))) << name;
  }
}

TEST(Golden, FingerprintsAreThoseOfTheFile) {
  const ToolFolder folder;
  for (const Line& line : golden_lines()) {
    const Outcome run = folder.ocssim("run " + line.scenario + " --seed " + line.seed +
                                      " --set clients.users=" + line.users + " --duration '" +
                                      line.duration + "' --replications 2 --json -q -o -");
    ASSERT_FALSE(run.out.empty()) << line.scenario << run.err;
    const nlohmann::json json = nlohmann::json::parse(run.out);
    EXPECT_EQ(json["fingerprint"], line.fingerprint) << line.scenario;
    EXPECT_EQ(json["event_fingerprints"][0], line.events) << line.scenario;
  }
}

}  // namespace
}  // namespace ocssim::cli
