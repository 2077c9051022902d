#include "reports/html/interrupted_page.hpp"

#include "reports/escaping.hpp"
#include "reports/figures.hpp"
#include "reports/html/sections.hpp"

#include <fmt/format.h>

namespace ocssim::reports {

std::string interrupted_html(const ReportHead& head, const Interrupted& interrupted,
                             const HtmlOptions& options) {
  const std::string sentence = fmt::format(
      "{}: {} of {} are stored, {} missing; nothing is estimated from a part.", interrupted.reason,
      grouped(interrupted.done), counted(interrupted.done + interrupted.missing, "replication"),
      grouped(interrupted.missing));
  Story story;
  HtmlTable table("State of the work", {{"What", Align::left}, {"Replications", Align::right}});
  table.add({"finished and stored", grouped(interrupted.done)});
  table.add({"missing up to the present look", grouped(interrupted.missing)});
  story.add({"answer", "Answer", "There is no answer yet.",
             table.html() +
                 fmt::format("<p>The same command goes on where this one stopped and gives the "
                             "bytes of an undisturbed run:</p>\n<pre tabindex=\"0\"><code>{}"
                             "</code></pre>\n",
                             xml_escaped(head.command))});
  for (const char* title :
       {"Objectives", "Headroom per resource", "Saturation curve", "Bottleneck attribution",
        "SNAT ports", "Load-balancer balance", "SQL back end", "Failure timeline",
        "Recommendations", "Can I trust this?"}) {
    story.leave_out(title, "the work is not finished");
  }
  tell_reproduction(head,
                    {.seed = interrupted.seed,
                     .fingerprint = "",
                     .replications = counted(interrupted.done, "replication") + " so far"},
                    story);
  tell_appendix("", story);
  return html_page({.outcome = Outcome::interrupted,
                    .verdict = "INTERRUPTED",
                    .sentence = sentence,
                    .fingerprint = ""},
                   head, story, "", options);
}

}  // namespace ocssim::reports
