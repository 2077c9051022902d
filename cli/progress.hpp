// How far a study is, on stderr: a bar on a terminal, plain lines off it.
#pragma once

#include "study/runner.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ocssim::cli {

enum class ProgressStyle : std::uint8_t { none, plain, bar, json };

[[nodiscard]] ProgressStyle progress_style(std::string_view choice, bool quiet);

class ProgressPrinter {
 public:
  explicit ProgressPrinter(ProgressStyle style);
  void update(const study::Progress& progress);
  /// Leaves the line of the bar, so that what follows stands alone.
  void finish();

 private:
  ProgressStyle style_;
  double begun_;
  bool bar_open_ = false;
};

}  // namespace ocssim::cli
