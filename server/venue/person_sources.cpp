// Looking for one person in the files of all events.
#include "core/base/text_fold.h"
#include "core/rules/erasures.h"
#include "db/attendance_journal.h"
#include "db/event_snapshot.h"
#include "db/guest_book.h"
#include "db/outbox.h"
#include "db/paper_lists.h"
#include "server/report/person_key.h"
#include "server/venue/event_guests.h"
#include "server/venue/person_desk.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;

std::optional<std::string> key_of(const rules::Guest& guest) {
  return report::person_key(guest.full_name, guest.email);
}

bool holds_all(const std::string& text, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const auto& word) { return text.find(word) != std::string::npos; });
}

class Wanted {
 public:
  explicit Wanted(const std::string& who)
      : id_(rules::GuestId::parse(who)), folded_(base::fold_text(who)), words_(base::words_in(folded_)) {}

  bool operator()(const rules::Guest& guest) const {
    if (id_) return guest.id == *id_;
    if (folded_.find('@') != std::string::npos) return base::fold_text(guest.email) == folded_;
    const auto spellings = base::fold_spellings(guest.full_name + " " + guest.company);
    return !words_.empty() &&
           std::any_of(spellings.begin(), spellings.end(), [&](const auto& text) { return holds_all(text, words_); });
  }

 private:
  std::optional<rules::GuestId> id_;
  std::string folded_;
  std::vector<std::string> words_;
};

// In the order of their first guests.
template <typename IsWanted>
std::vector<FoundPerson> persons_among(const std::vector<GuestOfEvent>& guests, const IsWanted& is_wanted) {
  std::set<std::string> keys;
  for (const auto& guest : guests) {
    const auto key = is_wanted(guest.row.guest) ? key_of(guest.row.guest) : std::nullopt;
    if (key) keys.insert(*key);
  }
  std::vector<FoundPerson> persons;
  std::map<std::string, std::size_t> known;
  for (const auto& guest : guests) {
    const auto key = key_of(guest.row.guest);
    if (key ? !keys.contains(*key) : !is_wanted(guest.row.guest)) continue;
    const auto place = known.try_emplace(key.value_or(guest.row.guest.id.text()), persons.size());
    if (place.second) persons.emplace_back();
    persons[place.first->second].guests.push_back(guest);
  }
  return persons;
}

bool is_about(const rules::JournalRow& row, const rules::GuestRow& guest) {
  const auto& entry = row.entry;
  if (entry.guest) return *entry.guest == guest.guest.id;
  if (const auto* transfer = std::get_if<rules::TicketTransferred>(&entry.fact)) {
    return transfer->old_guest == guest.guest.id || transfer->new_guest == guest.guest.id;
  }
  return entry.ticket == guest.ticket.id;
}

// Of the version that she answered. An older server let several texts have the same one: then each may be it.
std::string text_of(const std::vector<rules::EventPolicy>& policies, const rules::ConsentGiven& given) {
  std::vector<std::string> texts;
  for (const auto& policy : policies) {
    for (const auto& question : policy.questions) {
      if (question.id != given.question || question.text_version != given.text_version) continue;
      const auto text = question.text.find(given.language);
      const bool is_new =
          text != question.text.end() && std::find(texts.begin(), texts.end(), text->second) == texts.end();
      if (is_new) texts.push_back(text->second);
    }
  }
  return fmt::format("{}", fmt::join(texts, " / "));
}

std::vector<report::KnownConsent> consents_in(const std::vector<rules::JournalRow>& rows,
                                              const std::vector<rules::EventPolicy>& policies) {
  std::vector<report::KnownConsent> consents;
  for (const auto& row : rows) {
    const auto* answers = std::get_if<rules::AnswersGiven>(&row.entry.fact);
    if (answers == nullptr) continue;
    for (const auto& given : answers->consents) {
      consents.push_back({given, text_of(policies, given), row.entry.time.venue});
    }
  }
  return consents;
}

Result<std::vector<report::PaperRow>> paper_of(const store::EventSnapshot& event, rules::TicketId ticket) {
  return event.paper_lists().all().map([&](const std::vector<store::PaperList>& lists) {
    std::vector<report::PaperRow> rows;
    for (const auto& list : lists) {
      const auto at = std::find(list.rows.begin(), list.rows.end(), ticket);
      if (at != list.rows.end()) rows.push_back({list.number, static_cast<int>(at - list.rows.begin()) + 1});
    }
    return rows;
  });
}

Result<std::vector<report::KnownDelivery>> deliveries_of(const store::EventSnapshot& event, rules::GuestId guest) {
  return event.outbox().rows_of_guest(guest).map([](auto rows) {
    std::vector<report::KnownDelivery> deliveries;
    for (auto& [target, row] : rows) deliveries.push_back({target, std::move(row)});
    return deliveries;
  });
}

}  // namespace

// Who was erased has no name any more, and is nobody.
Result<void> PersonSources::add_guests(const Event& event, std::vector<GuestOfEvent>& guests) {
  const auto snapshot = store::EventSnapshot::open(event.file);
  if (!snapshot) return base::failed(snapshot);
  return each_guest(*snapshot, event.id, [&](const rules::GuestRow& row, bool) {
    if (!row.guest.is_named() && row.guest.email.empty()) return;
    guests.push_back({.event = event.id,
                      .event_key = event.key,
                      .event_name = event.frame.name,
                      .starts = event.frame.starts,
                      .row = row});
  });
}

Result<std::vector<GuestOfEvent>> PersonSources::all_guests() const {
  std::vector<GuestOfEvent> guests;
  for (const auto& event : events_) {
    if (auto added = add_guests(event, guests); !added) return base::failed(added);
  }
  return guests;
}

Result<std::vector<FoundPerson>> PersonSources::find(const std::string& who) const {
  const auto guests = all_guests();
  if (!guests) return base::failed(guests);
  auto persons = persons_among(*guests, Wanted(who));
  if (persons.size() > most) persons.resize(most);
  return persons;
}

Result<std::vector<FoundPerson>> PersonSources::persons(const std::set<rules::GuestId>& ids) const {
  const auto guests = all_guests();
  if (!guests) return base::failed(guests);
  std::set<rules::GuestId> known;
  for (const auto& guest : *guests) known.insert(guest.row.guest.id);
  if (!std::includes(known.begin(), known.end(), ids.begin(), ids.end())) {
    return base::fail(ErrorKind::NotFound,
                      "Nobody has this id; look her up by name or e-mail address, the answer has each person's id.");
  }
  return persons_among(*guests, [&](const rules::Guest& guest) { return ids.contains(guest.id); });
}

Result<FoundPerson> PersonSources::person(rules::GuestId id) const {
  return persons({id}).map([](std::vector<FoundPerson> found) { return std::move(found.front()); });
}

Result<report::KnownTicket> PersonSources::known_ticket(const GuestOfEvent& guest) const {
  const auto event =
      std::find_if(events_.begin(), events_.end(), [&](const auto& each) { return each.id == guest.event; });
  const auto snapshot = store::EventSnapshot::open(event->file);
  if (!snapshot) return base::failed(snapshot);
  auto rows = snapshot->journal().entries_of_ticket(guest.row.ticket.id);
  if (!rows) return base::failed(rows);
  std::erase_if(*rows, [&](const auto& row) { return !is_about(row, guest.row); });
  std::stable_sort(rows->begin(), rows->end(),
                   [](const auto& a, const auto& b) { return a.entry.time.venue < b.entry.time.venue; });
  auto paper = paper_of(*snapshot, guest.row.ticket.id);
  if (!paper) return base::failed(paper);
  auto deliveries = deliveries_of(*snapshot, guest.row.guest.id);
  if (!deliveries) return base::failed(deliveries);
  auto consents = consents_in(*rows, event->policies);
  return report::KnownTicket{.event_key = event->key,
                             .event_name = event->frame.name,
                             .organiser = event->frame.organiser,
                             .starts = event->frame.starts,
                             .zone = event->zone,
                             .row = guest.row,
                             .entries = *std::move(rows),
                             .consents = std::move(consents),
                             .paper = *std::move(paper),
                             .copies = event->copies,
                             .deliveries = *std::move(deliveries)};
}

Result<report::PersonRecord> PersonSources::known(rules::GuestId id) const {
  const auto person = this->person(id);
  if (!person) return base::failed(person);
  report::PersonRecord record;
  for (const auto& guest : person->guests) {
    auto ticket = known_ticket(guest);
    if (!ticket) return base::failed(ticket);
    record.tickets.push_back(*std::move(ticket));
  }
  record.made = record.tickets.front().zone.local_iso(asked_);
  const auto crm = this->crm();
  if (!crm) return base::failed(crm);
  const auto added = *crm ? add_crm(**crm, record) : Result<void>();
  if (!added) return base::failed(added);
  return record;
}

}  // namespace einlass::venue
