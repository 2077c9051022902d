// The pool as a graph, in columns from the clients to the data.
#include "reports/figures.hpp"
#include "reports/html/sections.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace ocssim::reports {
namespace {

/// Where a role stands, from left to right.
int column_of(std::string_view role) {
  if (role == "clients" || role == "administrator") return 0;
  if (role == "load_balancer") return 1;
  if (role == "front_end" || role == "station") return 2;
  if (role == "database" || role == "accounts" || role == "content") return 4;
  return 3;
}

/// Paths of administration run across all others and carry no load.
bool is_drawn(const FactNode& node) {
  return node.role != "administrator" && node.role != "server_network";
}

bool is_hot(const Shown& shown, const FactNode& node) {
  if (shown.results.bottlenecks.empty()) return false;
  const Bottleneck& first = shown.results.bottlenecks.front();
  return first.component == node.name ||
         (node.role == "load_balancer" && first.resource == "snat.ports") ||
         (first.resource.starts_with("front_end") && node.role == "front_end" &&
          first.component == node.name);
}

std::string text_of(const FactNode& node) {
  std::string text = node.role;
  if (std::isfinite(node.users_at_limit) && node.users_at_limit > 0.0) {
    text += fmt::format(": {} users can pass it ({})", users_text(node.users_at_limit),
                        node.limited_by);
  }
  if (node.is_single_point) text += "; nothing else can do its work";
  return text;
}

}  // namespace

std::string topology_figure(const Shown& shown, Story& story) {
  const PoolFacts& pool = shown.head.pool;
  if (pool.nodes.size() < 2) return "";
  std::map<int, int> rows;
  JsonValue nodes = JsonValue::array();
  HtmlTable table("Parts of the pool", {{"Part", Align::left},
                                        {"What", Align::left},
                                        {"Users at its limit", Align::right},
                                        {"Single point of failure", Align::left}});
  std::size_t single = 0;
  std::vector<std::size_t> place(pool.nodes.size(), 0);  // among those drawn
  std::size_t drawn = 0;
  for (std::size_t i = 0; i < pool.nodes.size(); ++i) {
    const FactNode& node = pool.nodes[i];
    if (!is_drawn(node)) continue;
    place[i] = drawn++;
    const int column = column_of(node.role);
    nodes.push_back(JsonValue::object({{"name", node.name},
                                       {"text", text_of(node)},
                                       {"column", column},
                                       {"row", rows[column]++},
                                       {"color", color_of(node.role)},
                                       {"hot", is_hot(shown, node)}}));
    table.add({node.name, node.role, users_text(node.users_at_limit),
               node.is_single_point ? "yes" : "no"});
    if (node.is_single_point) ++single;
  }
  JsonValue links = JsonValue::array();
  for (const FactLink& link : pool.links) {
    if (!is_drawn(pool.nodes[link.from]) || !is_drawn(pool.nodes[link.to])) continue;
    links.push_back(JsonValue::object(
        {{"from", place[link.from]}, {"to", place[link.to]}, {"text", link.carries}}));
  }
  return "<h3>The pool</h3>\n" +
         story.place(
             {.id = "topology",
              .kind = "topology",
              .title = "From clients to data; the thick frame binds first",
              .description =
                  fmt::format("{} and {}; {} of them single points of failure",
                              counted(drawn, "part"), counted(pool.links.size(), "link"), single),
              .data = JsonValue::object({{"nodes", std::move(nodes)}, {"links", std::move(links)}}),
              .table = std::move(table)});
}

}  // namespace ocssim::reports
