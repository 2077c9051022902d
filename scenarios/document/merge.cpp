// RFC 7396, section 2.
#include "scenarios/document/merge.hpp"

#include <utility>

namespace ocssim::scenarios {

void merge_patch(Value& target, Value patch) {
  if (!patch.is_object()) {
    target = std::move(patch);
    return;
  }
  if (!target.is_object()) target = Value::make_object(patch.span());
  for (Member& member : patch.members()) {
    if (member.value.is_null()) {
      target.erase(member.key);
    } else if (Value* present = target.find(member.key); present != nullptr) {
      const bool both_objects = present->is_object() && member.value.is_object();
      if (both_objects) {
        merge_patch(*present, std::move(member.value));
      } else {
        // Not merged but replaced, and nulls below it vanish as the RFC asks.
        Value fresh;
        merge_patch(fresh, std::move(member.value));
        target.set(member.key, member.key_span, std::move(fresh));
      }
    } else {
      Value fresh;
      merge_patch(fresh, std::move(member.value));
      target.set(std::move(member.key), member.key_span, std::move(fresh));
    }
  }
}

}  // namespace ocssim::scenarios
