// JSON Merge Patch (RFC 7396) that keeps where every value came from.
#pragma once

#include "scenarios/document/value.hpp"

namespace ocssim::scenarios {

/// Merges `patch` into `target`: objects member by member, null removes, all else replaces. What
/// comes from the patch keeps its span in the patch.
void merge_patch(Value& target, Value patch);

}  // namespace ocssim::scenarios
