// 2: how many users, how far from the limit, what binds, and what to do about it.
#include "reports/escaping.hpp"
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/headroom.hpp"
#include "reports/html/sections.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string number(const std::string& name, const std::string& big, const std::string& small) {
  // Names are longer than numbers.
  const bool is_name = big.find('.') != std::string::npos && big.find('_') != std::string::npos;
  return fmt::format(
      "<div><dt>{}</dt><dd><span class=\"{}\">{}</span><br><span class=\"small\">"
      "{}</span></dd></div>\n",
      xml_escaped(name), is_name ? "name" : "big", xml_escaped(big), xml_escaped(small));
}

std::string growth_text(const Bottleneck& first) {
  Figure factor{.value = first.headroom.value.value_or(0.0) + 1.0,
                .half_width = first.headroom.half_width,
                .exact = first.headroom.exact};
  if (!is_told(first)) return headroom_text(first);
  return "× " + figure_text(factor, "");
}

std::string residual_text(const Bottleneck& first, double users) {
  const double rest = first.users_at_limit - users;
  if (!is_told(first)) return "–";
  const std::string text = (rest < 0.0 ? "−" : "") + users_text(std::abs(rest));
  const double half = std::ceil(first.headroom.half_width.value_or(0.0) * users);
  return half >= 1.0 ? text + " ± " + users_text(half) : text;
}

std::string actions(const Results& results) {
  if (results.recommendations.empty()) return "";
  std::string out = "<h3>What to do first</h3>\n<ol>\n";
  const std::size_t shown = std::min<std::size_t>(3, results.recommendations.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const Recommendation& one = results.recommendations[i];
    out += fmt::format("<li>{}: {} <a href=\"#recommendations\">how to test it</a></li>\n",
                       xml_escaped(one.what), xml_escaped(one.effect));
  }
  return out + "</ol>\n";
}

}  // namespace

void tell_answer(const Shown& shown, Story& story) {
  const Results& results = shown.results;
  if (results.bottlenecks.empty()) {
    story.leave_out("Answer", "no resource of this run has a limit of its own");
    return;
  }
  const Bottleneck& first = results.bottlenecks.front();
  const bool beyond = first.headroom.value.value_or(0.0) <= 0.0;
  std::string finding = fmt::format(
      "In proportion to the measured load {} reaches its limit at {} users: {}.",
      resource_text(first), users_at_limit_text(first),
      beyond ? fmt::format("the {} asked for are beyond it", users_text(shown.users))
             : fmt::format("the load may still grow by {}",
                           signed_percent(first.headroom.value.value_or(0.0)).substr(1)));
  if (!is_told(first)) {
    finding =
        fmt::format("No resource is near its limit: the nearest is {}, whose headroom is {} ({}).",
                    resource_text(first), headroom_text(first), why_not_told(first));
  }
  std::string body = "<dl class=\"numbers\">\n";
  body += number("Supported users", users_at_limit_text(first),
                 "until the first resource reaches its own limit");
  body += number("Supported growth", growth_text(first),
                 fmt::format("of the {} users simulated", users_text(shown.users)));
  body += number("Residual capacity", residual_text(first, shown.users),
                 beyond ? "users: too many already" : "users, before that limit");
  body += number("Binds first", short_name(first),
                 fmt::format("now {}, limit {}", figure_text(present_figure(first), first.unit),
                             quantity_text(first.limit_value, first.unit)));
  body += "</dl>\n";
  if (results.bottlenecks.size() > 1) {
    const Bottleneck& next = results.bottlenecks[1];
    body += paragraph(fmt::format("Next after it: {} at {} users (now {}, limit {}).",
                                  resource_text(next), users_at_limit_text(next),
                                  figure_text(present_figure(next), next.unit),
                                  quantity_text(next.limit_value, next.unit)));
  }
  body += actions(results);
  body += paragraph(
      "These figures extrapolate the measured load in proportion. To have the largest "
      "load that meets every objective found by simulation: " +
          command_as(shown.head, "capacity", ""),
      "note");
  story.add({"answer", "Answer", std::move(finding), std::move(body)});
}

}  // namespace ocssim::reports
