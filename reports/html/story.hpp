// What a report tells, before it is a page: sections in the order in which they are read, the
// charts that stand in them, and what this run has nothing to say about.
#pragma once

#include "reports/html/table.hpp"
#include "reports/json_value.hpp"

#include <string>
#include <vector>

namespace ocssim::reports {

/// The data of one drawing; `data` is what the type of this kind in reports/web/src/data.ts says.
struct Chart {
  std::string id;    // of its place, unique on the page
  std::string kind;  // which drawing of reports/web draws it
  std::string title;
  std::string description;  // the finding, for those who do not see the drawing
  JsonValue data;
  HtmlTable table;  // the same numbers
};

struct Section {
  std::string id;
  std::string title;
  std::string finding;  // one sentence in words and numbers; text, not markup
  std::string body;     // markup
};

class Story {
 public:
  /// A section without finding has nothing to say and is left out.
  void add(Section section);
  /// What this kind of answer could tell and these results do not.
  void leave_out(std::string title, std::string reason);
  /// Remembers the data and gives the markup of the chart's place and its table.
  [[nodiscard]] std::string place(Chart chart);

  [[nodiscard]] const std::vector<Section>& sections() const { return sections_; }
  /// Title and reason of each.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& left_out() const {
    return left_out_;
  }
  /// By id: {kind, title, data}.
  [[nodiscard]] const JsonValue& charts() const { return charts_; }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& tables() const {
    return tables_;
  }

 private:
  std::vector<Section> sections_;
  std::vector<std::pair<std::string, std::string>> left_out_;
  JsonValue charts_ = JsonValue::object();
  std::vector<std::pair<std::string, std::string>> tables_;  // id and caption of the charts' tables
};

}  // namespace ocssim::reports
