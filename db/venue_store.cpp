#include "db/venue_store.h"

#include "core/rules/words.h"
#include "db/connection.h"
#include "db/migrations.h"
#include "db/statements.h"

#include <cstdlib>
#include <sstream>
#include <utility>

namespace einlass::store {
namespace {

using base::ErrorKind;
using base::Result;

constexpr const char* kKioskColumns =
    "SELECT id, name, door, key, journal, event, revoked, paired, last_seen, brings_events FROM kiosks ";
constexpr const char* kStaffNumbersBegin = "staff_numbers_begin";
constexpr std::uint32_t kStaffNumbers = 1000;
constexpr const char* kEventColumns = "SELECT id, key, closed, frame_document, policy_document, created FROM events ";

template <typename Events>
Events events_in(const std::string& lines) {
  Events events;
  std::istringstream text(lines);
  for (std::string line; std::getline(text, line);) {
    if (const auto id = rules::EventId::parse(line)) events.insert(events.end(), *id);
  }
  return events;
}

template <typename Events>
std::string lines_of(const Events& events) {
  std::string lines;
  for (const auto& event : events) lines += event.text() + "\n";
  return lines;
}

std::set<std::string> lines_in(const std::string& lines) {
  std::set<std::string> found;
  std::istringstream text(lines);
  for (std::string line; std::getline(text, line);) found.insert(line);
  return found;
}

std::string lines_of(const std::set<std::string>& texts) {
  std::string lines;
  for (const auto& text : texts) lines += text + "\n";
  return lines;
}

KioskRecord kiosk_of(const Query& row) {
  return {.id = row.get<rules::KioskId>(0),
          .name = row.get<std::string>(1),
          .door = row.get<std::string>(2),
          .key = row.get<base::VerifyingKey>(3),
          .journal = row.get<rules::JournalId>(4),
          .event = row.get<std::optional<rules::EventId>>(5),
          .revoked = row.get<bool>(6),
          .paired = row.get<base::Instant>(7),
          .last_seen = row.get<std::optional<base::Instant>>(8),
          .brings_events = events_in<std::set<rules::EventId>>(row.get<std::string>(9))};
}

EventRecord event_of(const Query& row) {
  return {.id = row.get<rules::EventId>(0),
          .key = row.get<std::string>(1),
          .closed = row.get<bool>(2),
          .frame_document = row.get<base::Hash>(3),
          .policy_document = row.get<base::Hash>(4),
          .created = row.get<base::Instant>(5)};
}

StaffRecord staff_of(const Query& row) {
  return {.member = {.number = row.get<std::uint32_t>(0),
                     .name = row.get<std::string>(1),
                     .role = rules::word_to<rules::Role>(row.get<std::string>(2)).value_or(rules::Role::Helper)},
          .pin_hash = row.get<base::Hash>(3),
          .removed = row.get<bool>(4),
          .events = events_in<std::set<rules::EventId>>(row.get<std::string>(5)),
          .lists = lines_in(row.get<std::string>(6))};
}

// An id that no text has, so that one statement can look for both.
template <typename Id>
std::optional<base::IdBytes> id_in(const std::string& text) {
  const auto id = Id::parse(text);
  if (!id) return std::nullopt;
  return id->bytes();
}

}  // namespace

struct VenueStore::Impl : Statements {
  explicit Impl(std::unique_ptr<Connection> opened)
      : Statements(*opened), people(*opened), host_pages(*opened), connection(std::move(opened)) {}

  PeopleStore people;
  HostPages host_pages;
  std::unique_ptr<Connection> connection;
};

VenueStore::VenueStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VenueStore::VenueStore(VenueStore&&) noexcept = default;
VenueStore& VenueStore::operator=(VenueStore&&) noexcept = default;
VenueStore::~VenueStore() = default;

Result<VenueStore> VenueStore::open(const std::filesystem::path& file) {
  auto connection = Connection::open({.file = file, .vfs = ""});
  if (!connection) return tl::make_unexpected(connection.error());
  if (auto ready = bring_to_newest(**connection, FileKind::Venue); !ready) {
    return tl::make_unexpected(ready.error());
  }
  return VenueStore(std::make_unique<Impl>(std::move(*connection)));
}

PeopleStore& VenueStore::people() {
  return impl_->people;
}

HostPages& VenueStore::host_pages() {
  return impl_->host_pages;
}

Result<void> VenueStore::set_setting(const std::string& name, const std::string& value) {
  return impl_->change("INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                       name, value);
}

Result<void> VenueStore::remove_setting(const std::string& name) {
  return impl_->change("DELETE FROM settings WHERE name = ?", name);
}

Result<std::optional<std::string>> VenueStore::setting(const std::string& name) const {
  return first(impl_->rows(
      "SELECT value FROM settings WHERE name = ?", [](const Query& row) { return row.get<std::string>(0); }, name));
}

Result<void> VenueStore::put_event(const EventRecord& event) {
  const auto holders =
      impl_->rows(std::string(kEventColumns) + "WHERE key = ? AND id <> ?", event_of, event.key, event.id);
  if (!holders) return tl::make_unexpected(holders.error());
  if (!holders->empty()) {
    return base::fail(ErrorKind::AlreadyExists,
                      "Another event already has the key \"" + event.key + "\"; choose another key.");
  }
  return impl_->change("INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?)", event.id, event.key, event.closed,
                       event.frame_document, event.policy_document, event.created);
}

Result<std::vector<EventRecord>> VenueStore::events() const {
  return impl_->rows(std::string(kEventColumns) + "ORDER BY created, key", event_of);
}

Result<EventRecord> VenueStore::event(const std::string& key_or_id) const {
  auto found = impl_->rows(std::string(kEventColumns) + "WHERE key = ?1 OR id = ?2 ORDER BY key = ?1 DESC", event_of,
                           key_or_id, id_in<rules::EventId>(key_or_id));
  if (!found) return tl::make_unexpected(found.error());
  if (found->empty()) {
    return base::fail(ErrorKind::NotFound, "There is no event \"" + key_or_id + "\"; see \"einlass event list\".");
  }
  return found->front();
}

Result<void> VenueStore::remove_event(rules::EventId event) {
  return impl_->change("DELETE FROM events WHERE id = ?", event);
}

Result<void> VenueStore::put_kiosk(const KioskRecord& kiosk) {
  return impl_->change("INSERT OR REPLACE INTO kiosks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", kiosk.id, kiosk.name,
                       kiosk.door, kiosk.key, kiosk.journal, kiosk.event, kiosk.revoked, kiosk.paired, kiosk.last_seen,
                       lines_of(kiosk.brings_events));
}

Result<std::vector<KioskRecord>> VenueStore::kiosks() const {
  return impl_->rows(std::string(kKioskColumns) + "ORDER BY name, paired", kiosk_of);
}

// Of several kiosks of one name the one that still works, and among those the one paired last.
Result<KioskRecord> VenueStore::kiosk(const std::string& name_or_id) const {
  auto found = impl_->rows(std::string(kKioskColumns) + "WHERE name = ?1 OR id = ?2 ORDER BY revoked, paired DESC",
                           kiosk_of, name_or_id, id_in<rules::KioskId>(name_or_id));
  if (!found) return tl::make_unexpected(found.error());
  if (found->empty()) {
    return base::fail(ErrorKind::NotFound, "There is no kiosk \"" + name_or_id + "\"; see \"einlass kiosk list\".");
  }
  return found->front();
}

Result<KioskRecord> VenueStore::kiosk(rules::KioskId id) const {
  static const std::string by_id = std::string(kKioskColumns) + "WHERE id = ?";
  auto found = impl_->rows(by_id, kiosk_of, id);
  if (!found) return tl::make_unexpected(found.error());
  if (found->empty()) return base::fail(ErrorKind::NotFound, "This kiosk is not known here; pair it with a new code.");
  return std::move(found->front());
}

// Behind the greatest of its thousand, past those that others gave.
Result<std::uint32_t> VenueStore::next_staff_number() const {
  const auto first = staff_numbers_begin();
  if (!first) return first;
  const auto numbers = impl_->rows(
      "SELECT number FROM staff WHERE number > ? ORDER BY number",
      [](const Query& row) { return row.get<std::uint32_t>(0); }, *first);
  if (!numbers) return tl::make_unexpected(numbers.error());
  std::uint32_t next = *first;
  for (const auto number : *numbers) {
    if (number < *first + kStaffNumbers || number == next + 1) next = number;
  }
  return next + 1;
}

Result<void> VenueStore::number_staff_from(std::uint32_t first) {
  return set_setting(kStaffNumbersBegin, std::to_string(first));
}

Result<std::uint32_t> VenueStore::staff_numbers_begin() const {
  return setting(kStaffNumbersBegin).map([](const auto& text) {
    return text ? static_cast<std::uint32_t>(std::strtoul(text->c_str(), nullptr, 10)) : 0;
  });
}

Result<void> VenueStore::renumber_staff(std::uint32_t by) {
  return impl_->together([&]() -> Result<void> {
    for (const char* change : {"UPDATE staff SET number = number + ?", "UPDATE accounts SET number = number + ?",
                               "UPDATE invitations SET number = number + ?", "UPDATE sessions SET number = number + ?",
                               "UPDATE audit SET number = number + ?1, subject = subject + ?1"}) {
      if (auto changed = impl_->change(change, by); !changed) return changed;
    }
    return {};
  });
}

Result<std::uint32_t> VenueStore::put_staff(const StaffRecord& record) {
  const auto& member = record.member;
  const auto number = member.number != 0 ? Result<std::uint32_t>(member.number) : next_staff_number();
  if (!number) return number;
  const auto put = impl_->rows(
      "INSERT OR REPLACE INTO staff VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number",
      [](const Query& row) { return row.get<std::uint32_t>(0); }, *number, member.name, rules::word(member.role),
      record.pin_hash, record.removed, lines_of(record.events), lines_of(record.lists));
  return put.map([](const auto& numbers) { return numbers.front(); });
}

Result<std::vector<StaffRecord>> VenueStore::staff() const {
  return impl_->rows("SELECT number, name, role, pin_hash, removed, events, lists FROM staff ORDER BY number",
                     staff_of);
}

Result<void> VenueStore::put_offer(const PairingOffer& offer) {
  return impl_->change("INSERT OR REPLACE INTO offers VALUES (?, ?, ?, ?, ?, ?)", offer.code_hash, offer.kiosk_name,
                       offer.door, offer.event, offer.expires, offer.takes_event);
}

Result<PairingOffer> VenueStore::take_offer(const base::Hash& code_hash, base::Instant now) {
  const auto offer_of = [](const Query& row) {
    return PairingOffer{.code_hash = row.get<base::Hash>(0),
                        .kiosk_name = row.get<std::string>(1),
                        .door = row.get<std::string>(2),
                        .event = row.get<std::optional<rules::EventId>>(3),
                        .expires = row.get<base::Instant>(4),
                        .takes_event = row.get<bool>(5)};
  };
  auto taken = impl_->rows(
      "DELETE FROM offers WHERE code_hash = ? RETURNING code_hash, kiosk_name, door, event, expires, takes_event",
      offer_of, code_hash);
  if (!taken) return tl::make_unexpected(taken.error());
  if (taken->empty() || taken->front().expires <= now) {
    return base::fail(ErrorKind::NotFound, "This pairing code is unknown, used or expired; ask for a new one.");
  }
  return taken->front();
}

Result<KioskRecord> VenueStore::redeem_offer(
    const base::Hash& code_hash, base::Instant now,
    const std::function<Result<KioskRecord>(const PairingOffer&)>& register_kiosk) {
  return impl_->together([&]() -> Result<KioskRecord> {
    const auto offer = take_offer(code_hash, now);
    if (!offer) return tl::make_unexpected(offer.error());
    auto kiosk = register_kiosk(*offer);
    if (!kiosk) return kiosk;
    if (auto put = put_kiosk(*kiosk); !put) return tl::make_unexpected(put.error());
    return kiosk;
  });
}

Result<void> VenueStore::remove_offers() {
  return impl_->change("DELETE FROM offers");
}

Result<void> VenueStore::put_backup(const BackupRecord& backup) {
  return impl_->change("INSERT INTO backups VALUES (?, ?, ?, ?)", backup.id, backup.folder, backup.made,
                       lines_of(backup.events));
}

Result<void> VenueStore::remove_backup(wire::BackupId id) {
  return impl_->change("DELETE FROM backups WHERE id = ?", id);
}

Result<std::vector<BackupRecord>> VenueStore::backups() const {
  return impl_->rows("SELECT id, folder, made, events FROM backups ORDER BY made, folder", [](const Query& row) {
    return BackupRecord{.id = row.get<wire::BackupId>(0),
                        .folder = row.get<std::string>(1),
                        .made = row.get<base::Instant>(2),
                        .events = events_in<std::vector<rules::EventId>>(row.get<std::string>(3))};
  });
}

Result<base::Hash> VenueStore::put_document(const std::string& kind, const std::string& name,
                                            const std::string& content) {
  const base::Hash hash = base::sha256(content);
  return impl_->connection->guarded([&]() -> Result<base::Hash> {
    // Content first: a crash in between leaves a content without a name, which harms nobody.
    impl_->connection->query("INSERT OR IGNORE INTO document_contents VALUES (?, ?)")
        .bind(hash, base::to_bytes(content))
        .run();
    impl_->connection->query("INSERT OR REPLACE INTO documents (hash, kind, name) VALUES (?, ?, ?)")
        .bind(hash, kind, name)
        .run();
    return hash;
  });
}

Result<std::optional<Document>> VenueStore::document(const base::Hash& hash) const {
  const auto document_of = [](const Query& row) {
    return Document{.hash = row.get<base::Hash>(0),
                    .kind = row.get<std::string>(1),
                    .name = row.get<std::string>(2),
                    .content = row.get<std::string>(3)};
  };
  return first(
      impl_->rows("SELECT hash, kind, name, content FROM documents JOIN document_contents USING (hash) "
                  "WHERE hash = ? ORDER BY id DESC LIMIT 1",
                  document_of, hash));
}

Result<void> VenueStore::remove_document(const base::Hash& hash) {
  return impl_->connection->guarded([&]() -> Result<void> {
    impl_->connection->query("DELETE FROM documents WHERE hash = ?").bind(hash).run();
    impl_->connection->query("DELETE FROM document_contents WHERE hash = ?").bind(hash).run();
    (void)impl_->connection->truncate_log();  // nobody else reads this file
    return {};
  });
}

Result<std::vector<Document>> VenueStore::documents_of_kind(const std::string& kind) const {
  const auto named = [](const Query& row) {
    return Document{.hash = row.get<base::Hash>(0),
                    .kind = row.get<std::string>(1),
                    .name = row.get<std::string>(2),
                    .content = ""};
  };
  return impl_->rows("SELECT hash, kind, name FROM documents WHERE kind = ? ORDER BY id", named, kind);
}

Result<std::vector<base::Hash>> VenueStore::document_hashes() const {
  return impl_->rows("SELECT DISTINCT hash FROM documents ORDER BY hash",
                     [](const Query& row) { return row.get<base::Hash>(0); });
}

}  // namespace einlass::store
