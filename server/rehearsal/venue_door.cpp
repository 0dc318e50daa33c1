#include "server/rehearsal/venue_door.h"

#include "core/wire/ticket_views.h"
#include "db/candidates.h"
#include "db/guest_book.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::rehearsal {

namespace {

constexpr int writes_of_a_batch = 200;
constexpr std::size_t all_rows = 1'000'000;

}  // namespace

base::Result<std::unique_ptr<VenueDoor>> VenueDoor::open(const Setup& setup) {
  base::StagedFolder::remove_left_over(setup.folder);
  auto folder = base::StagedFolder::make(setup.folder);
  if (!folder) return failed(folder);
  std::unique_ptr<VenueDoor> door(new VenueDoor(*std::move(folder), setup));
  if (auto made = door->found(setup); !made) return failed(made);
  return door;
}

base::Result<void> VenueDoor::found(const Setup& setup) {
  auto desk =
      venue::Desk::open({.state_directory = folder_.path() / "venue", .assets = setup.assets, .clock = &setup.clock});
  if (!desk) return failed(desk);
  desk_ = *std::move(desk);
  const auto made = desk_->events().found_rehearsal(setup.source, setup.guests, "rehearsal");
  if (!made) return failed(made);
  event_ = made->id;
  if (auto staff = add_staff(); !staff) return staff;
  return add_places(setup.scenario);
}

base::Result<void> VenueDoor::add_places(const Scenario& scenario) {
  for (int i = 0; i < scenario.kiosks; ++i) {
    if (auto added = add_place(fmt::format("Kiosk {} (rehearsal)", i + 1), scenario.door); !added) return added;
  }
  for (int i = 0; i < scenario.desks; ++i) {
    if (auto added = add_place(fmt::format("Desk {} (rehearsal)", i + 1), scenario.door); !added) return added;
  }
  return {};
}

base::Result<void> VenueDoor::add_place(const std::string& name, const std::string& door) {
  const auto offer = desk_->kiosks().offer({.kiosk_name = name, .door = door, .event = "rehearsal"});
  if (!offer) return failed(offer);
  const auto paired = desk_->kiosks().pair({.secret = offer->secret, .key = base::make_signing_pair().open});
  if (!paired) return failed(paired);
  const auto kiosk = desk_->kiosks().find(name);
  if (!kiosk) return failed(kiosk);
  places_.push_back(*kiosk);
  return {};
}

// Nobody can sign in as her: no PIN has this hash.
base::Result<void> VenueDoor::add_staff() {
  const auto member = desk_->roster().check({.name = "Rehearsal", .role = rules::Role::Host});
  if (!member) return failed(member);
  const auto added = desk_->roster().add(*member, base::Hash{1});
  if (!added) return failed(added);
  operator_ = added->number;
  return {};
}

base::Result<void> VenueDoor::begin() {
  if (open_++ > 0) return {};
  return desk_->door().begin();
}

base::Result<void> VenueDoor::commit() {
  if (open_ == 0) return {};
  open_ = 0;
  auto committed = desk_->door().commit();
  desk_->door().take_written();
  return committed;
}

base::Result<venue::OpenEvent*> VenueDoor::event() {
  return desk_->event(event_);
}

rules::Place VenueDoor::place(std::size_t index) const {
  const auto& kiosk = places_[index];
  return {.kiosk = kiosk.id, .name = kiosk.name, .door = kiosk.door};
}

rules::EntryTime VenueDoor::time() const {
  return {.venue = clock_.wall(), .sure = true, .device_wall = clock_.wall(), .boot = boot_};
}

wire::AdmitRequest VenueDoor::request(const Ask& ask) const {
  return {.event = event_,
          .scan = ask.scan,
          .target = ask.target,
          .how = ask.how,
          .decider = ask.by_staff ? rules::Decider::Staff : rules::Decider::SelfService,
          .operator_number = ask.by_staff ? operator_ : 0};
}

void VenueDoor::welcome(const rules::Admission& admission) {
  const auto* granted = std::get_if<rules::AdmissionGranted>(&admission);
  if (granted != nullptr) welcomed_ += granted->fact.persons;
}

base::Result<Said> VenueDoor::ask(const Ask& ask) {
  const auto alone = alone_.find(ask.place);
  auto said = alone == alone_.end() ? ask_server(ask) : ask_alone(alone->second, ask);
  if (said) welcome(said->admission);
  return said;
}

base::Result<Said> VenueDoor::ask_server(const Ask& ask) {
  if (open_ >= writes_of_a_batch) {
    if (auto committed = commit(); !committed) return failed(committed);
  }
  if (auto begun = begin(); !begun) return failed(begun);
  const auto reply = desk_->door().admit(places_[ask.place].id, request(ask));
  if (!reply) return failed(reply);
  told(reply->row);
  return Said{reply->admission, !reply->template_name.empty()};
}

base::Result<Said> VenueDoor::ask_alone(Alone& alone, const Ask& ask) {
  const auto open = event();
  if (!open) return failed(open);
  const auto& policy = (*open)->policy;
  const auto day = rules::admission_day(policy, (*open)->zone, clock_.wall());
  const auto found = store::find_candidates(ask.target, (*open)->keys, alone.store, day);
  if (!found) return failed(found);
  const auto asked = request(ask);
  auto transaction = alone.store.begin();
  if (!transaction) return failed(transaction);
  const auto outcome = alone.store.journal().admit(
      {.candidates = found->candidates,
       .request = {.scan = asked.scan, .how = asked.how, .decider = asked.decider, .door = places_[ask.place].door},
       .context = {.event = event_,
                   .policy = policy,
                   .connectivity = rules::Connectivity::Alone,
                   .now = clock_.wall(),
                   .day = day},
       .place = place(ask.place),
       .time = time(),
       .operator_number = asked.operator_number,
       .unknown_code = found->unknown_code});
  if (!outcome) return failed(outcome);
  if (auto committed = transaction->commit(); !committed) return failed(committed);
  told(outcome->row);
  return Said{outcome->admission, policy.badge.print && !policy.badge.template_name.empty()};
}

base::Result<void> VenueDoor::note(const Note& note) {
  const auto alone = alone_.find(note.place);
  const rules::EntryDraft draft{.place = place(note.place),
                                .ticket = note.ticket,
                                .scan = note.scan,
                                .alone = alone != alone_.end(),
                                .fact = note.fact};
  if (alone == alone_.end()) {
    if (auto begun = begin(); !begun) return begun;
    return desk_->door().append(event_, draft).map([this](const rules::JournalRow& row) { told(row); });
  }
  auto transaction = alone->second.store.begin();
  if (!transaction) return failed(transaction);
  const auto row = alone->second.store.journal().append(draft, time());
  if (!row) return failed(row);
  told(*row);
  return transaction->commit();
}

base::Result<bool> VenueDoor::act(std::size_t at, const rules::StaffAct& act) {
  if (auto begun = begin(); !begun) return failed(begun);
  const auto done = desk_->staff().act({.event = event_, .place = place(at), .operator_number = operator_}, act);
  if (!done && done.error().kind == base::ErrorKind::Storage) return failed(done);
  if (!done) return false;
  for (const auto& row : *done) told(row);
  return true;
}

// What the kiosk knew when the connection broke.
base::Result<store::EventStore> VenueDoor::copy_for(rules::JournalId journal, const std::string& file) {
  const auto open = event();
  if (!open) return failed(open);
  auto copy = store::EventStore::open({.file = folder_.path() / file, .event = event_, .journal = journal});
  if (!copy) return copy;
  std::vector<rules::GuestRow> guests;
  const auto read = (*open)->store.guests().each([&](const rules::GuestRow& row) { guests.push_back(row); });
  if (!read) return failed(read);
  const auto known = rows();
  if (!known) return failed(known);
  auto transaction = copy->begin();
  if (!transaction) return failed(transaction);
  if (auto put = copy->guests().put(guests); !put) return failed(put);
  if (auto merged = copy->journal().merge(*known); !merged) return failed(merged);
  if (auto committed = transaction->commit(); !committed) return failed(committed);
  return copy;
}

base::Result<void> VenueDoor::cut(std::size_t at) {
  if (alone_.contains(at)) return {};
  if (auto committed = commit(); !committed) return committed;
  const auto journal = rules::JournalId::random();
  auto copy = copy_for(journal, fmt::format("kiosk-{}.db", ++cuts_));
  if (!copy) return failed(copy);
  alone_.emplace(at, Alone{journal, *std::move(copy)});
  return {};
}

base::Result<void> VenueDoor::mend(std::size_t at) {
  const auto alone = alone_.find(at);
  if (alone == alone_.end()) return {};
  const auto written = alone->second.store.journal().entries_of(alone->second.journal, 0, all_rows);
  if (!written) return failed(written);
  if (auto committed = commit(); !committed) return committed;
  const auto hello = desk_->kiosks().hello(places_[at].id, {.journal = alone->second.journal});
  if (!hello) return failed(hello);
  if (auto begun = begin(); !begun) return begun;
  const auto merged = desk_->door().merge_from(places_[at].id, {.rows = *written});
  if (!merged) return failed(merged);
  parked_ += static_cast<std::size_t>(std::count_if(
      merged->begin(), merged->end(), [](const auto& each) { return each.answer == rules::MergeAnswer::Parked; }));
  alone_.erase(alone);
  return commit();
}

base::Result<std::vector<rules::JournalRow>> VenueDoor::rows() {
  const auto open = event();
  if (!open) return failed(open);
  std::vector<rules::JournalRow> found;
  const auto read = (*open)->store.journal().each_row([&](const rules::JournalRow& row) { found.push_back(row); });
  if (!read) return failed(read);
  return found;
}

base::Result<Ledger> VenueDoor::close() {
  while (!alone_.empty()) {
    if (auto mended = mend(alone_.begin()->first); !mended) return failed(mended);
  }
  if (auto committed = commit(); !committed) return failed(committed);
  Ledger ledger{.entries = told_.size(), .parked = parked_, .welcomed = welcomed_};
  if (auto counted = count(ledger); !counted) return failed(counted);
  return ledger;
}

base::Result<void> VenueDoor::count(Ledger& ledger) {
  const auto open = event();
  if (!open) return failed(open);
  const auto& journal = (*open)->store.journal();
  auto missing = told_;
  const auto read = journal.each_row([&](const rules::JournalRow& row) { missing.erase(row.entry.id); });
  if (!read) return read;
  ledger.lost = missing.size();
  const auto conflicts = journal.tickets_with_conflicts();
  if (!conflicts) return failed(conflicts);
  ledger.conflicts = conflicts->size();
  std::map<rules::TicketId, int> places;
  const auto guests =
      (*open)->store.guests().each([&](const rules::GuestRow& row) { places[row.ticket.id] = row.ticket.places; });
  if (!guests) return guests;
  const auto day = rules::admission_day((*open)->policy, (*open)->zone, clock_.wall());
  const auto presence = journal.presence(day);
  if (!presence) return failed(presence);
  for (const auto& each : *presence) {
    ledger.counted += each.admitted;
    ledger.disputed += each.disputed;
    const auto listed = places.find(each.ticket);
    const int allowed = listed == places.end() ? 1 : listed->second;
    ledger.doubled += static_cast<std::size_t>(std::max(each.admitted - allowed, 0));
  }
  return {};
}

bool VenueDoor::lets_search() const {
  const auto open = desk_->event(event_);
  return open && rules::may_come_by(rules::How::Search, rules::Decider::SelfService, (*open)->policy);
}

}  // namespace einlass::rehearsal
