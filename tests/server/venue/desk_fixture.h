// A desk over a folder of its own, with the packaged presets and a clock that stands still; short ways to an event, its
// guests and a paired kiosk.
#pragma once

#include "server/venue/desk.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>

namespace einlass::venue {

// The value, or the test's end with the error's sentence.
template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

struct Attendance : report::AttendanceHead {
  std::vector<report::AttendanceRow> rows;
};

// With all its rows.
inline Attendance attendance_of(const EventReports& reports) {
  auto reading = value_of(reports.attendance());
  Attendance attendance{reading.head(), {}};
  value_of(reading.each([&](const auto& row) { attendance.rows.push_back(row); }));
  return attendance;
}

class DeskFixture : public testing::Test {
 protected:
  DeskFixture();
  ~DeskFixture() override;

  Desk& desk() { return *desk_; }
  DeskOptions options() const;
  void reopen();

  NewEvent new_event(const std::string& preset = "summit") const;
  rules::EventId create(const NewEvent& event);
  GuestImportReport import(const std::string& csv, const std::string& event = "summit-2026");
  store::KioskRecord pair(const std::string& name, const std::string& event = "summit-2026");

  wire::AdmitRequest scan(const std::string& code, const std::string& scan_name = "") const;
  // Admits in a batch of its own.
  wire::AdmitReply admit(const store::KioskRecord& kiosk, const wire::AdmitRequest& request);

  // "admitted", or the word of the refusal.
  static std::string outcome(const wire::AdmitReply& reply);

  std::filesystem::path folder_;
  base::ManualClock clock_;
  std::unique_ptr<Desk> desk_;
  rules::EventId event_;  // the one created last
};

}  // namespace einlass::venue
