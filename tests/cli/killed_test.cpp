// kill -9 at any moment: what was finished stays, what was not is computed again, and the answer
// has the bytes of an undisturbed run. OCSSIM_KILLS says how many (docs/hardening.md).
#include "engine/random/stream.hpp"
#include "tests/cli/tool.hpp"

#include <chrono>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <sys/stat.h>

namespace ocssim::cli {
namespace {

namespace fs = std::filesystem;

const std::string sweep =
    "sweep mmc-knee --duration '10 min' --warmup none --replications 12 "
    "--vary clients.users=60k..76k:4k --json -q ";

/// Each file by name: the file itself and when it was written.
using Files = std::map<std::string, std::pair<ino_t, std::int64_t>>;

Files finished_units(const fs::path& folder) {
  Files files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder / "units", none)) {
    if (entry.path().extension() == ".part") continue;
    struct stat status {};
    if (::stat(entry.path().c_str(), &status) != 0) continue;
    files[entry.path().filename().string()] = {
        status.st_ino, status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
  }
  return files;
}

/// What was finished before is the same file still.
void expect_kept(const Files& before, const Files& after) {
  for (const auto& [name, file] : before) {
    const auto found = after.find(name);
    ASSERT_NE(found, after.end()) << name << " is lost";
    EXPECT_EQ(found->second, file) << name << " was computed again";
  }
}

double seconds_of(const ToolFolder& folder, const std::string& arguments) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(folder.ocssim(arguments).exit_code, 0);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// In the foreground timeout waits until the killed process is gone. Otherwise it kills itself too,
// and on a busy machine the next call may find the folder held by a process that is still dying.
// The status is that of the tool, which may have ended by itself at that very moment (124 else).
Outcome killed_after(const ToolFolder& folder, double seconds, const std::string& arguments) {
  return folder.shell(fmt::format(
      "timeout --foreground --preserve-status -s KILL {:.4f} \"$OCSSIM\" {}", seconds, arguments));
}

TEST(Killed, RunIsResumedAndNothingIsRepeatedOrLost) {
  const ToolFolder folder;
  const Outcome whole = folder.ocssim(sweep + "-o -");
  const double length = seconds_of(folder, sweep + "-o timed -j2");
  const Stream luck(12, "kills", 0);
  int kills = 0;
  int rounds = 0;
  for (std::uint64_t draw = 0; kills < OCSSIM_KILLS; ++draw) {
    const Files before = finished_units(folder.path() / "work/results");
    // Mostly a small part of the run, so that a folder is killed many times before it is whole.
    const double u = luck.draw(0, draw).uniform(0);
    const Outcome outcome =
        killed_after(folder, 0.002 + 0.6 * length * u * u, sweep + "-o results -j2");
    const bool is_killed = outcome.exit_code == 137 || outcome.exit_code == -1;
    kills += is_killed ? 1 : 0;
    expect_kept(before, finished_units(folder.path() / "work/results"));
    if (HasFatalFailure()) return;
    if (is_killed) continue;
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    ASSERT_EQ(outcome.out, whole.out) << "after " << kills << " kills";
    ++rounds;
    fs::remove_all(folder.path() / "work/results");
  }
  EXPECT_EQ(folder.ocssim(sweep + "-o results").out, whole.out);
  std::printf("%d kills, %d whole runs between them\n", kills, rounds + 1);
}

TEST(Killed, ShardsAreRepairedByRunningThemAgain) {
  const ToolFolder folder;
  const Outcome whole = folder.ocssim(sweep + "-o -");
  const double length = seconds_of(folder, sweep + "-o timed --shard 1/4");
  const Stream luck(7, "kills", 0);
  constexpr int kills = OCSSIM_KILLS < 20 ? OCSSIM_KILLS : 20;
  for (std::uint64_t kill = 0; kill < kills; ++kill) {
    const auto block = luck.draw(1, kill);
    const std::string shard = std::to_string(block.below(0, 4) + 1);
    static_cast<void>(killed_after(folder, 0.002 + length * block.uniform(1),
                                   sweep + "-o part" + shard + " --shard " + shard + "/4"));
    // In between somebody merges what there is: answers, or says what is missing.
    const Outcome merged = folder.shell("\"$OCSSIM\" merge part* -o all --json -q");
    EXPECT_THAT(merged.exit_code, testing::AnyOf(0, 3, 5)) << merged.err;
  }
  std::string parts;
  for (int i = 1; i <= 4; ++i) {
    const std::string shard = std::to_string(i);
    const Files before = finished_units(folder.path() / "work" / ("part" + shard));
    EXPECT_EQ(folder.ocssim(sweep + "-o part" + shard + " --shard " + shard + "/4").exit_code, 0);
    expect_kept(before, finished_units(folder.path() / "work" / ("part" + shard)));
    parts += "part" + shard + " ";
  }
  EXPECT_EQ(folder.ocssim("merge " + parts + "-o all --json -q").out, whole.out);
}

}  // namespace
}  // namespace ocssim::cli
