#include "reports/trace/trace_lines.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {

std::string trace_text(const std::string& title, const std::vector<TraceLine>& lines) {
  std::size_t component = 9;
  std::size_t kind = 5;
  for (const TraceLine& line : lines) {
    component = std::max(component, line.component.size());
    kind = std::max(kind, line.kind.size());
  }
  std::string out = title + "\n";
  out += fmt::format("{:>14}  {:>12}  {:<{}}  {:<{}}  {}\n", "at [s]", "after [ms]", "component",
                     component, "event", kind, "what");
  double last = lines.empty() ? 0.0 : lines.front().at;
  for (const TraceLine& line : lines) {
    out +=
        fmt::format("{:>14.6f}  {:>12.3f}  {:<{}}  {:<{}}  {}\n", line.at, 1e3 * (line.at - last),
                    line.component, component, line.kind, kind, line.text);
    last = line.at;
  }
  return out;
}

}  // namespace ocssim::reports
