// A host's page that is without the network for a while: a journal author of its own, which hands over what it wrote
// (docs/pages.md, Without a network). Part of the Desk, on its thread.
//
// Which page writes what is known by its proof alone, also to a server whose venue.db was lost: the server mints an
// id for the journal and proves with a keyed hash that this person got it for this event. Whoever brings the proof
// hands over what the journal holds, also after the session in which it was written has ended.
#pragma once

#include "db/lease_book.h"
#include "server/venue/host_desk.h"
#include "server/venue/lease_desk.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// Whose journal it is, and of which event: what the proof says.
struct PageJournal {
  rules::JournalId journal;
  std::uint32_t author = 0;  // her number
  base::Hash proof{};
};

struct OpenedJournal {
  PageJournal page;
  std::uint64_t held = 0;          // up to here nothing is missing
  std::optional<base::Hash> last;  // hash of that entry; nothing: none, or it was put aside
  std::vector<store::OpenLease> leases;
  base::Instant expires;  // until when the page may keep what it has of the event
};

// As organisers see it.
struct KnownPageJournal {
  store::PageJournalRecord record;
  std::string name;           // of its author; empty: she was let go
  std::uint64_t held = 0;     // entries that were handed over
  int seats = 0;              // that it may still hand out alone, and nobody else
  base::Instant seats_until;  // when what it does not use is free again at the latest, once it is declared lost
};

struct PageRows {
  PageJournal page;
  std::vector<rules::JournalRow> rows;
  std::vector<rules::UnreadableEntry> unreadable;
};

class JournalDesk {
 public:
  JournalDesk(VenueState& state, DoorDesk& door, LeaseDesk& leases, HostDesk& hosts)
      : state_(state), door_(door), leases_(leases), hosts_(hosts) {}

  // A new journal where `known` is nothing. Refused: by whom nobody signed in stands, helpers; or the proof does not
  // fit, as after the loss of the server without its recovery kit: go on in a new one.
  base::Result<OpenedJournal> open(const HostAsks& asks, const std::optional<PageJournal>& known);

  // Seats that the page may give away alone. Nothing: none are left, none are limited, or the journal has some unused.
  base::Result<std::optional<store::OpenLease>> lease(const HostAsks& asks, const PageJournal& page,
                                                      const wire::LeaseRequest& request);

  // One answer per entry. Refused, with nothing kept: entries of another journal, event or person than the proof says.
  // Kept and answered Parked ("not_signed_in"): what only kiosks or servers write, what is not hers to say, and what is
  // about a guest of others' lists. `asks`: whoever is signed in now; she need not be the author.
  base::Result<std::vector<rules::Merged>> merge(const HostAsks& asks, const PageRows& rows);

  // All that the page wrote was handed over, and it writes no more there: nobody waits for it. One that holds seats
  // stays known. Refused as `merge`.
  base::Result<void> retire(const HostAsks& asks, const PageJournal& page);

  // Those that pages opened and nobody gave up, whoever holds seats first. For organisers.
  base::Result<std::vector<KnownPageJournal>> list(const HostAsks& asks);
  // Its phone will not come back: five minutes after their end its seats are free, like those of a lost kiosk. What it
  // hands over all the same is accepted; it goes on in a new journal. NotFound: no page opened it here. AlreadyExists:
  // it was given up before.
  base::Result<void> give_up(const HostAsks& asks, rules::JournalId journal);

  static constexpr std::size_t most_entries = 500;  // at once
  static constexpr std::size_t longest_part = 4000;

 private:
  // The author as the roster knows her now, or knew her before she was let go.
  struct Author {
    Caller who;
    std::set<rules::TicketId> hers;  // of the tickets that came; those she added in this journal among them
  };

  base::Result<OpenEvent*> event_for(const HostAsks& asks);
  base::Hash proof_of(rules::EventId event, const PageJournal& page) const;
  base::Result<void> check(const OpenEvent& event, const PageJournal& page) const;
  static base::Result<void> check_rows(const OpenEvent& event, const PageRows& rows);
  base::Result<Author> author_of(OpenEvent& event, const PageRows& rows);
  static base::Result<bool> is_registered_in(OpenEvent& event, rules::JournalId journal, rules::TicketId ticket);
  base::Result<bool> is_known(OpenEvent& event, const rules::JournalEntry& entry) const;
  base::Result<bool> may_write(OpenEvent& event, Author& author, const rules::JournalRow& row) const;
  base::Result<bool> may_register(OpenEvent& event, Author& author, const rules::JournalRow& row) const;
  base::Result<OpenEvent*> event_of_organiser(const HostAsks& asks);
  base::Result<void> note_met(const OpenEvent& event, const PageJournal& page);
  base::Result<std::vector<store::OpenLease>> leases_of(OpenEvent& event, rules::JournalId journal) const;

  VenueState& state_;
  DoorDesk& door_;
  LeaseDesk& leases_;
  HostDesk& hosts_;
};

}  // namespace einlass::venue
