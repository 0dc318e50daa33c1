#include "server/venue/journal_desk.h"

#include "core/sync/key_expiry.h"
#include "core/wire/entry_json.h"
#include "core/wire/private_fields.h"
#include "db/guest_book.h"
#include "db/ticket_rows.h"
#include "server/venue/plain_text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;
using rules::JournalEntry;
using rules::JournalRow;
using rules::Role;

namespace {

constexpr std::size_t longest_word = 200;

base::Result<void> not_this_journal() {
  return base::fail(ErrorKind::Refused, "These entries are not of your journal; go on in a new one.");
}

bool is_at_least(Role role, Role least) {
  return static_cast<int>(role) >= static_cast<int>(least);
}

// What a page writes alone, by the role of its author; nothing else (assets/web/src/offline/entry.ts). Hosts let in as
// hosts, everybody else of the team from the list.
struct MayBeSaid {
  Role role;

  bool operator()(const rules::Admitted& fact) const {
    return fact.how == (is_at_least(role, Role::Host) ? rules::How::Host : rules::How::List) && fact.persons > 0;
  }
  bool operator()(const rules::AdmissionUndone&) const { return true; }
  bool operator()(const rules::Departed& fact) const { return fact.persons > 0; }
  bool operator()(const rules::HostDecided&) const { return is_at_least(role, Role::Host); }
  bool operator()(const rules::GuestRegistered& fact) const { return fact.places > 0; }
  bool operator()(const rules::Noted&) const { return true; }
  bool operator()(const rules::Excused&) const { return true; }
  bool operator()(const rules::LeaseReturned&) const { return true; }
  template <typename Other>
  bool operator()(const Other&) const {
    return false;
  }
};

bool is_about_its_ticket(const JournalEntry& entry) {
  if (std::holds_alternative<rules::LeaseReturned>(entry.fact)) return !entry.ticket;
  if (!entry.ticket) return false;
  const auto* undone = std::get_if<rules::AdmissionUndone>(&entry.fact);
  return undone == nullptr || undone->undone.ticket == entry.ticket;
}

bool fits_on_a_line(const std::optional<rules::PrivatePart>& part) {
  if (!part) return true;
  if (part->content.size() > JournalDesk::longest_part) return false;
  const auto fields = wire::private_fields_in(part->content);
  return std::all_of(fields.begin(), fields.end(), [](const auto& field) {
    return field.first == "note" || is_plain_line(field.second, longest_word);
  });
}

Caller caller_in(const store::StaffRecord& record) {
  return {.number = record.member.number,
          .name = record.member.name,
          .role = record.member.role,
          .events = record.events,
          .lists = record.lists};
}

}  // namespace

base::Result<OpenEvent*> JournalDesk::event_for(const HostAsks& asks) {
  if (!asks.caller || !is_at_least(asks.caller->role, Role::Staff)) {
    return base::fail(ErrorKind::Refused, "Only hosts and staff who are signed in write a journal of their own.");
  }
  return hosts_.event_of(asks);
}

base::Result<OpenEvent*> JournalDesk::event_of_organiser(const HostAsks& asks) {
  if (!is_at_least(HostDesk::caller_of(asks).role, Role::Organiser)) {
    return base::fail(ErrorKind::Refused, "Only the event's organiser gives up what a phone wrote; ask one.");
  }
  return hosts_.event_of(asks);
}

base::Result<void> JournalDesk::note_met(const OpenEvent& event, const PageJournal& page) {
  const auto now = state_.now();
  return state_.venue().host_pages().note(
      {.journal = page.journal, .event = event.record.id, .number = page.author, .opened = now, .met = now});
}

base::Result<std::vector<KnownPageJournal>> JournalDesk::list(const HostAsks& asks) {
  const auto event = event_of_organiser(asks);
  if (!event) return base::failed(event);
  const auto records = state_.venue().host_pages().journals_of((*event)->record.id);
  if (!records) return base::failed(records);
  const auto held = (*event)->store.journal().held();
  if (!held) return base::failed(held);
  std::vector<KnownPageJournal> journals;
  for (const auto& record : *records) {
    if (record.lost) continue;
    KnownPageJournal known{.record = record, .name = {}, .held = 0, .seats = 0, .seats_until = {}};
    if (const auto author = state_.roster().find(record.number); author && *author) known.name = (*author)->member.name;
    if (const auto entries = held->find(record.journal); entries != held->end()) known.held = entries->second;
    const auto leases = leases_of(**event, record.journal);
    if (!leases) return base::failed(leases);
    for (const auto& lease : *leases) {
      known.seats += lease.unused((*event)->policy);
      const auto until =
          lease.granted + base::Milliseconds(lease.lasts_ms) + base::Milliseconds(LeaseDesk::forfeited_after);
      known.seats_until = std::max(known.seats_until, until);
    }
    journals.push_back(std::move(known));
  }
  std::stable_sort(journals.begin(), journals.end(), [](const auto& a, const auto& b) { return a.seats > b.seats; });
  return journals;
}

base::Result<void> JournalDesk::give_up(const HostAsks& asks, rules::JournalId journal) {
  const auto event = event_of_organiser(asks);
  if (!event) return base::failed(event);
  auto& pages = state_.venue().host_pages();
  const auto record = pages.journal(journal);
  if (!record) return base::failed(record);
  if (!*record || (*record)->event != (*event)->record.id) {
    return base::fail(ErrorKind::NotFound, "No phone of this event wrote that; look at the list again.");
  }
  if ((*record)->lost) return base::fail(ErrorKind::AlreadyExists, "That phone was given up before.");
  if (auto begun = door_.begin(); !begun) return base::failed(begun);
  rules::EntryDraft draft;
  draft.place = {.kiosk = {}, .name = asks.caller ? "organiser page" : "command line", .door = {}};
  draft.operator_number = HostDesk::caller_of(asks).number;
  draft.fact = rules::KioskLost{journal};
  if (const auto row = door_.append((*event)->record.id, draft); !row) {
    door_.drop();
    return base::failed(row);
  }
  if (auto committed = door_.commit(); !committed) return base::failed(committed);
  return pages.give_up(journal);
}

base::Hash JournalDesk::proof_of(rules::EventId event, const PageJournal& page) const {
  const auto key = base::derive_key(state_.people_key(), "page-journals");
  return base::keyed_hash(key, fmt::format("{}/{}/{}", page.journal.text(), event.text(), page.author));
}

base::Result<void> JournalDesk::check(const OpenEvent& event, const PageJournal& page) const {
  const auto proof = proof_of(event.record.id, page);
  if (base::equal_secrets(base::hex(proof), base::hex(page.proof))) return {};
  return not_this_journal();
}

base::Result<std::vector<store::OpenLease>> JournalDesk::leases_of(OpenEvent& event, rules::JournalId journal) const {
  return event.store.leases().open_leases().map([&](std::vector<store::OpenLease> leases) {
    std::erase_if(leases, [&](const auto& lease) { return lease.holder != journal; });
    return leases;
  });
}

base::Result<OpenedJournal> JournalDesk::open(const HostAsks& asks, const std::optional<PageJournal>& known) {
  const auto event = event_for(asks);
  if (!event) return base::failed(event);
  OpenedJournal opened;
  if (known) {
    if (auto fits = check(**event, *known); !fits) return base::failed(fits);
    const auto record = state_.venue().host_pages().journal(known->journal);
    if (!record) return base::failed(record);
    if (*record && (*record)->lost) return base::failed(not_this_journal());
    opened.page = *known;
  } else {
    opened.page = {.journal = rules::JournalId::random(), .author = asks.caller->number};
    opened.page.proof = proof_of((*event)->record.id, opened.page);
  }
  const auto journal = opened.page.journal;
  const auto held = (*event)->store.journal().held();
  if (!held) return base::failed(held);
  if (const auto mine = held->find(journal); mine != held->end()) opened.held = mine->second;
  auto last = (*event)->store.journal().hash_of(journal, opened.held);
  if (!last) return base::failed(last);
  opened.last = *last;
  auto leases = leases_of(**event, journal);
  if (!leases) return base::failed(leases);
  opened.leases = *std::move(leases);
  opened.expires = sync::key_expires((*event)->frame);
  if (auto noted = note_met(**event, opened.page); !noted) return base::failed(noted);
  return opened;
}

base::Result<std::optional<store::OpenLease>> JournalDesk::lease(const HostAsks& asks, const PageJournal& page,
                                                                 const wire::LeaseRequest& wished) {
  const auto event = event_for(asks);
  if (!event) return base::failed(event);
  if (auto fits = check(**event, page); !fits) return base::failed(fits);
  auto request = wished;
  request.event = (*event)->record.id;
  const auto before = leases_of(**event, page.journal);
  if (!before) return base::failed(before);
  const bool has_some = std::any_of(before->begin(), before->end(), [&](const auto& lease) {
    return lease.lease != request.lease && lease.category == request.category && lease.unused((*event)->policy) > 0;
  });
  if (has_some) return std::optional<store::OpenLease>();
  if (auto begun = door_.begin(); !begun) return base::failed(begun);
  const LeaseHolder holder{.journal = page.journal,
                           .place = {.kiosk = {}, .name = "host page", .door = asks.door},
                           .operator_number = page.author};
  const auto granted = leases_.grant_to(holder, request);
  if (!granted) {
    door_.drop();
    return base::failed(granted);
  }
  if (auto committed = door_.commit(); !committed) return base::failed(committed);
  const auto after = leases_of(**event, page.journal);
  if (!after) return base::failed(after);
  const auto found =
      std::find_if(after->begin(), after->end(), [&](const auto& lease) { return lease.lease == request.lease; });
  return found == after->end() ? std::optional<store::OpenLease>() : std::optional(*found);
}

base::Result<void> JournalDesk::check_rows(const OpenEvent& event, const PageRows& rows) {
  if (rows.rows.size() + rows.unreadable.size() > most_entries) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("At most {} entries are taken over at once; send them apart.", most_entries));
  }
  const auto is_of_it = [&](const rules::EntryId& id) {
    return id.journal == rows.page.journal && id.event == event.record.id;
  };
  const bool all = std::all_of(rows.rows.begin(), rows.rows.end(), [&](const auto& row) {
    return is_of_it(row.entry.id) && row.entry.operator_number == rows.page.author;
  });
  const bool all_unread = std::all_of(rows.unreadable.begin(), rows.unreadable.end(),
                                      [&](const auto& entry) { return is_of_it(entry.id); });
  if (all && all_unread) return {};
  return not_this_journal();
}

base::Result<JournalDesk::Author> JournalDesk::author_of(OpenEvent& event, const PageRows& rows) {
  const auto record = state_.roster().find(rows.page.author);
  if (!record) return base::failed(record);
  if (!*record) return Author{};
  Author author{.who = caller_in(**record), .hers = {}};
  author.who.events.clear();  // that she may see this one says the proof; she may have another by now
  std::vector<rules::TicketId> tickets;
  for (const auto& row : rows.rows) {
    if (row.entry.ticket) tickets.push_back(*row.entry.ticket);
  }
  const auto seen = hosts_.lines({.event = event.record.id.text(), .caller = author.who}, tickets);
  if (!seen) return base::failed(seen);
  for (const auto& line : seen->guests) author.hers.insert(line.ticket);
  for (const auto ticket : tickets) {
    const auto registered = is_registered_in(event, rows.page.journal, ticket);
    if (!registered) return base::failed(registered);
    if (*registered) author.hers.insert(ticket);
  }
  return author;
}

base::Result<bool> JournalDesk::is_registered_in(OpenEvent& event, rules::JournalId journal, rules::TicketId ticket) {
  return event.store.journal().entries_of_ticket(ticket).map([&](const std::vector<JournalRow>& entries) {
    return std::ranges::any_of(entries, [&](const JournalRow& each) {
      return each.entry.id.journal == journal && std::holds_alternative<rules::GuestRegistered>(each.entry.fact);
    });
  });
}

base::Result<bool> JournalDesk::is_known(OpenEvent& event, const JournalEntry& entry) const {
  return event.store.journal().hash_of(entry.id.journal, entry.id.sequence).map([&](const auto& hash) {
    return hash && *hash == wire::entry_hash(entry);
  });
}

// A ticket of her own making: on no imported list, and nobody's, or hers where the server's reply was lost.
base::Result<bool> JournalDesk::may_register(OpenEvent& event, Author& author, const JournalRow& row) const {
  const auto ticket = *row.entry.ticket;
  const auto listed = event.store.guests().by_ticket(ticket);
  if (!listed) return base::failed(listed);
  const auto known = store::row_of_ticket(event.store, ticket);
  if (!known) return base::failed(known);
  if (*listed || (*known && !author.hers.contains(ticket))) return false;
  auto fields = row.private_part ? wire::private_fields_in(row.private_part->content) : rules::GuestFields();
  const bool registers = rules::way_of_registered(rules::decider_of(author.who.role), event.policy).has_value();
  // A page that may keep no names has lost them with its tab, not the guest.
  const bool is_hers = !row.private_part || author.who.may_see_guest_of(fields["list_owner"]);
  if (!registers || !is_hers) return false;
  author.hers.insert(ticket);
  return true;
}

base::Result<bool> JournalDesk::may_write(OpenEvent& event, Author& author, const JournalRow& row) const {
  const auto& entry = row.entry;
  const bool is_of_a_page = entry.alone && entry.place.kiosk.is_nil() && !entry.code_hash && !row.sealed_part;
  const bool is_plain = is_plain_line(entry.place.name, longest_word) &&
                        is_plain_line(entry.place.door, longest_word) && fits_on_a_line(row.private_part);
  if (!is_of_a_page || !is_plain || author.who.number == 0 || !is_at_least(author.who.role, Role::Staff)) return false;
  if (!std::visit(MayBeSaid{author.who.role}, entry.fact) || !is_about_its_ticket(entry)) return false;
  if (std::holds_alternative<rules::GuestRegistered>(entry.fact)) return may_register(event, author, row);
  return !entry.ticket || author.hers.contains(*entry.ticket);
}

base::Result<std::vector<rules::Merged>> JournalDesk::merge(const HostAsks& asks, const PageRows& given) {
  const auto event = event_for(asks);
  if (!event) return base::failed(event);
  if (auto fits = check(**event, given.page); !fits) return base::failed(fits);
  if (auto fits = check_rows(**event, given); !fits) return base::failed(fits);
  if (auto noted = note_met(**event, given.page); !noted) return base::failed(noted);
  auto author = author_of(**event, given);
  if (!author) return base::failed(author);
  std::vector<JournalRow> rows;
  std::vector<DoorDesk::ToPark> to_park;
  for (const auto& row : given.rows) {
    const auto known = is_known(**event, row.entry);
    if (!known) return base::failed(known);
    const auto may = *known ? known : may_write(**event, *author, row);
    if (!may) return base::failed(may);
    if (*may) {
      rows.push_back(row);
    } else {
      to_park.push_back({{row.entry.id, wire::canonical_entry(row.entry), row.private_part}, "not_signed_in"});
    }
  }
  for (const auto& entry : given.unreadable) to_park.push_back({entry, "unknown_fact"});
  if (auto begun = door_.begin(); !begun) return base::failed(begun);
  auto merged = door_.merge_and_park(rows, to_park);
  if (!merged) {
    door_.drop();
    return merged;
  }
  if (auto committed = door_.commit(); !committed) return base::failed(committed);
  return merged;
}

base::Result<void> JournalDesk::retire(const HostAsks& asks, const PageJournal& page) {
  const auto event = event_for(asks);
  if (!event) return base::failed(event);
  if (auto fits = check(**event, page); !fits) return fits;
  const auto leases = leases_of(**event, page.journal);
  if (!leases) return base::failed(leases);
  const bool holds_seats = std::any_of(leases->begin(), leases->end(),
                                       [&](const auto& lease) { return lease.unused((*event)->policy) > 0; });
  return holds_seats ? base::Result<void>() : state_.venue().host_pages().forget(page.journal);
}

}  // namespace einlass::venue
