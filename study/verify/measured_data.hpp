// Recorded measurements of real systems: the copies in the binary, or a folder laid out alike.
//
//   c1_source_port_exhaustion/summary.csv, data.csv   c2_leastconn_backend_added/matrix.txt,
//   data.csv c3_idle_timeout/data.csv   c4_register_response_time/data.csv
//   c5_buffer_pool_hit_ratio/data.csv c6_queue_loss_rtp_bursts/data.csv
//
// Further rows of a measurement are dropped into its folder as files of their own, `<stem>*.csv`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::study {

/// One row by the names of its columns.
class RecordedRow {
 public:
  explicit RecordedRow(std::map<std::string, std::string> cells) : cells_(std::move(cells)) {}
  /// The cell of a column; throws std::runtime_error that names it when there is none.
  [[nodiscard]] const std::string& text(const std::string& column) const;
  [[nodiscard]] double number(const std::string& column) const;
  [[nodiscard]] std::uint32_t count(const std::string& column) const;
  [[nodiscard]] bool has(const std::string& column) const;  // and it is not empty

 private:
  std::map<std::string, std::string> cells_;
};

class MeasuredData {
 public:
  /// The copies in the binary.
  MeasuredData() = default;
  /// A folder with one folder a measurement.
  explicit MeasuredData(std::string folder) : folder_(std::move(folder)) {}

  /// Texts of the files `<stem>*<suffix>` of a measurement, in the order of their names.
  [[nodiscard]] std::vector<std::string> texts(std::string_view measurement, std::string_view stem,
                                               std::string_view suffix) const;
  /// Rows of all its files `<stem>*.csv`, each with a line of column names.
  [[nodiscard]] std::vector<RecordedRow> rows(std::string_view measurement,
                                              std::string_view stem) const;
  /// Lines of words of all its files `<stem>*.txt`.
  [[nodiscard]] std::vector<std::vector<std::string>> words(std::string_view measurement,
                                                            std::string_view stem) const;

 private:
  std::string folder_;  // empty: embedded
};

}  // namespace ocssim::study
