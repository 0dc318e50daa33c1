// venue.db: what belongs to no single event: identity of this installation, events, kiosks, documents, settings.
// Server and kiosk both have one. Owned by one thread, like EventStore.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/rules/ids.h"
#include "core/rules/staff.h"
#include "core/wire/backup_manifest.h"
#include "db/host_pages.h"
#include "db/people_store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::store {

struct KioskRecord {
  rules::KioskId id;
  std::string name;
  std::string door;
  base::VerifyingKey key{};             // Ed25519, made on the kiosk
  rules::JournalId journal;             // as last said in its hello
  std::optional<rules::EventId> event;  // assigned to
  bool revoked = false;
  base::Instant paired;
  std::optional<base::Instant> last_seen;
  std::set<rules::EventId> brings_events{};  // of a lost server, with keys that this one never had; until they are here
};

struct EventRecord {
  rules::EventId id;
  std::string key;  // unique, as typed in commands
  bool closed = false;
  base::Hash frame_document{};  // event, as document
  base::Hash policy_document{};
  base::Instant created;
};

// Content-addressed: the name is the SHA-256 of the content.
struct Document {
  base::Hash hash{};
  std::string kind;  // "event", "policy", "template", "image", "font", "keys", "staff", "guest_list"
  std::string name;
  std::string content;
};

// A one-time code; only its hash is kept.
struct PairingOffer {
  base::Hash code_hash{};
  std::string kiosk_name;
  std::string door;
  std::optional<rules::EventId> event;
  base::Instant expires;
  bool takes_event = false;  // for a kiosk that brings the events of a lost server along
};

// A backup that was begun; whether it is whole, and still there, only its folder says.
struct BackupRecord {
  wire::BackupId id;
  std::string folder;
  base::Instant made;
  std::vector<rules::EventId> events;
};

// Whoever may sign in, or could once.
struct StaffRecord {
  rules::StaffMember member;
  base::Hash pin_hash{};              // zeros once she was removed
  bool removed = false;               // entries still name her number
  std::set<rules::EventId> events{};  // where she may sign in; empty: everywhere
  std::set<std::string> lists{};      // list owners whose guests are hers, as a host; none with a line feed
};

class VenueStore {
 public:
  static base::Result<VenueStore> open(const std::filesystem::path& file);
  VenueStore(VenueStore&&) noexcept;
  VenueStore& operator=(VenueStore&&) noexcept;
  ~VenueStore();

  base::Result<void> set_setting(const std::string& name, const std::string& value);
  base::Result<void> remove_setting(const std::string& name);
  base::Result<std::optional<std::string>> setting(const std::string& name) const;

  base::Result<void> put_event(const EventRecord& event);  // AlreadyExists: the key is taken by another event
  base::Result<std::vector<EventRecord>> events() const;
  base::Result<EventRecord> event(const std::string& key_or_id) const;  // NotFound
  base::Result<void> remove_event(rules::EventId event);                // its documents and settings stay

  base::Result<void> put_kiosk(const KioskRecord& kiosk);
  base::Result<std::vector<KioskRecord>> kiosks() const;
  base::Result<KioskRecord> kiosk(const std::string& name_or_id) const;  // NotFound
  base::Result<KioskRecord> kiosk(rules::KioskId id) const;              // NotFound; at every admission

  // Under the number that it has, or where that is 0 the next one that nobody ever had. Answers with the number.
  base::Result<std::uint32_t> put_staff(const StaffRecord& member);
  // Next numbers are given from a thousand that begins behind this one, and so not where another server gives its own.
  base::Result<void> number_staff_from(std::uint32_t first);
  base::Result<std::uint32_t> staff_numbers_begin() const;  // 0: nothing else was said
  // Everybody's number becomes greater by so many, all or nothing: where no journal names anybody yet.
  base::Result<void> renumber_staff(std::uint32_t by);
  base::Result<std::vector<StaffRecord>> staff() const;  // by number

  PeopleStore& people();    // lives as long as this, also where it was moved to
  HostPages& host_pages();  // likewise

  base::Result<void> put_offer(const PairingOffer& offer);
  // Spends the offer and puts the kiosk that `register_kiosk` makes of it, both or neither: a code works once.
  // NotFound: unknown, used or expired.
  base::Result<KioskRecord> redeem_offer(
      const base::Hash& code_hash, base::Instant now,
      const std::function<base::Result<KioskRecord>(const PairingOffer&)>& register_kiosk);

  base::Result<base::Hash> put_document(const std::string& kind, const std::string& name, const std::string& content);
  base::Result<std::optional<Document>> document(const base::Hash& hash) const;
  // For ever: its content is overwritten, and the log emptied.
  base::Result<void> remove_document(const base::Hash& hash);
  base::Result<std::vector<Document>> documents_of_kind(const std::string& kind) const;  // content left empty
  base::Result<std::vector<base::Hash>> document_hashes() const;

  base::Result<void> put_backup(const BackupRecord& backup);
  base::Result<void> remove_backup(wire::BackupId id);
  base::Result<std::vector<BackupRecord>> backups() const;  // oldest first

  base::Result<void> remove_offers();  // of a restored file: codes that were spent since would work again

 private:
  base::Result<std::uint32_t> next_staff_number() const;
  base::Result<PairingOffer> take_offer(const base::Hash& code_hash, base::Instant now);

  struct Impl;
  explicit VenueStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace einlass::store
