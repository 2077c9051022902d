// One row of the schema: everything that is known about one key of a scenario.
//
// Validation, default lookup, JSON Schema, `show --origins` and the manual page are all made from
// the rows of `schema.hpp`; adding a parameter is a field of a Config, a row here and its use.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ocssim::scenarios {

/// How a value is written.
enum class Form : std::uint8_t {
  object,  // a block, or an element of a list of blocks
  boolean,
  text,
  count,      // 8, "10k"
  number,     // a bare number without unit
  share,      // "5 %", 0.05
  duration,   // "20 min"
  rate,       // "120 / s"
  user_rate,  // "4 / user / hour"
  size,       // "12 GiB"
  bandwidth,  // "1 Gbps"
  frequency,  // "2.33 GHz"
  choice,     // one of the words
  patch,      // a change of the scenario: JSON Merge Patch
  setting,    // a value of another key: text, number, true or false
};

/// A value in base units: seconds as `Duration`, 1/s, bytes, bit/s, Hz, shares 0…1.
struct Scalar {
  Form form = Form::text;
  std::optional<std::uint32_t> word;  // value of the word it was, for `choice` and `words`
  bool boolean = false;
  std::uint64_t count = 0;  // count, size
  double number = 0.0;      // number, share, rates, bandwidth, frequency
  Duration duration{};
  std::string text;             // as written
  std::uint64_t per_users = 0;  // count: one for so many users, rounded up; 0: as counted
};

/// A word that stands for a value; `instead` names what is simulated in its place, if not itself.
struct Word {
  std::string_view text;
  std::uint32_t value = 0;
  std::string_view instead = {};
};

/// What makes a value too small to mean anything: an interval that never ends, or a rate so rare
/// that its next time is beyond what the clock can hold (292 years). Shared by all tables.
inline constexpr double least_interval = 0.001;    // [s]
inline constexpr double least_rate = 1e-8;         // [1/s], one in three years
inline constexpr double least_bandwidth = 1000.0;  // [bit/s]
inline constexpr double least_frequency = 1e6;     // [Hz]

struct Range {
  double low = 0.0;
  double high = std::numeric_limits<double>::infinity();
  bool above_low = false;  // low itself is not allowed
  bool zero_too = false;   // 0, below low, stands for "none"
};

/// Who must give the value; the profile counts.
enum class Need : std::uint8_t { optional, pool, always };

/// What of a run depends on it: `physical` values identify a stored unit (docs/interface.md).
enum class Role : std::uint8_t { physical, stopping_rule, label };

/// Whether the models of this build look at it; what they do not is named in `warnings`.
enum class Simulated : std::uint8_t {
  yes,
  rules_only,         // for `check`; no warning
  not_when_stated,    // warned of when the user states it
  not_when_non_zero,  // warned of when it is not zero, false or the first word
};

struct Field {
  using Store = std::function<void(Scenario&, const Scalar&)>;

  std::string path = {};  // "clients.keep_alive.interval"; lists: "events[].at"
  Form form = Form::text;
  Store store = {};       // for `object` elements of a list: makes the element
  std::string help = {};  // one sentence for the manual, without a full stop
  Range range = {};
  std::vector<Word> words = {};             // the choices, or words accepted beside the form
  std::vector<std::uint64_t> allowed = {};  // for counts: only these
  Need need = Need::optional;
  Role role = Role::physical;
  Simulated simulated = Simulated::yes;
  bool multiple_allowed = false;   // "x3": of the profile's default
  bool per_users_allowed = false;  // "1 per 12500 users", rounded up

  // What a row says beyond key, form, target and help; each returns the row.
  Field between(double low, double high) const {
    Field row = *this;
    row.range = {low, high, false};
    return row;
  }
  Field above(double low) const {
    Field row = *this;
    row.range.low = low;
    row.range.above_low = true;
    return row;
  }
  Field from(double low) const {
    Field row = *this;
    row.range.low = low;
    return row;
  }
  Field zero_or_from(double low) const {
    Field row = *this;
    row.range.low = low;
    row.range.zero_too = true;
    return row;
  }
  Field at_most(double high) const {
    Field row = *this;
    row.range.high = high;
    return row;
  }
  Field one_of(std::vector<Word> choices) const {
    Field row = *this;
    row.words = std::move(choices);
    return row;
  }
  Field only(std::vector<std::uint64_t> counts) const {
    Field row = *this;
    row.allowed = std::move(counts);
    return row;
  }
  Field needed(Need who) const {
    Field row = *this;
    row.need = who;
    return row;
  }
  Field as(Role what) const {
    Field row = *this;
    row.role = what;
    return row;
  }
  Field used(Simulated how) const {
    Field row = *this;
    row.simulated = how;
    return row;
  }
  Field or_per_users() const {
    Field row = *this;
    row.per_users_allowed = true;
    return row;
  }
  Field or_multiple() const {
    Field row = *this;
    row.multiple_allowed = true;
    return row;
  }
};

namespace detail {

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};

template <class T>
[[nodiscard]] T scalar_as(const Scalar& scalar) {
  if constexpr (std::is_same_v<T, bool>) {
    return scalar.boolean;
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(scalar.word.value_or(0));
  } else if constexpr (std::is_same_v<T, Duration>) {
    return scalar.duration;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return scalar.text;
  } else if constexpr (std::is_floating_point_v<T>) {
    return scalar.form == Form::count ? static_cast<T>(scalar.count)
                                      : static_cast<T>(scalar.number);
  } else {
    // A word may stand for a number, such as the index of a codec.
    return static_cast<T>(scalar.word && scalar.form == Form::choice
                              ? static_cast<std::uint64_t>(*scalar.word)
                              : scalar.count);
  }
}

template <class T>
void assign(T& target, const Scalar& scalar) {
  if constexpr (is_vector<T>::value) {
    target.push_back(scalar_as<typename T::value_type>(scalar));
  } else if constexpr (is_optional<T>::value) {
    target = scalar_as<typename T::value_type>(scalar);
  } else {
    target = scalar_as<T>(scalar);
  }
}

}  // namespace detail

/// Setter of a member reached through a chain of members: `into<&Scenario::clients, &C::users>`.
/// A vector gets one more element.
template <auto... Members>
[[nodiscard]] Field::Store into() {
  return [](Scenario& scenario, const Scalar& scalar) {
    detail::assign((scenario.*....*Members), scalar);
  };
}

/// As `into`, within the newest element of the list `List`.
template <auto List, auto... Members>
[[nodiscard]] Field::Store into_last() {
  return [](Scenario& scenario, const Scalar& scalar) {
    detail::assign(((scenario.*List).back().*....*Members), scalar);
  };
}

}  // namespace ocssim::scenarios
