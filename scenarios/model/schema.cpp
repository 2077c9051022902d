// Joins the tables of the blocks and hangs every row at its place in one tree.
#include "scenarios/model/schema.hpp"

#include "engine/check.hpp"

#include <algorithm>

namespace ocssim::scenarios {
namespace {

/// Splits "events[].at" into "events", "[]", "at"; an index between brackets is dropped.
std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  std::string step;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '.' || path[i] == '[') {
      if (!step.empty()) steps.push_back(std::move(step));
      step.clear();
    }
    if (path[i] == '[') {
      while (i < path.size() && path[i] != ']') ++i;
      steps.emplace_back("[]");
    } else if (path[i] != '.') {
      step += path[i];
    }
  }
  if (!step.empty()) steps.push_back(std::move(step));
  return steps;
}

SchemaNode& step_into(SchemaNode& node, const std::string& step) {
  if (step == "[]") {
    if (!node.element) {
      node.element = std::make_unique<SchemaNode>();
      node.element->path = node.path + "[]";
    }
    return *node.element;
  }
  const auto found = std::find_if(node.children.begin(), node.children.end(),
                                  [&](const SchemaNode& child) { return child.key == step; });
  if (found != node.children.end()) return *found;
  SchemaNode& child = node.children.emplace_back();
  child.key = step;
  child.path = node.path.empty() ? step : node.path + "." + step;
  return child;
}

/// A rate, bandwidth or clock is none, where the table lets it be 0, or large enough that the time
/// of one event, byte or cycle is one that the clock of the simulation can hold.
Range with_least(const Field& row) {
  const bool is_rate = row.form == Form::rate || row.form == Form::user_rate;
  const double least = is_rate                       ? least_rate
                       : row.form == Form::bandwidth ? least_bandwidth
                       : row.form == Form::frequency ? least_frequency
                                                     : 0.0;
  Range range = row.range;
  if (range.low >= least) return range;
  range.zero_too = !range.above_low && !(range.low > 0.0);
  range.low = least;
  range.above_low = false;
  return range;
}

std::vector<Field> join_tables() {
  std::vector<Field> rows;
  for (auto* table :
       {&simulation_fields, &client_fields,       &path_fields,         &load_balancer_fields,
        &egress_fields,     &front_end_fields,    &sql_fields,          &archiving_fields,
        &voice_fields,      &application_fields,  &edge_fields,         &web_fields,
        &pools_fields,      &conferencing_fields, &surroundings_fields, &media_fields,
        &timeline_fields,   &coupling_fields,     &connection_fields,   &station_fields}) {
    std::vector<Field> block = table();
    std::move(block.begin(), block.end(), std::back_inserter(rows));
  }
  for (Field& row : rows) row.range = with_least(row);
  return rows;
}

SchemaNode make_tree(std::span<const Field> rows) {
  SchemaNode root;
  for (const Field& row : rows) {
    SchemaNode* node = &root;
    for (const std::string& step : steps_of(row.path)) node = &step_into(*node, step);
    OCSSIM_CHECK(node->field == nullptr);  // a path stands once in the tables
    node->field = &row;
  }
  return root;
}

}  // namespace

const SchemaNode* SchemaNode::child(std::string_view name) const {
  const auto found = std::find_if(children.begin(), children.end(),
                                  [name](const SchemaNode& node) { return node.key == name; });
  return found == children.end() ? nullptr : &*found;
}

std::span<const Field> schema_fields() {
  static const std::vector<Field> rows = join_tables();
  return rows;
}

const SchemaNode& schema_root() {
  static const SchemaNode root = make_tree(schema_fields());
  return root;
}

const SchemaNode* find_schema_node(std::string_view path) {
  const SchemaNode* node = &schema_root();
  for (const std::string& step : steps_of(path)) {
    node = step == "[]" ? node->element.get() : node->child(step);
    if (node == nullptr) return nullptr;
  }
  return node;
}

}  // namespace ocssim::scenarios
