#include "server/venue/attendance_reading.h"

#include "core/base/locale_text.h"
#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "server/report/attendance_shares.h"
#include "server/venue/attendance_rows.h"

#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <span>
#include <tuple>
#include <utility>

namespace einlass::venue {

using report::AttendanceRow;
using rules::TicketId;

namespace {

// Tickets behind `after`, which is nil at the beginning, up to `last`, which is nil at the end; and those among them
// that have entries, in their order.
struct TicketRange {
  TicketId after;
  TicketId last;
  std::span<const TicketId> touched;
};

constexpr std::size_t guests_at_once = 100;
constexpr std::size_t most_ranges = 16;

// The work in ranges of about the same size, as near as tickets with entries tell: whichever thread is ready takes the
// next.
std::vector<TicketRange> ranges_of(std::span<const TicketId> touched) {
  const auto each = touched.size() / most_ranges + 1;
  std::vector<TicketRange> ranges(1);
  for (; touched.size() > each; touched = touched.subspan(each)) {
    ranges.back().last = touched[each - 1];
    ranges.back().touched = touched.first(each);
    ranges.push_back({.after = touched[each - 1], .last = {}, .touched = {}});
  }
  ranges.back().touched = touched;
  return ranges;
}

// Hands over every ticket of a range that guest book or journal know, in their order, until one fails. Guests who did
// not come cost no look into the journal.
class EachTicket {
 public:
  using Take = std::function<base::Result<void>(const TicketFacts&)>;
  EachTicket(const store::EventSnapshot& event, const TicketRange& range, Take take)
      : event_(event), range_(range), left_(range.touched), take_(std::move(take)) {}

  base::Result<void> run() {
    for (auto after = range_.after;;) {
      const auto guests = event_.guests().after(after, guests_at_once);
      if (!guests) return base::failed(guests);
      for (const auto& row : *guests) {
        if (!range_.last.is_nil() && range_.last < row.ticket.id) return take_up_to(nullptr);
        if (auto taken = take_listed(row); !taken) return taken;
      }
      if (guests->size() < guests_at_once) return take_up_to(nullptr);
      after = guests->back().ticket.id;
    }
  }

 private:
  base::Result<void> take_listed(const rules::GuestRow& row) {
    if (auto taken = take_up_to(&row.ticket.id); !taken) return taken;
    const bool has_entries = !left_.empty() && left_.front() == row.ticket.id;
    if (has_entries) left_ = left_.subspan(1);
    return take(row.ticket.id, &row, has_entries);
  }

  // Those that no list has, before `ticket`; nullptr: all.
  base::Result<void> take_up_to(const TicketId* ticket) {
    while (!left_.empty() && (ticket == nullptr || left_.front() < *ticket)) {
      const auto next = left_.front();
      left_ = left_.subspan(1);
      if (auto taken = take(next, nullptr, true); !taken) return taken;
    }
    return {};
  }

  base::Result<void> take(TicketId ticket, const rules::GuestRow* listed, bool has_entries) {
    TicketFacts facts{.ticket = ticket, .listed = listed, .rows = {}};
    if (has_entries) {
      auto rows = event_.journal().entries_of_ticket(ticket);
      if (!rows) return base::failed(rows);
      facts.rows = *std::move(rows);
    }
    return take_(facts);
  }

  const store::EventSnapshot& event_;
  const TicketRange& range_;
  std::span<const TicketId> left_;
  Take take_;
};

}  // namespace

// Takes rows in from two threads: what each of them works out by itself, and what only one may do at a time.
class AttendanceReading::Taking {
 public:
  explicit Taking(AttendanceReading& reading) : reading_(reading) {}

  // Of ranges that no thread has taken yet, until none is left or one fails.
  base::Result<void> tickets(const store::EventSnapshot& event, std::span<const TicketRange> ranges) {
    const base::Collation names{"root"};
    for (auto next = next_++; next < ranges.size(); next = next_++) {
      EachTicket each(event, ranges[next], [&](const TicketFacts& facts) {
        const auto rows = rows_of(facts, reading_.what_.absent);
        return rows.empty() ? base::Result<void>() : put(rows, names);
      });
      if (auto read = each.run(); !read) {
        next_ = ranges.size();
        return read;
      }
    }
    return {};
  }

 private:
  // By name, then ticket, whichever thread was first.
  static std::string key_of(const AttendanceRow& row, const base::Collation& names) {
    const auto name = row.last_name.empty() ? row.name : row.last_name + " " + row.first_name;
    return names.sort_key(name) + row.ticket;
  }

  base::Result<void> put(const std::vector<AttendanceRow>& rows, const base::Collation& names) {
    std::vector<std::string> keys;
    for (const auto& row : rows) keys.push_back(key_of(row, names));
    const std::scoped_lock lock(one_at_a_time_);
    if (reading_.what_.only && !reading_.what_.only->contains(rows.front().ticket)) {
      reading_.add_to_others(rows);
      return {};
    }
    report::count_in(reading_.what_.head, rows);
    if (reading_.what_.look) reading_.what_.look(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (auto put = reading_.spool_.put(std::move(keys[i]), rows[i]); !put) return put;
    }
    return {};
  }

  AttendanceReading& reading_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex one_at_a_time_;
};

base::Result<AttendanceReading> AttendanceReading::of(const store::EventSnapshot& event, WhatToRead what,
                                                      const store::EventSnapshot* beside) {
  auto spool = report::RowSpool::open();
  if (!spool) return base::failed(spool);
  AttendanceReading reading(std::move(what), *std::move(spool));
  if (auto read = reading.read(event, beside); !read) return base::failed(read);
  return reading;
}

base::Result<void> AttendanceReading::read(const store::EventSnapshot& event, const store::EventSnapshot* beside) {
  const auto newest = event.journal().newest();
  if (!newest) return base::failed(newest);
  position_ = *newest;
  const auto put_aside = event.journal().parked();
  if (!put_aside) return base::failed(put_aside);
  parked_ = static_cast<int>(put_aside->size());
  if (auto tickets = read_tickets(event, beside); !tickets) return tickets;
  return read_counted(event.journal());
}

base::Result<void> AttendanceReading::read_tickets(const store::EventSnapshot& event,
                                                   const store::EventSnapshot* beside) {
  const auto known = event.journal().touched_after(0);
  if (!known) return base::failed(known);
  const std::vector<TicketId> touched(known->tickets.begin(), known->tickets.end());
  const auto all = ranges_of(touched);
  Taking taking(*this);
  if (beside == nullptr || all.size() == 1) return taking.tickets(event, all);
  auto helping = std::async(std::launch::async, [&] { return taking.tickets(*beside, all); });
  const auto own = taking.tickets(event, all);
  const auto helped = helping.get();
  return own ? helped : own;
}

void AttendanceReading::add_to_others(const std::vector<AttendanceRow>& rows) {
  if (rows.empty()) return;
  if (!others_) {
    others_.emplace();
    others_->name = "(others)";
    others_->status = report::AttendanceStatus::Attended;
    others_->places = 0;
  }
  for (const auto& share : report::shares_of(rows)) {
    others_->places += share.on_list + share.walk_ins + share.counted;
    others_->admitted += share.admitted;
  }
  for (const auto& row : rows) others_->badges_printed += row.badges_printed;
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
  add_to_others(counted_);
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
