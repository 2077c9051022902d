// A: the tables behind the charts, what the words mean, the figures for programs.
#include "reports/escaping.hpp"
#include "reports/html/sections.hpp"

#include <fmt/format.h>

namespace ocssim::reports {
namespace {

struct Term {
  const char* word;
  const char* meaning;
};

constexpr Term glossary[] = {
    {"users", "signed in at once, in the state that the scenario intends"},
    {"± (interval)",
     "half-width of the interval over independent replications, at the stated "
     "confidence (Student t)"},
    {"met, not met", "the whole interval lies on one side of the limit; else undecided"},
    {"headroom", "load at which a resource's own limit is reached / present load − 1"},
    {"binding constraint", "the resource with the least headroom"},
    {"utilization", "mean busy servers / servers, over the time they are up"},
    {"refused connect", "one TCP connect, SYN retransmissions included, that ended without a port"},
    {"dead binding", "a binding whose client is gone, held until its idle timeout"},
    {"steady, terminating", "analyzed after a warm-up, or over the whole run"},
    {"unstable", "a queue grows without end: times have no mean and are withheld"},
    {"withheld", "there is no such figure: unstable, not settled, or too few samples"},
    {"p95", "95 of 100 are smaller; taken of all samples, never a mean of percentiles"},
    {"paired difference", "B − A in each replication under the same random numbers"},
    {"fingerprint", "hash of metrics, objectives, verdict and of every event"},
};

}  // namespace

void tell_appendix(const std::string& answer_json, Story& story) {
  std::string body = "<h3>Tables behind the charts</h3>\n";
  if (story.tables().empty()) {
    body += paragraph("This report has no charts.");
  } else {
    body += "<ul>\n";
    for (const auto& [id, title] : story.tables()) {
      body += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", xml_escaped(id), xml_escaped(title));
    }
    body += "</ul>\n";
  }
  body += "<h3>Words</h3>\n<dl class=\"facts\">\n";
  for (const Term& term : glossary) {
    body += fmt::format("<dt>{}</dt><dd>{}</dd>\n", term.word, term.meaning);
  }
  body += "</dl>\n";
  body += paragraph(answer_json.empty()
                        ? std::string("No figures for programs are embedded (--embed-data none).")
                        : std::string("For programs: the element with the id “answer” holds the "
                                      "figures as JSON, “charts” what the charts draw."),
                    "note");
  const std::string finding =
      fmt::format("{} behind {} and {}.", counted(story.tables().size(), "table"),
                  story.tables().size() == 1 ? "its chart" : "the charts",
                  counted(std::size(glossary), "word"));
  story.add({"appendix", "Appendix: data and words", finding, std::move(body)});
}

}  // namespace ocssim::reports
