// The world at its worst: full disks, damaged and foreign files, links, pipes, odd names. What was
// finished is kept, what is wrong is named, and nothing outside of the folder is touched.
#include "tests/cli/tool.hpp"

#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string run =
    "run mmc-knee --duration '10 min' --warmup none --replications 8 --json -q ";

std::string file_content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> units_of(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder / "units")) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

class Faults : public testing::Test {
 protected:
  Faults() : whole_(folder_.ocssim(run + "-o results")) {}
  [[nodiscard]] fs::path results() const { return folder_.path() / "work/results"; }
  void expect_healed(const std::string& arguments = run + "-o results") const {
    const Outcome again = folder_.ocssim(arguments);
    EXPECT_EQ(again.out, whole_.out) << again.err;
  }
  ToolFolder folder_;
  Outcome whole_;
};

TEST_F(Faults, EveryFlippedBitOfAUnitIsNoticed) {
  const fs::path unit = units_of(results()).front();
  const std::string good = file_content(unit);
  // Head, name, numbers, checksum: 24 places over the whole file.
  for (std::size_t i = 0; i < 24; ++i) {
    std::string bad = good;
    const std::size_t at = i * (good.size() - 1) / 23;
    bad[at] = static_cast<char>(bad[at] ^ (1 << (i % 8)));
    std::ofstream(unit, std::ios::binary) << bad;
    const Outcome again = folder_.ocssim(run + "-o results");
    ASSERT_EQ(again.out, whole_.out) << "bit " << i % 8 << " of byte " << at;
    ASSERT_THAT(again.err, HasSubstr("damaged; it is run again"));
    ASSERT_EQ(file_content(unit), good);
  }
}

TEST_F(Faults, TruncatedEmptyAndForeignUnitsAreRunAgain) {
  const std::vector<fs::path> units = units_of(results());
  fs::resize_file(units[0], fs::file_size(units[0]) / 2);
  fs::resize_file(units[1], 0);
  std::ofstream(units[2], std::ios::binary) << file_content(units[3]);
  // A later format: another word in its head.
  std::string later = file_content(units[4]);
  later.replace(0, 14, "ocssim unit 9\n");
  std::ofstream(units[4], std::ios::binary) << later;
  const Outcome again = folder_.ocssim(run + "-o results");
  EXPECT_EQ(again.out, whole_.out);
  std::size_t told = 0;
  for (std::size_t at = 0; (at = again.err.find("damaged", at)) != std::string::npos; ++at) ++told;
  EXPECT_EQ(told, 4u) << again.err;
}

TEST_F(Faults, AFullDiskIsToldAndWhatWasFinishedStays) {
  const std::uintmax_t size = fs::file_size(units_of(results()).front());
  // No file may grow to the size of a unit: the limit of the shell counts in 512 or 1,024 bytes.
  const Outcome full =
      folder_.shell(fmt::format("ulimit -f {}; \"$OCSSIM\" {}-o small -j1", size / 2048, run));
  EXPECT_EQ(full.exit_code, 4) << full.err;
  EXPECT_THAT(full.err, HasSubstr("cannot write"));
  EXPECT_THAT(full.out, IsEmpty());
  expect_healed(run + "-o small");
  for (const fs::path& path : units_of(folder_.path() / "work/small")) {
    EXPECT_NE(path.extension(), ".part");
  }
}

TEST_F(Faults, AFolderThatCannotBeWrittenIsExitFour) {
  folder_.write("taken", "a file");
  EXPECT_EQ(folder_.ocssim(run + "-o taken").exit_code, 4);
  EXPECT_EQ(folder_.ocssim(run + "-o taken/below").exit_code, 4);
  EXPECT_EQ(folder_.ocssim(run + "-o /proc/nowhere").exit_code, 4);
  EXPECT_EQ(folder_.read("taken"), "a file");
}

TEST_F(Faults, LinksInAFolderDoNotLeadOutOfIt) {
  folder_.write("precious", "keep me");
  const fs::path precious = folder_.path() / "work/precious";
  for (const char* const name : {"summary.json", "timing.json", "lock"}) {
    fs::remove(results() / name);
    fs::create_symlink(precious, results() / name);
  }
  const fs::path unit = units_of(results()).front();
  fs::remove(unit);
  fs::create_symlink(precious, unit.string() + ".part");
  EXPECT_EQ(folder_.ocssim(run + "-o results").exit_code, 4) << "the lock is no file of ours";
  EXPECT_EQ(folder_.read("precious"), "keep me");
  fs::remove(results() / "lock");
  expect_healed();
  EXPECT_EQ(folder_.read("precious"), "keep me");
  EXPECT_FALSE(fs::is_symlink(results() / "summary.json"));
  fs::remove(results() / "question.json");
  fs::create_symlink(precious, results() / "question.json");
  EXPECT_EQ(folder_.ocssim(run + "-o results").exit_code, 3) << "what it leads to is no question";
  EXPECT_EQ(folder_.read("precious"), "keep me");
}

TEST_F(Faults, UnitsThatAreALinkLeadNoReplicationOutOfTheFolder) {
  const fs::path outside = folder_.path() / "outside";
  fs::create_directories(outside);
  fs::create_directories(folder_.path() / "work/planted");
  fs::create_directory_symlink(outside, folder_.path() / "work/planted/units");
  const Outcome outcome = folder_.ocssim(run + "-o planted");
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("planted/units is a link"));
  EXPECT_TRUE(fs::is_empty(outside));
  // Nor does a folder of tasks: it is not opened, locked or joined.
  fs::create_directories(results() / "shards");
  fs::create_directory_symlink(outside, results() / "shards/1-1");
  EXPECT_EQ(folder_.ocssim("merge results -o joined --json -q").out, whole_.out);
  EXPECT_TRUE(fs::is_empty(outside));
}

TEST_F(Faults, ALinkToTheFolderItselfIsTheFolder) {
  fs::rename(results(), folder_.path() / "elsewhere");
  fs::create_directory_symlink(folder_.path() / "elsewhere", results());
  EXPECT_THAT(folder_.ocssim(run + "-o results -v").err, HasSubstr(""));
  expect_healed();
  EXPECT_TRUE(fs::is_symlink(results()));
}

TEST_F(Faults, APipeInThePlaceOfAUnitIsNotWaitedForAndTheUnitIsRunAgain) {
  const fs::path unit = units_of(results()).front();
  fs::remove(unit);
  const std::string pipe = "mkfifo '" + unit.string() + "'; timeout 20 \"$OCSSIM\" ";
  const Outcome report = folder_.shell(pipe + "report results");
  EXPECT_EQ(report.exit_code, 3) << report.err;
  EXPECT_THAT(report.err, HasSubstr("is damaged\n")) << "report runs nothing again";
  EXPECT_THAT(report.err, HasSubstr("1 replication is missing; go on with"));
  const Outcome again = folder_.shell("timeout 20 \"$OCSSIM\" " + run + "-o results");
  EXPECT_EQ(again.out, whole_.out);
  EXPECT_THAT(again.err, HasSubstr("damaged; it is run again"));
  EXPECT_TRUE(fs::is_regular_file(unit));
}

TEST_F(Faults, AFolderInThePlaceOfAUnitIsSetAsideAndTheUnitIsRunAgain) {
  const std::vector<fs::path> units = units_of(results());
  for (const std::size_t i : {0u, 1u}) {
    fs::remove(units[i]);
    fs::create_directory(units[i]);
  }
  std::ofstream(units[1] / "mine") << "keep me";
  const Outcome again = folder_.ocssim(run + "-o results");
  EXPECT_EQ(again.out, whole_.out);
  EXPECT_THAT(again.err, HasSubstr("was an empty folder and was removed"));
  const std::string aside = units[1].filename().string() + ".aside";
  EXPECT_THAT(again.err, HasSubstr("was a folder and is now results/" + aside));
  EXPECT_EQ(file_content(results() / aside / "mine"), "keep me");
  EXPECT_EQ(units_of(results()), units);
}

TEST_F(Faults, AQuestionThatCannotBeReadIsNotReplaced) {
  const std::string good = file_content(results() / "question.json");
  std::string later = good;
  later.insert(later.find("\"verb\""), "\"confidence_bands\": \"new\", ");
  for (const std::string& bad : {good.substr(0, good.size() / 2), later, std::string("my notes")}) {
    std::ofstream(results() / "question.json", std::ios::binary) << bad;
    for (const std::string& arguments : {run + "-o results", std::string("merge results")}) {
      const Outcome outcome = folder_.ocssim(arguments);
      EXPECT_EQ(outcome.exit_code, 3) << arguments;
      EXPECT_THAT(outcome.err, HasSubstr("question.json: damaged, or of a later version"));
      EXPECT_THAT(outcome.out, IsEmpty());
    }
    EXPECT_EQ(file_content(results() / "question.json"), bad);
  }
  // A folder that lost its power may have an empty one: nothing can be lost.
  fs::resize_file(results() / "question.json", 0);
  expect_healed();
  EXPECT_EQ(file_content(results() / "question.json"), good);
}

TEST_F(Faults, AFileOfAUserWithOneOfOurNamesIsKept) {
  for (const std::string name : {"question.json", "summary.json", "timing.json"}) {
    const fs::path mine = folder_.path() / "work/mine" / name;
    fs::remove_all(mine.parent_path());
    fs::create_directories(mine.parent_path());
    std::ofstream(mine) << R"({ "a": 1 })";
    for (const std::string& arguments : {run, std::string("merge results ")}) {
      const Outcome outcome = folder_.ocssim(arguments + "-o mine");
      EXPECT_EQ(outcome.exit_code, 3) << name;
      EXPECT_THAT(outcome.err, HasSubstr("mine/" + name)) << name;
      EXPECT_THAT(outcome.err, HasSubstr("not of this tool; nothing was written")) << name;
      EXPECT_EQ(file_content(mine), R"({ "a": 1 })");
    }
  }
}

TEST_F(Faults, NamesWithBlanksQuotesAndOtherScriptsWork) {
  const std::string name = "größe 結果 'x' $(y)";
  fs::rename(results(), folder_.path() / "work" / name);
  folder_.write("名前 1.json",
                R"({ "schema_version": "1.0", "name": "x", "extends": ["mmc-knee.json"],)"
                R"( "profile": "queueing" })");
  static_cast<void>(folder_.ocssim("init --template mmc-knee -o mmc-knee.json"));
  const std::string quoted = "'größe 結果 '\\''x'\\'' $(y)'";
  expect_healed(run + "-o " + quoted);
  EXPECT_EQ(folder_.ocssim("check '名前 1.json' -q").exit_code, 0);
  EXPECT_EQ(folder_.ocssim("report " + quoted + " --json -q").out, whole_.out);
  const Outcome merged = folder_.ocssim("merge " + quoted + " -o joined --json -q");
  EXPECT_EQ(merged.out, whole_.out) << merged.err;
}

TEST_F(Faults, ResultsOfALaterVersionAreNotMisread) {
  const std::string question = file_content(results() / "question.json");
  std::string later = question;
  later.insert(later.find("\"verb\""), "\"confidence_bands\": \"new\", ");
  std::ofstream(results() / "question.json", std::ios::binary) << later;
  const Outcome outcome = folder_.ocssim("report results");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("damaged, or of a later version"));
  std::ofstream(results() / "question.json", std::ios::binary)
      << question.substr(0, question.size() / 2);
  EXPECT_EQ(folder_.ocssim("report results").exit_code, 3);
}

TEST_F(Faults, TextOfOthersDoesNotSteerTheTerminal) {
  std::string question = file_content(results() / "question.json");
  const std::size_t at = question.find("ocssim run");
  question.insert(at, "\\u001b]0;owned\\u0007\\u001b[2J");
  std::ofstream(results() / "question.json", std::ios::binary) << question;
  for (const char* const format : {"text", "markdown", "junit"}) {
    const Outcome outcome =
        folder_.ocssim("report results --color always -q --format " + std::string(format));
    EXPECT_EQ(outcome.exit_code, whole_.exit_code) << outcome.err;
    EXPECT_THAT(outcome.out, Not(HasSubstr("\x1b]"))) << format;
    EXPECT_THAT(outcome.out, Not(HasSubstr("\x07"))) << format;
    EXPECT_THAT(outcome.out, Not(HasSubstr("\x1b[2J"))) << format;
  }
}

TEST_F(Faults, AClockThatIsSetBackChangesNothing) {
  // What was stored before and after: dates of files say nothing.
  const auto now = fs::file_time_type::clock::now();
  const std::vector<fs::path> units = units_of(results());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto years = std::chrono::hours(24 * 365 * (i % 2 == 0 ? 30 : -30));
    fs::last_write_time(units[i], now + years);
  }
  const Outcome again = folder_.ocssim(run + "-o results -v");
  EXPECT_EQ(again.out, whole_.out);
  EXPECT_THAT(again.err, HasSubstr("8 re-used, 0 simulated"));
#ifdef OCSSIM_JUMPING_CLOCK
  const std::string jumping = "LD_PRELOAD='" OCSSIM_JUMPING_CLOCK "' \"$OCSSIM\" " + run;
  const Outcome fresh = folder_.shell(jumping + "-o fresh --time-limit '10 min'");
  EXPECT_EQ(fresh.exit_code, whole_.exit_code) << fresh.err;
  EXPECT_EQ(fresh.out, whole_.out) << fresh.err;
  const Outcome stored = folder_.shell(jumping + "-o fresh -v");
  EXPECT_EQ(stored.out, whole_.out);
  EXPECT_THAT(stored.err, HasSubstr("8 re-used, 0 simulated"));
#endif
}

TEST(ExtendsFaults, LoopsAndMultiplicationEndWithAPlace) {
  const ToolFolder folder;
  folder.write("a.json", R"({ "extends": ["b.json"] })");
  folder.write("b.json", R"({ "extends": ["./a.json"] })");
  const Outcome loop = folder.ocssim("check a.json");
  EXPECT_EQ(loop.exit_code, 3);
  EXPECT_THAT(loop.err, HasSubstr("b.json:1:15: error[E124]"));
  // Each names the next one twice: 2^14 texts, were they all read.
  for (int i = 0; i < 14; ++i) {
    folder.write(fmt::format("m{}.json", i),
                 fmt::format(R"({{ "extends": ["m{0}.json", "m{0}.json"] }})", i + 1));
  }
  folder.write("m14.json", "{}");
  const Outcome many = folder.shell("timeout 20 \"$OCSSIM\" check m0.json");
  EXPECT_EQ(many.exit_code, 3) << many.err;
  EXPECT_THAT(many.err, HasSubstr("more than 256 texts are extended"));
}

}  // namespace
}  // namespace ocssim::cli
