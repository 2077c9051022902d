#include "reports/html/table.hpp"

#include "reports/escaping.hpp"

#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string class_of(const std::string& style, Align align) {
  std::string names = align == Align::right ? "n" : "";
  if (!style.empty()) names += (names.empty() ? "" : " ") + style;
  return names.empty() ? "" : " class=\"" + names + "\"";
}

}  // namespace

std::string HtmlTable::html() const {
  if (rows_.empty()) return "";
  std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                    xml_escaped(caption_) + "\"><table><caption>" + xml_escaped(caption_) +
                    "</caption><thead><tr>";
  for (const Column& column : columns_) {
    out +=
        "<th scope=\"col\"" + class_of("", column.align) + ">" + xml_escaped(column.name) + "</th>";
  }
  out += "</tr></thead><tbody>\n";
  for (const std::vector<Cell>& row : rows_) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Align align = i < columns_.size() ? columns_[i].align : Align::left;
      out += i == 0 ? "<th scope=\"row\"" : "<td";
      out += class_of(row[i].style, align) + ">";
      out += row[i].is_markup ? row[i].text : xml_escaped(row[i].text);
      out += i == 0 ? "</th>" : "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string folded(const std::string& summary, const std::string& html, const std::string& id) {
  if (html.empty()) return "";
  return fmt::format("<details{}><summary>{}</summary>\n{}</details>\n",
                     id.empty() ? "" : " id=\"" + xml_escaped(id) + "\"", xml_escaped(summary),
                     html);
}

std::string paragraph(const std::string& text, const std::string& style) {
  if (text.empty()) return "";
  return fmt::format("<p{}>{}</p>\n", style.empty() ? "" : " class=\"" + style + "\"",
                     xml_escaped(text));
}

}  // namespace ocssim::reports
