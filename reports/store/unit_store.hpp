// Where finished replications are kept between calls.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ocssim::reports {

/// Bytes by unit name. Used by one caller at a time.
class UnitStore {
 public:
  virtual ~UnitStore() = default;
  /// The stored bytes, good or bad; nothing when there is no such unit.
  [[nodiscard]] virtual std::optional<std::string> load(std::string_view unit_name) const = 0;
  /// Visible to other processes when it returns; safe on disk after `flush`.
  virtual void store(std::string_view unit_name, std::string_view bytes) = 0;
  virtual void flush() = 0;

 protected:
  UnitStore() = default;
  UnitStore(const UnitStore&) = default;
  UnitStore& operator=(const UnitStore&) = default;
};

/// Keeps nothing: `-o -`.
class NoStore final : public UnitStore {
 public:
  [[nodiscard]] std::optional<std::string> load(std::string_view) const override { return {}; }
  void store(std::string_view, std::string_view) override {}
  void flush() override {}
};

}  // namespace ocssim::reports
