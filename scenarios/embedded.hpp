// Files that travel inside the binary: profiles, shipped scenarios, the report's script.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace ocssim::scenarios {

struct EmbeddedFile {
  std::string_view name;  // "enterprise-100k.json", "profiles/ocs2007r2.json"
  std::string_view text;
};

/// In the order of their names.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

/// The text of a file; nullopt if there is none of this name.
[[nodiscard]] std::optional<std::string_view> embedded_file(std::string_view name);

}  // namespace ocssim::scenarios
