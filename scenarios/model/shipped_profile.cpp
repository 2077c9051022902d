#include "scenarios/model/shipped_profile.hpp"

#include "engine/check.hpp"
#include "scenarios/embedded.hpp"

#include <map>
#include <mutex>
#include <utility>

namespace ocssim::scenarios {
namespace {

constexpr std::string_view folder = "profiles/";
constexpr std::string_view suffix = ".json";

/// Tests read every shipped profile, so none can be wrong here.
ShippedProfile read_shipped(std::string_view name, std::string_view text) {
  SourceTable sources;
  Diagnostics diagnostics;
  auto profile = read_profile(sources, std::string(name), std::string(text), diagnostics);
  OCSSIM_CHECK(profile.has_value());
  return {sources.shared(SourceId{0}), std::make_shared<const Profile>(std::move(*profile))};
}

Span moved(Span span, SourceId source) {
  span.source = source;
  return span;
}

}  // namespace

std::vector<std::string> shipped_profiles() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files()) {
    std::string_view name = file.name;
    if (!name.starts_with(folder) || !name.ends_with(suffix)) continue;
    name.remove_prefix(folder.size());
    names.emplace_back(name.substr(0, name.size() - suffix.size()));
  }
  return names;
}

const ShippedProfile* shipped_profile(std::string_view name) {
  static std::mutex guard;
  static std::map<std::string, ShippedProfile, std::less<>> read;
  const std::lock_guard lock(guard);
  if (const auto found = read.find(name); found != read.end()) return &found->second;
  const auto text = embedded_file(std::string(folder) + std::string(name) + std::string(suffix));
  if (!text) return nullptr;
  return &read.emplace(name, read_shipped(name, *text)).first->second;
}

void move_spans(Value& tree, SourceId source) {
  tree.set_span(moved(tree.span(), source));
  for (Member& member : tree.members()) {
    member.key_span = moved(member.key_span, source);
    move_spans(member.value, source);
  }
  for (Value& item : tree.items()) move_spans(item, source);
}

}  // namespace ocssim::scenarios
