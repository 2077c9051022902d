// Which profiles a document names, put over one another: one of a whole system, then parts of it.
#pragma once

#include "scenarios/document/document.hpp"
#include "scenarios/model/profile.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::scenarios {

/// Profiles put over one another. A shipped one is read once in the life of the process and shared:
/// reading the reference costs as much as everything else that loading a scenario does.
struct ProfileStack {
  std::vector<std::shared_ptr<const Profile>> layers;  // of the whole system first
  Value defaults = Value::make_object();               // spans lie in the document's sources

  /// Of the default at a JSON Pointer, from the topmost layer that has one; nullptr if none has.
  [[nodiscard]] const Provenance* provenance_of(const std::string& pointer) const;
};

/// What "profile" and "profiles" give together; nullopt without a usable "profile", or after a
/// diagnostic. Files come through `reader`, beside the text that names them; they are dropped from
/// "profiles" then, since their values stand in the tree and the files may stay behind.
[[nodiscard]] std::optional<ProfileStack> read_profiles(Document& document,
                                                        const SourceReader& reader);

}  // namespace ocssim::scenarios
