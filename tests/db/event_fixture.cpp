#include "tests/db/event_fixture.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace einlass::store {

OwnFolder::OwnFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "einlass-store-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
}

OwnFolder::~OwnFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string OwnFolder::all_bytes() const {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    std::ifstream file(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  return bytes;
}

base::Instant at(int minutes) {
  return base::Instant::from_unix_ms(1795456800000 + minutes * 60000LL);  // 2026-11-23T18:00Z
}

rules::EntryTime time_at(int minutes) {
  return {.venue = at(minutes),
          .sure = true,
          .device_wall = at(minutes),
          .boot = id_of<rules::BootId>("boot"),
          .offset_ms = 0,
          .uncertainty_ms = 5};
}

GuestRow guest_row(const std::string& key, const GuestSpec& spec) {
  GuestRow row;
  row.ticket.id = id_of<rules::TicketId>(key);
  row.ticket.event = id_of<rules::EventId>("event");
  row.ticket.guest = id_of<rules::GuestId>(key);
  row.ticket.category = spec.category;
  row.ticket.places = spec.places;
  row.ticket.status = spec.status;
  row.ticket.owns_seat = spec.owns_seat;
  row.guest.id = row.ticket.guest;
  row.guest.full_name = spec.name;
  row.guest.company = spec.company;
  row.guest.email = spec.email;
  row.source = "csv";
  row.external_id = key;
  row.order_ref = "ORDER-" + key;
  row.code_hashes = {base::blake2b("code " + key)};
  return row;
}

EventFixture::EventFixture() {
  policy_.badge.template_name = "card";
}

EventStoreOptions EventFixture::options(const std::string& file, const std::string& journal) const {
  EventStoreOptions options;
  options.file = folder_.path(file);
  options.event = event_;
  options.journal = id_of<rules::JournalId>(journal);
  options.vfs = vfs_;
  return options;
}

void EventFixture::put(EventStore& store, const std::vector<GuestRow>& rows) const {
  auto transaction = value_of(store.begin());
  for (const auto& row : rows) value_of(store.guests().put(row));
  value_of(transaction.commit());
}

Admit EventFixture::scan(const std::string& scan_name, const std::vector<GuestRow>& rows, int minutes) const {
  rules::AdmissionRequest request;
  request.scan = {id_of<rules::ScanId>(scan_name), 0};
  Admit admit{.request = request,
              .context = {.event = event_, .policy = policy_, .now = at(minutes)},
              .place = {id_of<rules::KioskId>("kiosk"), "Kiosk 1", "main"},
              .time = time_at(minutes)};
  for (const auto& row : rows) admit.candidates.push_back({.ticket = row.ticket, .state = {}});
  if (rows.empty()) admit.unknown_code = base::blake2b("an unknown code");
  return admit;
}

AdmitOutcome EventFixture::admit(EventStore& store, const Admit& admit) const {
  auto transaction = value_of(store.begin());
  auto outcome = value_of(store.journal().admit(admit));
  value_of(transaction.commit());
  return outcome;
}

JournalRow EventFixture::append(EventStore& store, const rules::EntryDraft& draft, int minutes) const {
  auto transaction = value_of(store.begin());
  auto row = value_of(store.journal().append(draft, time_at(minutes)));
  value_of(transaction.commit());
  return row;
}

rules::EntryDraft EventFixture::draft(const std::string& ticket_key, rules::Fact fact) {
  rules::EntryDraft draft;
  draft.place = {id_of<rules::KioskId>("kiosk"), "Kiosk 1", "main"};
  draft.ticket = id_of<rules::TicketId>(ticket_key);
  draft.guest = id_of<rules::GuestId>(ticket_key);
  draft.fact = std::move(fact);
  return draft;
}

}  // namespace einlass::store
