// Which profiles a document names, put over one another: one of a whole system, then parts of it.
#pragma once

#include "scenarios/document/document.hpp"
#include "scenarios/model/profile.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ocssim::scenarios {

/// Names of the shipped profiles, without ".json".
[[nodiscard]] std::vector<std::string> shipped_profiles();

/// What "profile" and "profiles" give together; nullopt without a usable "profile", or after a
/// diagnostic. Files come through `reader`, beside the text that names them; they are dropped from
/// "profiles" then, since their values stand in the tree and the files may stay behind.
[[nodiscard]] std::optional<Profile> read_profiles(Document& document, const SourceReader& reader);

}  // namespace ocssim::scenarios
