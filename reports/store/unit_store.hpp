// Where finished replications are kept between calls.
#pragma once

#include <map>
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
  [[nodiscard]] virtual bool has(std::string_view unit_name) const = 0;
  /// Visible to other processes when it returns; safe on disk after `flush`.
  virtual void store(std::string_view unit_name, std::string_view bytes) = 0;
  virtual void flush() = 0;

 protected:
  UnitStore() = default;
  UnitStore(const UnitStore&) = default;
  UnitStore& operator=(const UnitStore&) = default;
};

/// Keeps units as long as it lives: `-o -`.
class MemoryStore final : public UnitStore {
 public:
  [[nodiscard]] std::optional<std::string> load(std::string_view unit_name) const override {
    const auto found = units_.find(unit_name);
    if (found == units_.end()) return {};
    return found->second;
  }
  [[nodiscard]] bool has(std::string_view unit_name) const override {
    return units_.find(unit_name) != units_.end();
  }
  void store(std::string_view unit_name, std::string_view bytes) override {
    units_.insert_or_assign(std::string(unit_name), std::string(bytes));
  }
  void flush() override {}

 private:
  std::map<std::string, std::string, std::less<>> units_;
};

}  // namespace ocssim::reports
