#include "server/venue/attendance_reading.h"

#include "core/base/locale_text.h"
#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "server/report/attendance_shares.h"
#include "server/venue/attendance_rows.h"

#include <map>
#include <tuple>
#include <utility>

namespace einlass::venue {

using report::AttendanceRow;
using rules::TicketId;

// By which rows are ordered.
struct AttendanceReading::Keys {
  base::Collation names{"root"};

  std::string of(const AttendanceRow& row) const {
    return names.sort_key(row.last_name.empty() ? row.name : row.last_name + " " + row.first_name);
  }
};

namespace {

// Calls `take` for every ticket that guest book or journal know, in their order, until one fails. Guests who did not
// come cost no look into the journal.
base::Result<void> each_ticket(const store::EventSnapshot& event,
                               const std::function<base::Result<void>(const TicketFacts&)>& take) {
  const auto known = event.journal().touched_after(0);
  if (!known) return base::failed(known);
  auto next = known->tickets.begin();
  base::Result<void> taken;
  const auto take_one = [&](TicketId ticket, const rules::GuestRow* listed, bool has_entries) {
    if (!taken) return;
    TicketFacts facts{.ticket = ticket, .listed = listed, .rows = {}};
    if (has_entries) {
      auto rows = event.journal().entries_of_ticket(ticket);
      if (!rows) return static_cast<void>(taken = base::failed(rows));
      facts.rows = *std::move(rows);
    }
    taken = take(facts);
  };
  const auto guests = event.guests().each([&](const rules::GuestRow& row) {
    while (next != known->tickets.end() && *next < row.ticket.id) take_one(*next++, nullptr, true);
    const bool has_entries = next != known->tickets.end() && *next == row.ticket.id;
    if (has_entries) ++next;
    take_one(row.ticket.id, &row, has_entries);
  });
  if (!guests) return guests;
  while (next != known->tickets.end()) take_one(*next++, nullptr, true);
  return taken;
}

}  // namespace

base::Result<AttendanceReading> AttendanceReading::of(const store::EventSnapshot& event, WhatToRead what) {
  auto spool = report::RowSpool::open();
  if (!spool) return base::failed(spool);
  AttendanceReading reading(std::move(what), *std::move(spool));
  if (auto read = reading.read(event); !read) return base::failed(read);
  return reading;
}

base::Result<void> AttendanceReading::read(const store::EventSnapshot& event) {
  const auto newest = event.journal().newest();
  if (!newest) return base::failed(newest);
  position_ = *newest;
  const auto put_aside = event.journal().parked();
  if (!put_aside) return base::failed(put_aside);
  parked_ = static_cast<int>(put_aside->size());
  const Keys keys;
  const auto tickets =
      each_ticket(event, [&](const TicketFacts& facts) { return take(rows_of(facts, what_.absent), keys); });
  if (!tickets) return tickets;
  return read_counted(event.journal());
}

base::Result<void> AttendanceReading::take(const std::vector<AttendanceRow>& rows, const Keys& keys) {
  if (rows.empty()) return {};
  if (what_.only && !what_.only->contains(rows.front().ticket)) {
    for (const auto& row : rows) add_to_others(row);
    return {};
  }
  report::count_in(what_.head, rows);
  if (what_.look) what_.look(rows);
  for (const auto& row : rows) {
    if (auto put = spool_.put(keys.of(row), row); !put) return put;
  }
  return {};
}

void AttendanceReading::add_to_others(const AttendanceRow& row) {
  if (!others_) {
    others_.emplace();
    others_->name = "(others)";
    others_->status = report::AttendanceStatus::Attended;
    others_->places = 0;
  }
  others_->places += row.places;
  others_->admitted += row.admitted;
  others_->badges_printed += row.badges_printed;
}

base::Result<void> AttendanceReading::read_counted(const store::AttendanceJournal& journal) {
  const auto entries = journal.arrived_after(0, {"counted", "admission_undone"});
  if (!entries) return base::failed(entries);
  std::set<rules::ScanId> undone;
  for (const auto& row : entries->rows) {
    if (const auto* undo = std::get_if<rules::AdmissionUndone>(&row.entry.fact)) undone.insert(undo->undone.scan);
  }
  using DayCategoryPlace = std::tuple<rules::AdmissionDay, std::string, std::string>;
  std::map<DayCategoryPlace, int> persons;
  for (const auto& row : entries->rows) {
    const auto& entry = row.entry;
    const auto* counted = std::get_if<rules::Counted>(&entry.fact);
    if (counted == nullptr || (entry.scan && undone.contains(entry.scan->scan))) continue;
    persons[DayCategoryPlace(counted->day, counted->category, entry.place.name)] += counted->persons;
    if (!what_.only) what_.head.arrivals[entry.time.venue.unix_ms() / 60'000][counted->category] += counted->persons;
  }
  for (const auto& [key, number] : persons) {
    const auto& [day, category, place] = key;
    counted_.push_back({.category = category,
                        .status = report::AttendanceStatus::Attended,
                        .day = day,
                        .places = number,
                        .admitted = number,
                        .place = place,
                        .how = "counted",
                        .walk_in = true});
  }
  if (!what_.only) {
    report::count_in(what_.head, counted_);
    return {};
  }
  for (const auto& row : counted_) add_to_others(row);
  counted_.clear();
  return {};
}

base::Result<void> AttendanceReading::each(const std::function<void(const AttendanceRow&)>& take) {
  if (auto read = spool_.each(take); !read) return read;
  for (const auto& row : counted_) take(row);
  if (others_) take(*others_);
  return {};
}

}  // namespace einlass::venue
