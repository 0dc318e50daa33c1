#include "server/venue/report_desk.h"

#include "core/wire/canonical_json.h"
#include "db/event_snapshot.h"
#include "db/guest_book.h"
#include "server/report/journal_lines.h"
#include "server/venue/kiosk_desk.h"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>

namespace einlass::venue {

namespace {

base::Result<std::vector<OpenConflict>> open_conflicts(const store::AttendanceJournal& journal) {
  const auto tickets = journal.tickets_with_conflicts();
  if (!tickets) return tl::make_unexpected(tickets.error());
  std::vector<OpenConflict> open;
  for (const auto ticket : *tickets) {
    const auto state = journal.state_of(ticket);
    if (!state) return tl::make_unexpected(state.error());
    for (const auto& conflict : state->conflicts) {
      if (!conflict.judged) open.push_back({ticket, conflict.first_place.name, conflict.second_place.name});
    }
  }
  return open;
}

// The admission by which persons came on a lease; nullptr: it is none of these entries.
const rules::JournalEntry* admission_on(const std::vector<rules::JournalRow>& rows, const store::ForfeitedUse& use) {
  for (const auto& row : rows) {
    const auto* admitted = std::get_if<rules::Admitted>(&row.entry.fact);
    const bool is_it = admitted != nullptr && admitted->seat.source == rules::SeatSource::Lease &&
                       admitted->seat.lease == use.lease && admitted->day == use.day;
    if (is_it) return &row.entry;
  }
  return nullptr;
}

void add_late(std::vector<OverCap>& over, const rules::JournalEntry& entry, const store::ForfeitedUse& use) {
  const auto& category = std::get<rules::Admitted>(entry.fact).category;
  for (auto& [overrun, late] : over) {
    const bool counts = overrun.day == use.day && (overrun.category.empty() || overrun.category == category);
    if (!counts) continue;
    const auto known = std::find_if(late.begin(), late.end(), [&](const auto& each) {
      return each.place == entry.place.name && each.door == entry.place.door;
    });
    if (known == late.end()) {
      late.push_back({entry.place.name, entry.place.door, use.persons});
    } else {
      known->persons += use.persons;
    }
  }
}

base::Result<std::vector<OverCap>> over_caps(OpenEvent& event) {
  const auto overruns = event.store.leases().overruns(event.policy);
  if (!overruns) return tl::make_unexpected(overruns.error());
  std::vector<OverCap> over;
  for (const auto& each : *overruns) over.push_back({each, {}});
  if (over.empty()) return over;
  const auto uses = event.store.leases().used_of_forfeited();
  if (!uses) return tl::make_unexpected(uses.error());
  for (const auto& use : *uses) {
    const auto rows = event.store.journal().entries_of_ticket(use.ticket);
    if (!rows) return tl::make_unexpected(rows.error());
    if (const auto* entry = admission_on(*rows, use)) add_late(over, *entry, use);
  }
  return over;
}

// Also of an entry that cannot be read otherwise.
std::string place_in(const std::string& canonical) {
  const auto entry = wire::parse_json(canonical);
  const auto* place = entry && entry->is_object() ? entry->get_object().if_contains("place") : nullptr;
  const auto* name = place != nullptr && place->is_object() ? place->get_object().if_contains("name") : nullptr;
  return name != nullptr && name->is_string() ? std::string(name->get_string()) : std::string();
}

}  // namespace

EventReports::EventReports(const OpenEvent& event, base::Instant now)
    : frame_(event.frame),
      zone_(event.zone),
      asked_(now),
      is_over_(event.record.closed || now >= frame_.ends),
      file_(event.store.options()) {
  frame_.key = event.record.key;
}

base::Result<AttendanceReading> EventReports::attendance(
    std::optional<std::set<std::string>> only,
    std::function<void(const std::vector<report::AttendanceRow>& rows)> look) const {
  using report::AttendanceStatus;
  auto two = store::EventSnapshot::open_two(file_);
  if (!two) return base::failed(two);
  return AttendanceReading::of(two->first,
                               {.head = {.event_key = frame_.key,
                                         .event_name = frame_.name,
                                         .time_zone = frame_.time_zone,
                                         .rehearsal = frame_.rehearses.has_value(),
                                         .exported = asked_,
                                         .totals = {},
                                         .figures = {},
                                         .arrivals = {}},
                                .absent = is_over_ ? AttendanceStatus::NoShow : AttendanceStatus::Expected,
                                .only = std::move(only),
                                .look = std::move(look)},
                               &two->second);
}

std::map<std::string, std::string> EventReports::categories_in(const std::string& language) const {
  std::map<std::string, std::string> labels;
  for (const auto& [category, by_language] : frame_.categories) {
    const auto found = by_language.find(language);
    if (found != by_language.end()) labels[category] = found->second;
  }
  return labels;
}

base::Result<void> EventReports::write_attendance(const ExportWish& wish, const report::Sink& sink) const {
  auto reading = attendance(wish.only);
  if (!reading) return base::failed(reading);
  const auto writer = writer_of(wish, *reading, sink);
  if (!writer) return base::failed(writer);
  base::Result<void> written;
  const auto read = reading->each([&](const report::AttendanceRow& row) {
    if (written) written = (*writer)->row(row);
  });
  if (!read) return read;
  return written ? (*writer)->end() : written;
}

base::Result<std::unique_ptr<report::AttendanceWriter>> EventReports::writer_of(const ExportWish& wish,
                                                                                const AttendanceReading& reading,
                                                                                const report::Sink& sink) const {
  switch (wish.format) {
    case ExportFormat::Csv:
      return report::csv_attendance(reading.head(), zone_, sink);
    case ExportFormat::Json:
      return report::json_attendance(reading.head(), zone_, sink);
    case ExportFormat::Xlsx:
      break;
  }
  return report::xlsx_attendance(reading.head(), zone_, {wish.language, categories_in(wish.language)}, sink);
}

base::Result<void> EventReports::journal(const std::function<void(const std::string& line)>& take) const {
  const auto event = store::EventSnapshot::open(file_);
  if (!event) return tl::make_unexpected(event.error());
  const auto parked = event->journal().parked_entries();
  if (!parked) return tl::make_unexpected(parked.error());
  report::JournalEnds ends;
  auto next = parked->begin();
  const auto take_parked = [&](const auto& comes_before) {
    for (; next != parked->end() && comes_before(*next); ++next) {
      take(report::journal_line({next->canonical, next->hash, next->reason, next->private_part}));
      ends.take(next->id, next->hash);
    }
  };
  const auto read = event->journal().each_row([&](const rules::JournalRow& row) {
    take_parked([&](const auto& waiting) { return waiting.id < row.entry.id; });
    take(report::journal_line(row.entry, row.private_part));
    ends.take(row.entry);
  });
  if (!read) return read;
  take_parked([](const auto&) { return true; });
  take(ends.closing_line());
  return {};
}

base::Result<EventReports> ReportDesk::of(const std::string& key) {
  const auto event = state_.event(key);
  if (!event) return tl::make_unexpected(event.error());
  return EventReports(**event, state_.now());
}

base::Result<EventStatus> ReportDesk::status_of(const EventSummary& summary) {
  const auto event = state_.event(summary.id);
  if (!event) return tl::make_unexpected(event.error());
  auto totals = (*event)->store.journal().totals();
  if (!totals) return tl::make_unexpected(totals.error());
  const auto guests = (*event)->store.guests().count();
  if (!guests) return tl::make_unexpected(guests.error());
  const auto lacks_list = state_.lacks_list(summary.id);
  if (!lacks_list) return tl::make_unexpected(lacks_list.error());
  const auto parked = (*event)->store.journal().parked_entries();
  if (!parked) return tl::make_unexpected(parked.error());
  auto conflicts = open_conflicts((*event)->store.journal());
  if (!conflicts) return tl::make_unexpected(conflicts.error());
  auto over = over_caps(**event);
  if (!over) return tl::make_unexpected(over.error());
  EventStatus status{.event = summary,
                     .totals = std::move(*totals),
                     .guests = *guests,
                     .lacks_list = *lacks_list,
                     .parked = {},
                     .conflicts = std::move(*conflicts),
                     .over_caps = *std::move(over)};
  for (const auto& each : *parked) status.parked.push_back({each.id, each.reason, place_in(each.canonical)});
  return status;
}

base::Result<VenueStatus> ReportDesk::status() {
  const auto events = EventDesk(state_).list();
  if (!events) return tl::make_unexpected(events.error());
  auto kiosks = KioskDesk(state_).list();
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  VenueStatus status{.now = state_.now(),
                     .events = {},
                     .kiosks = std::move(*kiosks),
                     .parked_at_kiosks = state_.parked_at_kiosks(),
                     .kiosks_told = state_.kiosks_told()};
  for (const auto& summary : *events) {
    auto event = status_of(summary);
    if (event) {
      status.events.push_back(std::move(*event));
    } else {
      status.events.push_back({.event = summary});
      status.events.back().event.problem = event.error().message;
    }
  }
  return status;
}

base::Result<EventStatus> ReportDesk::status(const std::string& event) {
  const auto summary = EventDesk(state_).find(event);
  if (!summary) return tl::make_unexpected(summary.error());
  return status_of(*summary);
}

}  // namespace einlass::venue
