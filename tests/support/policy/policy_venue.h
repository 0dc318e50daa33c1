// A venue that sets up the rows of the table of policies, each as an event of its own: from its preset, changed by its
// organiser, with the row's guests and entries. For every door that a server stands behind.
#pragma once

#include "core/base/clock.h"
#include "server/venue/desk.h"
#include "tests/support/policy/policy_affairs.h"

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace einlass::policy {

// The value, or the test's end with the error's sentence.
template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

std::filesystem::path quick_folder();

class PolicyVenue {
 public:
  PolicyVenue();
  ~PolicyVenue();

  // What the row's kiosk asks when this person stands there. The row's event is set up when it is first asked for; who
  // asks next is to find it as it was. An error: it could not be set up so.
  base::Result<wire::AdmitRequest> arrange(const PolicyCase& row, Asker asker);

  // Whoever asks next finds the row's event set up anew.
  void clear() { row_ = nullptr; }

  venue::Desk& desk() { return *desk_; }
  const store::KioskRecord& kiosk() const { return kiosk_; }
  rules::EventId event() const { return event_; }
  base::Instant now() const { return clock_.wall(); }

 private:
  base::Result<void> create(const PolicyCase& row);
  base::Result<void> set_up(const PolicyCase& row);
  wire::ScanTarget list(const Arranged& arranged);
  std::uint32_t take_on(rules::Role role);

  std::filesystem::path folder_;
  base::ManualClock clock_;
  std::unique_ptr<venue::Desk> desk_;
  store::KioskRecord kiosk_;
  rules::EventId event_;
  std::string key_;
  const PolicyCase* row_ = nullptr;  // that stands there
  base::Result<void> is_set_up_;
  rules::ScanStep scan_;
  wire::ScanTarget target_;
  int events_ = 0;
  std::uint32_t staff_ = 0;
  std::uint32_t host_ = 0;
};

}  // namespace einlass::policy
