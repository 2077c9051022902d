// Paths of --set and --vary.
#include "scenarios/document/path.hpp"

#include "scenarios/document/write.hpp"

#include <gtest/gtest.h>

namespace ocssim::scenarios {
namespace {

std::string assigned(std::string_view path, Value value) {
  Value root = Value::make_object();
  const auto error = assign(root, *parse_path(path), {}, std::move(value));
  return error ? std::string(kind_of(error->code).id) : write_canonical(root);
}

TEST(Path, StepsIntoMembersAndElements) {
  const auto path = parse_path("events[12].at.x");
  ASSERT_TRUE(path.has_value());
  ASSERT_EQ(path->size(), 4U);
  EXPECT_EQ((*path)[0].key, "events");
  EXPECT_EQ((*path)[1].index, 12U);
  EXPECT_TRUE((*path)[1].is_index());
  EXPECT_EQ(to_pointer(*path), "/events/12/at/x");
}

TEST(Path, MalformedPathsSayWhere) {
  const auto where = [](std::string_view text) { return parse_path(text).error().begin; };
  EXPECT_EQ(where(""), 0U);
  EXPECT_EQ(where(".a"), 0U);
  EXPECT_EQ(where("a."), 2U);
  EXPECT_EQ(where("a..b"), 2U);
  EXPECT_EQ(where("a[x]"), 1U);
  EXPECT_EQ(where("a[1"), 1U);
  EXPECT_EQ(where("a[99999999999999999999999]"), 1U);
  EXPECT_EQ(where("a[1]b"), 4U);
  EXPECT_EQ(where("[0]"), 0U);
}

TEST(Path, AssigningMakesTheObjectsAndListsOnTheWay) {
  EXPECT_EQ(assigned("a.b.c", Value::make_number(1.0)), R"({"a":{"b":{"c":1}}})");
  EXPECT_EQ(assigned("events[0].at", Value::make_string("5 min")),
            R"({"events":[{"at":"5 min"}]})");
}

TEST(Path, IndexBeyondTheEndIsRefused) {
  EXPECT_EQ(assigned("events[1].at", Value::make_number(1.0)), "E133");
}

TEST(Path, ScalarsHaveNoMembers) {
  Value root = Value::make_object();
  root.set("a", {}, Value::make_number(1.0));
  EXPECT_TRUE(assign(root, *parse_path("a.b"), {}, Value::make_number(2.0)));
  EXPECT_TRUE(assign(root, *parse_path("a.b.c"), {}, Value::make_number(2.0)));
  EXPECT_TRUE(assign(root, *parse_path("a[0]"), {}, Value::make_number(2.0)));
  EXPECT_EQ(write_canonical(root), R"({"a":1})");
}

TEST(Path, NullRemovesAMember) {
  Value root = Value::make_object();
  root.set("a", {}, Value::make_number(1.0));
  EXPECT_FALSE(assign(root, *parse_path("a"), {}, Value::make_null()));
  EXPECT_EQ(write_canonical(root), "{}");
}

TEST(Path, FindFollowsThePath) {
  Value root = Value::make_object();
  EXPECT_FALSE(assign(root, *parse_path("a.l[0]"), {}, Value::make_number(7.0)));
  ASSERT_NE(find(root, *parse_path("a.l[0]")), nullptr);
  EXPECT_EQ(find(root, *parse_path("a.l[0]"))->as_count(), 7U);
  EXPECT_EQ(find(root, *parse_path("a.l[1]")), nullptr);
  EXPECT_EQ(find(root, *parse_path("a.x.y")), nullptr);
}

}  // namespace
}  // namespace ocssim::scenarios
