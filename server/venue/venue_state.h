// What the desk's parts share: the lock on the state directory, venue.db, the open event files and the keys that are
// derived from the venue seed. Belongs to one thread, lives as long as the Desk.
#pragma once

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/venue_zone.h"
#include "core/rules/event_policy.h"
#include "core/wire/event_keys.h"
#include "db/event_store.h"
#include "db/venue_store.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace einlass::venue {

struct DeskOptions {
  std::filesystem::path state_directory;
  std::filesystem::path assets;  // share/einlass: presets, badge templates
  const base::Clock* clock = nullptr;
  std::string vfs;  // SQLite VFS of the event files; for measurements
};

// One event, its file open.
struct OpenEvent {
  store::EventRecord record;
  rules::EventFrame frame;
  rules::EventPolicy policy;
  base::VenueZone zone;
  store::EventStore store;
  wire::EventKeys keys;
};

class VenueState {
 public:
  // Takes the lock; makes directory, venue.db and seed at the first start. AlreadyExists: another process has the lock.
  static base::Result<std::unique_ptr<VenueState>> open(const DeskOptions& options);

  store::VenueStore& venue() { return venue_; }
  const DeskOptions& options() const { return options_; }
  rules::JournalId journal() const { return journal_; }
  base::Instant now() const { return options_.clock->wall(); }
  rules::EntryTime entry_time() const;  // the server's own clock is venue time

  // Opens the event's file when first asked for and keeps it. The reference lives as long as this object.
  base::Result<OpenEvent*> event(rules::EventId id);
  base::Result<OpenEvent*> event(const std::string& key_or_id);
  // Frame and policy are read anew at the next call.
  void forget(rules::EventId id) { events_.erase(id); }

  base::SecretKey event_key(rules::EventId event, const std::string& purpose) const;  // "code-hash", "ticket-ids" …
  base::SigningPair ticket_signing_pair(rules::EventId event) const;
  wire::EventKeys event_keys(rules::EventId event) const;

 private:
  VenueState(DeskOptions options, base::DirectoryLock lock, store::VenueStore venue);
  base::Result<void> prepare();
  base::Result<void> load_seed();
  base::Result<OpenEvent*> open_event(const store::EventRecord& record);

  DeskOptions options_;
  base::DirectoryLock lock_;
  store::VenueStore venue_;
  rules::JournalId journal_;
  rules::BootId boot_ = rules::BootId::random();
  base::SecretKey seed_{};
  std::map<rules::EventId, std::unique_ptr<OpenEvent>> events_;
};

}  // namespace einlass::venue
