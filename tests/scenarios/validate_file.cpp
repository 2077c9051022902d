// Loads a sample with the flags that its first lines state.
#include "tests/scenarios/validate_file.hpp"

#include <filesystem>
#include <sstream>

namespace ocssim::scenarios {
namespace {

/// Files beside the sample, shown by bare name.
[[nodiscard]] SourceReader reader_of_folder(const std::filesystem::path& folder) {
  return [folder](std::string_view name, std::string_view) -> std::optional<SourceText> {
    auto source = read_source_file((folder / name).string(), "");
    if (source) source->name = std::string(name);
    return source;
  };
}

[[nodiscard]] LoadRequest request_of(const std::filesystem::path& path,
                                     const SourceReader& reader) {
  LoadRequest request;
  request.scenario = path.filename().string();
  const auto source = reader(request.scenario, "");
  std::istringstream lines(source ? source->text : "");
  constexpr std::string_view set = "//! set ";
  constexpr std::string_view overlay = "//! overlay ";
  for (std::string line; std::getline(lines, line) && line.starts_with("//!");) {
    if (line.starts_with(set)) request.sets.push_back(line.substr(set.size()));
    if (line.starts_with(overlay)) request.overlays.push_back(line.substr(overlay.size()));
  }
  return request;
}

}  // namespace

Document validate_file(const std::string& path) {
  const SourceReader reader = reader_of_folder(std::filesystem::path(path).parent_path());
  return load_document(request_of(path, reader), reader);
}

}  // namespace ocssim::scenarios
