#include "reports/store/results_folder.hpp"

#include "reports/store/file_error.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

namespace ocssim::reports {
namespace {

namespace fs = std::filesystem;

class ResultsFolderTest : public testing::Test {
 protected:
  ResultsFolderTest()
      : path_(fs::temp_directory_path() /
              ("ocssim_store_test_" + std::to_string(::getpid()) + "_" +
               testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(path_);
  }
  ~ResultsFolderTest() override { fs::remove_all(path_); }

  static std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

  fs::path path_;
};

TEST_F(ResultsFolderTest, KeepsAUnitUnderItsName) {
  {
    ResultsFolder folder(path_);
    EXPECT_FALSE(folder.load("abc"));
    folder.store("abc", std::string("bytes\0more", 10));
  }
  const ResultsFolder again(path_);
  EXPECT_EQ(again.load("abc"), std::string("bytes\0more", 10));
  EXPECT_EQ(content(path_ / "units" / "abc"), std::string("bytes\0more", 10));
}

TEST_F(ResultsFolderTest, LeavesNoTemporaryFileAndClearsThoseOfAKilledProcess) {
  {
    ResultsFolder folder(path_);
    folder.store("abc", "bytes");
  }
  std::ofstream(path_ / "units" / "dead.part") << "half";
  const ResultsFolder folder(path_);
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_ / "units")) {
    names.push_back(entry.path().filename().string());
  }
  EXPECT_EQ(names, std::vector<std::string>{"abc"});
}

TEST_F(ResultsFolderTest, RefusesASecondHolderAndNamesTheFirst) {
  const ResultsFolder first(path_);
  try {
    const ResultsFolder second(path_);
    FAIL() << "two holders of one folder";
  } catch (const FileError& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("process " + std::to_string(::getpid()) + " on "), std::string::npos)
        << text;
    EXPECT_NE(text.find(path_.string()), std::string::npos) << text;
  }
}

TEST_F(ResultsFolderTest, CanBeTakenWhenItsHolderIsGone) {
  { const ResultsFolder first(path_); }
  EXPECT_NO_THROW(ResultsFolder{path_});
}

TEST_F(ResultsFolderTest, SaysWhichFolderCannotBeMade) {
  fs::create_directories(path_);
  std::ofstream(path_ / "file") << "x";
  EXPECT_THROW(ResultsFolder(path_ / "file" / "results"), FileError);
}

TEST_F(ResultsFolderTest, RefusesUnitsThatAreALinkWhateverItLeadsTo) {
  fs::create_directories(path_ / "elsewhere");
  for (const char* const target : {"elsewhere", "nowhere"}) {
    fs::remove(path_ / "units");
    fs::create_directory_symlink(path_ / target, path_ / "units");
    EXPECT_THROW(ResultsFolder{path_}, FileError) << target;
    EXPECT_TRUE(fs::is_empty(path_ / "elsewhere"));
  }
}

TEST_F(ResultsFolderTest, WritesIntoTheFolderItOpenedThoughALinkTakesItsName) {
  ResultsFolder folder(path_);
  fs::create_directories(path_ / "elsewhere");
  fs::rename(path_ / "units", path_ / "moved");
  fs::create_directory_symlink(path_ / "elsewhere", path_ / "units");
  folder.store("abc", "bytes");
  EXPECT_TRUE(fs::is_empty(path_ / "elsewhere"));
  EXPECT_EQ(content(path_ / "moved" / "abc"), "bytes");
}

TEST_F(ResultsFolderTest, WritesIntoAFolderOfItsOwnAndThroughNoLink) {
  ResultsFolder folder(path_);
  folder.write_file("submit/1.sh", "script");
  EXPECT_EQ(content(path_ / "submit" / "1.sh"), "script");
  fs::remove_all(path_ / "submit");
  fs::create_directories(path_ / "elsewhere");
  fs::create_directory_symlink(path_ / "elsewhere", path_ / "submit");
  EXPECT_THROW(folder.write_file("submit/1.sh", "script"), FileError);
  EXPECT_TRUE(fs::is_empty(path_ / "elsewhere"));
}

TEST_F(ResultsFolderTest, AFolderWhereAUnitShouldBeIsABadUnitAndIsKept) {
  ResultsFolder folder(path_);
  for (int i = 0; i < 2; ++i) {
    fs::remove(path_ / "units" / "abc");
    fs::create_directories(path_ / "units" / "abc" / "full");
    EXPECT_FALSE(folder.has("abc"));
    EXPECT_EQ(folder.load("abc"), "");
    folder.store("abc", "bytes");
    EXPECT_EQ(folder.load("abc"), "bytes");
  }
  EXPECT_TRUE(fs::is_directory(path_ / "abc.aside" / "full"));
  EXPECT_TRUE(fs::is_directory(path_ / "abc.aside-2" / "full"));
  EXPECT_EQ(folder.set_aside().size(), 2u);
}

TEST_F(ResultsFolderTest, ReplacesAFileWhole) {
  ResultsFolder folder(path_);
  folder.write_file("summary.json", "a long first text");
  folder.write_file("summary.json", "short");
  folder.flush();
  EXPECT_EQ(content(path_ / "summary.json"), "short");
}

TEST_F(ResultsFolderTest, AsksTheClockBeforeItWritesThrough) {
  double now = 100.0;
  int asked = 0;
  ResultsFolder folder(path_, [&] { return ++asked, now; });
  const int at_start = asked;
  folder.store("a", "1");
  EXPECT_EQ(asked, at_start + 1) << "within a second nothing is flushed";
  now += 1.0;
  folder.store("b", "2");
  EXPECT_EQ(asked, at_start + 3) << "a second later: asked, flushed, noted";
}

}  // namespace
}  // namespace ocssim::reports
