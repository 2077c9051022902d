// The schema of a scenario: the rows of all blocks, and the tree that their paths make.
#pragma once

#include "scenarios/model/field.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// A key of the format, with the keys below it in the order of the table.
struct SchemaNode {
  std::string key;                      // "interval"; "" for the root and for elements of lists
  std::string path;                     // "clients.keep_alive.interval"
  const Field* field = nullptr;         // its row; blocks have one too
  std::vector<SchemaNode> children;     // keys of an object
  std::unique_ptr<SchemaNode> element;  // of a list

  [[nodiscard]] const SchemaNode* child(std::string_view name) const;
  [[nodiscard]] bool is_list() const { return element != nullptr; }
  [[nodiscard]] bool is_object() const { return element == nullptr && !children.empty(); }
};

/// All rows, block by block.
[[nodiscard]] std::span<const Field> schema_fields();

/// The tree of all rows; made once.
[[nodiscard]] const SchemaNode& schema_root();

/// The node of a path such as "clients.users" or "events[0].at"; nullptr if there is none.
[[nodiscard]] const SchemaNode* find_schema_node(std::string_view path);

/// The tables of the blocks, one a file.
[[nodiscard]] std::vector<Field> simulation_fields();
[[nodiscard]] std::vector<Field> client_fields();
[[nodiscard]] std::vector<Field> path_fields();
[[nodiscard]] std::vector<Field> load_balancer_fields();
[[nodiscard]] std::vector<Field> egress_fields();
[[nodiscard]] std::vector<Field> front_end_fields();
[[nodiscard]] std::vector<Field> sql_fields();
[[nodiscard]] std::vector<Field> archiving_fields();
[[nodiscard]] std::vector<Field> voice_fields();
[[nodiscard]] std::vector<Field> edge_fields();
[[nodiscard]] std::vector<Field> application_fields();
[[nodiscard]] std::vector<Field> web_fields();
[[nodiscard]] std::vector<Field> pools_fields();
[[nodiscard]] std::vector<Field> conferencing_fields();
[[nodiscard]] std::vector<Field> surroundings_fields();
[[nodiscard]] std::vector<Field> media_fields();
[[nodiscard]] std::vector<Field> timeline_fields();
[[nodiscard]] std::vector<Field> coupling_fields();
[[nodiscard]] std::vector<Field> connection_fields();
[[nodiscard]] std::vector<Field> station_fields();

}  // namespace ocssim::scenarios
