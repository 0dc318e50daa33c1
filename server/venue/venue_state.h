// What the desk's parts share: the lock on the state directory, venue.db, the open event files and the keys that are
// derived from the venue seed. Belongs to one thread, lives as long as the Desk.
#pragma once

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/passphrase.h"
#include "core/base/venue_zone.h"
#include "core/rules/event_policy.h"
#include "core/settings/connector_settings.h"
#include "core/sync/server_time.h"
#include "core/wire/event_keys.h"
#include "core/wire/event_pack.h"
#include "core/wire/message_parts.h"
#include "db/event_store.h"
#include "db/guest_book.h"
#include "db/venue_store.h"
#include "server/venue/kiosk_told.h"
#include "server/venue/list_counts.h"
#include "server/venue/roster.h"
#include "server/venue/state_files.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// A packaged font, which kiosks with another font set fetch like a document.
struct FontDocument {
  base::Hash hash{};
  std::string name;
  std::filesystem::path file;
  std::uint64_t size = 0;
};

struct DeskOptions {
  std::filesystem::path state_directory;
  std::filesystem::path assets;  // share/einlass: presets, categories, badge templates
  const base::Clock* clock = nullptr;
  std::string vfs;                  // SQLite VFS of the event files; for measurements
  std::string font_set;             // badge::FontSet::hash() and its files; empty where no kiosk is served
  std::vector<FontDocument> fonts;  // by whoever may use printing/badge
  base::Instant built{};            // of this program: venue time is never before it
  std::size_t guests_per_message = wire::guests_per_message;  // fewer: for tests, whose lists are short
  // Of passwords: two workers manage some twenty a second. RFC 9106 §4, second choice.
  base::SlowHashCost password_cost{.passes = 3, .memory_kib = 64U * 1024U};
  base::SlowHashCost passphrase_cost = base::passphrase_cost;  // of packed events
  std::vector<settings::ConnectorSettings> connectors{};
};

// One import's step from one version of a guest list to the next: what kiosks are sent instead of the whole list.
struct ListStep {
  base::Hash from{};
  base::Hash to{};
  std::vector<rules::TicketId> changed;
};

// One event, its file open.
struct OpenEvent {
  store::EventRecord record;
  rules::EventFrame frame;
  rules::EventPolicy policy;
  base::VenueZone zone;
  store::EventStore store;
  wire::EventKeys keys;
  std::uint64_t written = 0;         // the highest number of the own journal that is on disk
  std::uint64_t noted = 0;           // of those, what venue.db knows of
  base::Milliseconds noted_at{0};    // when it was told last
  std::vector<ListStep> list_steps;  // since this process opened the event
  CountedLists lists{};

  base::Result<base::Hash> current_list_version() { return store.guests().version(); }
};

class VenueState {
 public:
  // Takes the lock; makes directory, venue.db and seed at the first start. AlreadyExists: another process has the lock.
  static base::Result<std::unique_ptr<VenueState>> open(const DeskOptions& options);
  VenueState(const VenueState&) = delete;
  VenueState& operator=(const VenueState&) = delete;
  ~VenueState();

  store::VenueStore& venue() { return venue_; }
  const store::VenueStore& venue() const { return venue_; }
  Roster& roster() { return roster_; }
  const DeskOptions& options() const { return options_; }
  rules::JournalId journal() const { return journal_; }
  base::Instant now() const;                                        // venue time
  rules::AdmissionDay admission_day(const OpenEvent& event) const;  // of now
  rules::EntryTime entry_time() const;
  // Wall clock minus venue time; 0 where the difference is followed (sync::ServerTime).
  base::Milliseconds clock_is_off_by() const;
  // An organiser says that the wall clock is right; also after a restart.
  base::Result<void> accept_clock();

  std::filesystem::path event_file(rules::EventId event) const;
  // Makes the event's file, or opens it a second time; for setting an event up.
  base::Result<store::EventStore> open_store(rules::EventId event) const;

  // Opens the event's file when first asked for and keeps it. The reference lives as long as this object. A file that
  // is gone is never made anew: the event would be empty, and numbers of the journal would be given twice.
  base::Result<OpenEvent*> event(rules::EventId id);
  base::Result<OpenEvent*> event(const std::string& key_or_id);
  // Those that were asked for so far.
  std::vector<OpenEvent*> open_events();
  // Also of one whose file cannot be used. Storage: venue.db does not hold it.
  base::Result<rules::EventFrame> frame_of(const store::EventRecord& record) const;
  // After a commit: entries of the own journal up to this number are on disk. venue.db is told now and then, so that a
  // file that is behind it is known to be restored.
  void note_written(OpenEvent& event, std::uint64_t sequence);
  // After a batch that was not committed: what lists were counted by may not be there.
  void forget_counts(rules::EventId event);
  // Numbers of the own journal were given before, in a state of this server that is gone: all open events are written
  // to under a new journal from now on. `event`: for the log, where it was seen.
  base::Result<void> go_on_in_new_journal(const std::string& event);
  // Every journal under which a kiosk has said hello: what stands in them is its own word.
  base::Result<std::set<rules::JournalId>> journals_of(const store::KioskRecord& kiosk) const;
  base::Result<void> note_journal(const store::KioskRecord& kiosk);
  // A kiosk brought the lost event back: any that keeps it may hold others' entries that nobody else has.
  base::Result<void> note_came_back(rules::EventId event);
  bool came_back(rules::EventId event) const;
  base::Result<wire::PackHistory> pack_history(rules::EventId event) const;
  base::Result<void> put_pack_history(rules::EventId event, const wire::PackHistory& history);
  // Rehearsals, in server/venue/rehearsals.cpp. For ever: file, record and assignments go, and its id is remembered,
  // so that kiosks that still have it hear that it is over. One whose file is gone is dropped at the start: no backup
  // holds any.
  base::Result<void> drop_rehearsal(const store::EventRecord& rehearsal);
  bool is_dropped(rules::EventId event) const;
  // known_lists.cpp: versions of an event's guest list that kiosks may have from this server.
  base::Result<void> note_list(rules::EventId event, const base::Hash& version);
  // Of a kiosk. One that this server never gave away: it was put back to before an import.
  base::Result<void> see_list(rules::EventId event, const base::Hash& version, const std::string& kiosk);
  // Such a list was seen, and no list was imported since.
  base::Result<bool> lacks_list(rules::EventId event) const;
  base::Result<void> note_import(rules::EventId event);
  // Since this process started; the record on disk knows only of hellos.
  std::map<rules::KioskId, base::Instant>& kiosks_seen() { return kiosks_seen_; }
  // What each kiosk put aside, as it said last since this process started.
  std::map<rules::KioskId, std::vector<wire::ParkedCount>>& parked_at_kiosks() { return parked_at_kiosks_; }
  std::map<rules::KioskId, KioskTold>& kiosks_told() { return kiosks_told_; }

  base::SigningPair ticket_signing_pair(rules::EventId event) const;
  // Opens what devices sealed for the server only.
  const base::SealingPair& part_sealing_pair(rules::EventId event) const;
  wire::EventKeys event_keys(rules::EventId event) const;
  // Of an event that a lost server made: its codes and ids go by these keys, not by this venue's seed. Before the event
  // is put into venue.db. New tickets are signed with a key of this venue, under the next key id.
  base::Result<void> adopt_keys(rules::EventId event, const wire::EventKeys& keys);
  // All keys of the event, for another server to go on with it; and on such a server, in place of what would follow
  // from its own seed. Likewise before the event is put into venue.db.
  wire::EventSecrets event_secrets(rules::EventId event) const;
  base::Result<void> take_secrets(rules::EventId event, const wire::EventSecrets& secrets);
  base::SecretKey people_key() const;             // of request tokens and hashed sign-in names (PeopleDesk)
  const base::SigningPair& pairing_pair() const;  // signs pairing certificates

 private:
  VenueState(DeskOptions options, base::DirectoryLock lock, store::VenueStore venue);
  base::SecretKey event_key(rules::EventId event, const std::string& purpose) const;
  base::Result<void> load_seed();
  base::Result<void> load_journal_id();
  base::Result<void> mint_journal();
  base::Result<void> load_adopted_keys();
  base::Result<void> load_taken_secrets();
  base::SecretKey ticket_signing_seed(rules::EventId event) const;
  base::SecretKey private_parts_seed(rules::EventId event) const;
  base::Result<void> finish_drops();
  bool has_file(rules::EventId event) const;
  sync::DeviceTime device_time() const { return {options_.clock->wall(), options_.clock->monotonic()}; }
  void tell_clock() const;
  base::Result<void> go_on_after(store::EventStore& event);
  base::Result<OpenEvent*> open_event(const store::EventRecord& record);
  base::Result<store::EventStore> open_known_store(const store::EventRecord& record);
  base::Result<std::uint64_t> noted_sequence(rules::EventId event) const;
  void tell_written(OpenEvent& event);

  DeskOptions options_;
  base::DirectoryLock lock_;
  store::VenueStore venue_;
  Roster roster_{venue_};
  rules::JournalId journal_;
  rules::BootId boot_ = rules::BootId::random();
  mutable sync::ServerTime time_;  // each reading follows the wall clock a little
  mutable bool clock_told_ = false;
  base::SecretKey seed_{};
  mutable std::optional<base::SigningPair> pairing_pair_;
  mutable std::map<rules::EventId, base::SealingPair> part_sealing_pairs_;
  std::map<rules::EventId, wire::EventKeys> adopted_keys_;
  std::map<rules::EventId, wire::EventSecrets> taken_secrets_;
  std::map<rules::EventId, std::unique_ptr<OpenEvent>> events_;
  std::map<rules::KioskId, base::Instant> kiosks_seen_;
  std::map<rules::KioskId, std::vector<wire::ParkedCount>> parked_at_kiosks_;
  std::map<rules::KioskId, KioskTold> kiosks_told_;
};

}  // namespace einlass::venue
