// How long the persons of an event are kept, and their removal: by hand, or by itself when that time is over. What was
// counted stays (docs/privacy.md). Part of the Desk, on its thread.
#pragma once

#include "server/venue/closing_desk.h"
#include "server/venue/erasure_desk.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

// In days from the closing on.
struct Retention {
  int refusals = 30;  // what was typed when somebody was refused or let in against the rules
  int persons = 90;
  friend bool operator==(const Retention&, const Retention&) = default;
};
inline constexpr int longest_retention = 3650;

// One of both, of one event.
struct RetentionStep {
  int days = 0;
  std::optional<base::Instant> due;        // nothing: the event is not closed
  std::optional<base::Instant> announced;  // since when this server has said that it comes
  std::optional<base::Instant> done;
};

struct EventRetention {
  rules::EventId event;
  std::string key;
  bool has_own = false;  // not the venue's
  bool is_closed = false;
  bool left_open = false;  // is_left_open
  bool figures_kept = false;
  RetentionStep refusals;
  RetentionStep persons;
  bool is_unfinished = false;          // a purge was interrupted; it is gone on with at the next check
  bool is_erasing = false;             // likewise another erasure (ErasureDesk)
  std::vector<wire::PackNote> packed;  // files that nobody can reach from here
};

// What of a purge needs the desk no more.
struct Purge {
  rules::EventId event;
  std::string key;
  bool was_done = false;  // the persons had been erased before; all else was done again
  bool is_clean = false;  // nothing of them stands in the files here any more
  BackupErasureJob backups;
  std::vector<wire::PackNote> packed;
};

class PrivacyDesk {
 public:
  struct Parts {
    VenueState& state;
    DoorDesk& door;
    EventDesk& events;
    ClosingDesk& closings;
    BackupDesk& backups;
    CrmDesk& crm;
    ErasureDesk& erasures;
  };
  explicit PrivacyDesk(const Parts& parts) : parts_(parts) {}

  // Refused: the event is not closed, its figures were not kept, or it is a rehearsal. Given again, it does again what
  // may be left of an interrupted one.
  base::Result<Purge> begin_purge(const std::string& event, std::uint32_t by);
  // Once the backups within reach are rewritten. Where a file here has to be written anew yet it stays unfinished.
  base::Result<void> note_purged(const Purge& purge);

  base::Result<Retention> retention() const;
  base::Result<EventRetention> retention_of(const std::string& event);
  base::Result<std::vector<EventRetention>> all();  // of events whose file can be read; no rehearsals
  // `event` empty: of the venue. Without days: the event has none of its own any more, the venue those above.
  // InvalidInput: not from a day to ten years.
  base::Result<void> set_retention(const std::string& event, const std::optional<Retention>& retention);

  // Goes on with what is unfinished, announces what comes, and begins what is due and was announced. A clock that
  // cannot be trusted announces and begins nothing; one that jumps between two starts finds nothing announced. The rest
  // of each is the caller's.
  struct Due {
    std::vector<Purge> purges;
    std::vector<ErasureRest> erasures;  // also of the reasons of refusals
  };
  base::Result<Due> keep_retention();

  static constexpr base::Milliseconds announced_before = std::chrono::hours(14 * 24);
  static constexpr base::Milliseconds announced_for = std::chrono::hours(7 * 24);  // at least, on three days
  static constexpr int announced_on = 3;
  static constexpr base::Milliseconds check_every = std::chrono::hours(1);

 private:
  base::Result<void> append_erasure(rules::EventId event, rules::GuestId erased, std::uint32_t by);
  base::Result<void> erase_once(rules::EventId event, rules::GuestId erased, std::uint32_t by);
  base::Result<bool> leave_no_trace(rules::EventId event);
  base::Result<void> erase_with_rehearsals(rules::EventId event, rules::GuestId erased, std::uint32_t by);
  base::Result<void> forget_beside_the_file(OpenEvent& event);
  base::Result<void> forget_kiosks(rules::EventId event);
  base::Result<EventRetention> retention_of(OpenEvent& event);
  base::Result<void> add_closing(OpenEvent& event, EventRetention& retention);
  base::Result<bool> is_due(const EventRetention& event, const RetentionStep& step, const char* what);
  base::Result<bool> waits_for_doors(const EventRetention& event) const;
  base::Result<void> keep_one(const EventRetention& event, Due& due);
  base::Result<Retention> stored(const std::string& setting, bool& is_there) const;

  Parts parts_;
};

}  // namespace einlass::venue
