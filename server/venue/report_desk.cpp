#include "server/venue/report_desk.h"

#include "db/guest_book.h"
#include "server/report/journal_lines.h"
#include "server/venue/attendance_rows.h"
#include "server/venue/kiosk_desk.h"

namespace einlass::venue {

base::Result<report::Attendance> ReportDesk::attendance(const std::string& key) {
  const auto found = state_.event(key);
  if (!found) return tl::make_unexpected(found.error());
  auto& event = **found;
  AttendanceRows rows;
  const auto guests = event.store.guests().each([&](const rules::GuestRow& row) { rows.take(row); });
  if (!guests) return tl::make_unexpected(guests.error());
  const auto entries = event.store.journal().each_row([&](const rules::JournalRow& row) { rows.take(row); });
  if (!entries) return tl::make_unexpected(entries.error());
  report::Attendance attendance{.event_key = event.record.key,
                                .event_name = event.frame.name,
                                .time_zone = event.frame.time_zone,
                                .exported = state_.now(),
                                .rows = rows.rows()};
  attendance.totals = AttendanceRows::totals(attendance.rows);
  return attendance;
}

base::Result<std::string> ReportDesk::attendance_csv(const std::string& key) {
  const auto table = attendance(key);
  if (!table) return tl::make_unexpected(table.error());
  return state_.event(key).map([&](const OpenEvent* event) { return report::attendance_csv(*table, event->zone); });
}

base::Result<std::string> ReportDesk::attendance_json(const std::string& key) {
  const auto table = attendance(key);
  if (!table) return tl::make_unexpected(table.error());
  return state_.event(key).map([&](const OpenEvent* event) { return report::attendance_json(*table, event->zone); });
}

base::Result<void> ReportDesk::journal(const std::string& key,
                                       const std::function<void(const std::string& line)>& take) {
  const auto event = state_.event(key);
  if (!event) return tl::make_unexpected(event.error());
  return (*event)->store.journal().each_row(
      [&](const rules::JournalRow& row) { take(report::journal_line(row.entry, row.private_part)); });
}

base::Result<EventStatus> ReportDesk::status_of(const EventSummary& summary) {
  const auto event = state_.event(summary.id);
  if (!event) return tl::make_unexpected(event.error());
  auto totals = (*event)->store.journal().totals();
  if (!totals) return tl::make_unexpected(totals.error());
  const auto guests = (*event)->store.guests().count();
  if (!guests) return tl::make_unexpected(guests.error());
  auto parked = (*event)->store.journal().parked();
  if (!parked) return tl::make_unexpected(parked.error());
  return EventStatus{.event = summary, .totals = std::move(*totals), .guests = *guests, .parked = std::move(*parked)};
}

base::Result<VenueStatus> ReportDesk::status() {
  const auto events = EventDesk(state_).list();
  if (!events) return tl::make_unexpected(events.error());
  auto kiosks = KioskDesk(state_).list();
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  VenueStatus status{.now = state_.now(), .events = {}, .kiosks = std::move(*kiosks)};
  for (const auto& summary : *events) {
    auto event = status_of(summary);
    if (!event) return tl::make_unexpected(event.error());
    status.events.push_back(std::move(*event));
  }
  return status;
}

}  // namespace einlass::venue
