// A scenario's text as one tree: base files, the file itself, overlays and --set merged in order,
// each value knowing where it was written.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/source_table.hpp"
#include "scenarios/document/value.hpp"

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// A text with the name it is shown under; names in its "extends" are relative to that name.
struct SourceText {
  std::string name;
  std::string text;
};

/// Finds a text: `name` as written, `from` the name of the text that mentions it ("" for the
/// command line). nullopt if there is none. Shipped scenarios come in through this.
using SourceReader =
    std::function<std::optional<SourceText>(std::string_view name, std::string_view from)>;

/// A file of the command line that cannot be read: the fault of the world, caught in main.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What is merged, in this order: the file's "extends", the file, overlays, the case, sets.
struct LoadRequest {
  std::string scenario;
  std::vector<std::string> overlays;  // JSON Merge Patch files
  std::vector<std::string> sets;      // "a.b=VALUE"
  std::optional<std::string> case_name = std::nullopt;
  std::string set_flag = "--set";  // which flag the sets come from, for their faults
};

/// The merged tree. `diagnostics` holds what was wrong so far; with `root` null (JSON null) nothing
/// can be validated.
struct Document {
  SourceTable sources;
  Value root;
  Diagnostics diagnostics;
  std::vector<std::string> case_names;  // of the list "cases", which is no part of the tree
  /// Something that was to be merged could not be read: what is there may be judged, but not what
  /// is missing, nor whether it fits together.
  bool is_partial = false;

  [[nodiscard]] bool is_readable() const { return root.is_object(); }

  /// Puts defaults under the tree: a member of `defaults` counts where the tree has none. An
  /// explicit null in the tree keeps the default away.
  void merge_under(Value defaults);

  /// "scenario.json:12:5", "--set clients.users=5:1:19", …
  [[nodiscard]] std::string origin_of(const Value& value) const;
};

/// Reads, parses and merges. "extends" is resolved and no member of the result. Throws `FileError`
/// when the scenario or an overlay cannot be read; everything else is a diagnostic.
[[nodiscard]] Document load_document(const LoadRequest& request, const SourceReader& reader);

/// Parses one text without "extends": for profiles and tests.
[[nodiscard]] Document parse_document(SourceText source, SourceKind kind = SourceKind::scenario);

/// Files of the disk: `name` relative to the folder of `from`. Throws `FileError` on an unreadable
/// file; nullopt when there is none.
[[nodiscard]] std::optional<SourceText> read_source_file(std::string_view name,
                                                         std::string_view from);

}  // namespace ocssim::scenarios
