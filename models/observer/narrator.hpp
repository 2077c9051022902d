// Tells what happens to one endpoint, event by event: through balancer, Front End, domain
// controller, database connection, back end and back. For people; changes nothing of the run.
//
// It sees each event before its handler does, so a line says what ends now: how long a message was
// at a processor, waited for a database connection, was with the back end.
#pragma once

#include "engine/time.hpp"
#include "engine/trace_sink.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ocssim::models {

struct Pool;
struct Job;

/// One line: at an instant something ends or begins at a component.
struct NarratedEvent {
  SimTime at{};
  std::string component;  // "front_end[3]"
  std::string kind;       // "cpu_end"
  std::string text;       // in words, with times
};

/// Who is told.
class NarrationListener {
 public:
  virtual ~NarrationListener() = default;
  virtual void on_narrated(const NarratedEvent& event) = 0;
};

class Narrator final : public TraceSink {
 public:
  /// `endpoint`: whose events; none: of the first that begins to sign in.
  Narrator(std::optional<std::uint32_t> endpoint, NarrationListener& listener)
      : endpoint_(endpoint), listener_(listener) {}
  /// Before the run.
  void connect(const Pool& pool) { pool_ = &pool; }

  void on_event(const Event& event, const Component& component) override;

 private:
  void tell(const Event& event, const Component& component, const char* kind,
            const std::string& text) const;
  void on_clients(const Event& event, const Component& component);
  void on_front_end(const Event& event, const Component& component) const;
  void on_back_end(const Event& event, const Component& component) const;
  void on_balancer(const Event& event, const Component& component) const;
  [[nodiscard]] const Job* ours(std::uint32_t job) const;
  [[nodiscard]] bool is_ours(std::uint32_t endpoint) const { return endpoint_ == endpoint; }
  [[nodiscard]] std::string place_text() const;

  std::optional<std::uint32_t> endpoint_;  // config, or state
  NarrationListener& listener_;            // port
  const Pool* pool_ = nullptr;             // port
};

}  // namespace ocssim::models
