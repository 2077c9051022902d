// RFC 7396, section 2.
#include "scenarios/document/merge.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ocssim::scenarios {
namespace {

/// The members of an object by key. A map pays from a few patches on; an object may have a hundred
/// thousand members, and looking through them for each of as many patches would take for ever.
class MemberIndex {
 public:
  MemberIndex(const std::vector<Member>& members, std::size_t patches)
      : members_(members), is_mapped_(patches > few) {
    if (!is_mapped_) return;
    for (std::size_t i = 0; i < members.size(); ++i) places_.emplace(members[i].key, i);
  }

  /// Its place; members.size() if there is none.
  [[nodiscard]] std::size_t find(const std::string& key) const {
    if (is_mapped_) {
      const auto found = places_.find(key);
      return found == places_.end() ? members_.size() : found->second;
    }
    const auto found = std::find_if(members_.begin(), members_.end(),
                                    [&key](const Member& member) { return member.key == key; });
    return static_cast<std::size_t>(found - members_.begin());
  }
  /// The newest member.
  void add() {
    if (is_mapped_) places_.emplace(members_.back().key, members_.size() - 1);
  }

 private:
  static constexpr std::size_t few = 16;

  const std::vector<Member>& members_;
  bool is_mapped_;
  std::unordered_map<std::string, std::size_t> places_;
};

void merge_members(std::vector<Member>& members, std::vector<Member>& patches) {
  MemberIndex index(members, patches.size());
  std::vector<bool> erased;
  for (Member& patch : patches) {
    const std::size_t at = index.find(patch.key);
    const bool is_there = at < members.size();
    if (patch.value.is_null()) {
      erased.resize(members.size(), false);
      if (is_there) erased[at] = true;
    } else if (is_there && members[at].value.is_object() && patch.value.is_object()) {
      merge_patch(members[at].value, std::move(patch.value));
    } else {
      // Not merged but replaced, and nulls below it vanish as the RFC asks.
      Value fresh;
      merge_patch(fresh, std::move(patch.value));
      if (is_there) {
        members[at].key_span = patch.key_span;
        members[at].value = std::move(fresh);
      } else {
        members.push_back({std::move(patch.key), patch.key_span, std::move(fresh)});
        index.add();
      }
    }
  }
  if (erased.empty()) return;
  erased.resize(members.size(), false);
  std::vector<Member> kept;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!erased[i]) kept.push_back(std::move(members[i]));
  }
  members = std::move(kept);
}

}  // namespace

void merge_patch(Value& target, Value patch) {
  if (!patch.is_object()) {
    target = std::move(patch);
    return;
  }
  if (!target.is_object()) target = Value::make_object(patch.span());
  merge_members(target.members(), patch.members());
}

}  // namespace ocssim::scenarios
