// Guests and persons on their way in from the systems around the server: what events are linked to, pulls, and which
// guest is which person (docs/crm.md). Reads and commits, never waits: requests are another thread's, in
// PullJob::read. Part of the Desk, on its thread.
#pragma once

#include "db/crm_store.h"
#include "server/crm/matching.h"
#include "server/crm/source.h"
#include "server/venue/delivery_desk.h"
#include "server/venue/guest_desk.h"
#include "server/venue/pull_job.h"
#include "server/venue/venue_state.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace einlass::venue {

// Where an event's guests come from, and as what the event is asked about there.
struct TicketSource {
  settings::ConnectorSettings connector;
  crm::PullScope scope;             // of a delta
  std::string list;                 // whose guests they are
  std::shared_ptr<crm::Pace> pace;  // of all who talk to the connector
};

struct DuePull {
  std::string connector;
  std::string event;
  bool full = false;
  bool is_by_schedule = false;
};

struct PullStatus {
  std::string event;  // keys of the events; empty: persons
  store::PullRecord pull;
  bool under_way = false;  // in this process
  std::string list{};      // whose guests they are
};

struct MatchLine {
  store::CrmMatch match;
  std::string guest;  // as the guest list has her
  std::string company;
  std::string email;   // empty: none, or only the buyer's is known
  std::string person;  // as the CRM has her; empty: it has her no more
  std::string organisation;
  std::string person_email;
};

// What is known of an event's guests in the CRM, for whoever has the time to look up their names.
struct MatchReading {
  store::EventStoreOptions event_file;
  std::vector<store::CrmMatch> matches;
  std::vector<rules::CrmPerson> persons;

  // Any thread, over a connection of its own.
  base::Result<std::vector<MatchLine>> read() const;
};

struct SourceTicket {
  std::string source;
  std::string external_id;
};

class CrmDesk {
 public:
  CrmDesk(VenueState& state, GuestDesk& guests, crm::Paces& paces) : state_(state), guests_(guests), paces_(paces) {}

  // `list`: its owner, whose guests they are. NotFound: no such event or connector. InvalidInput: it gives no tickets.
  // AlreadyExists: another event has them, or a pull of this connector is under way.
  base::Result<void> link(const std::string& event, const std::string& connector, const std::string& remote,
                          const std::string& list = {});
  // AlreadyExists: a pull of this connector is under way.
  base::Result<void> unlink(const std::string& event, const std::string& connector);

  // `event` is empty for persons. AlreadyExists: a pull of this connector is under way. Refused: by schedule nothing is
  // pulled by another field map than the last time, until somebody has pulled by it.
  base::Result<PullJob> begin_pull(const DuePull& wanted, bool dry_run = false);
  // `read`: what PullJob::read came to. Tickets become guests in one transaction. Refused: the event was unlinked, or
  // its guests were erased, while it was read. After news, events are to be matched: by match_next(), for whoever waits
  // at the door need not wait for all of them.
  base::Result<PullReport> finish_pull(const PullJob& job, base::Result<PullRead> read);
  // One event of these; at first all that are linked, as nobody knows what was news before. False: none is left.
  base::Result<bool> match_next();
  // What a dry run came to, as whoever asked for it has it told. NotFound: there was none since the last pull of the
  // same, change of a link, or erasure.
  void keep_look(const PullJob& job, std::string look) { looks_[job.key] = std::move(look); }
  base::Result<std::string> look(const std::string& event, const std::string& connector);
  // By the connectors' schedules. Closed events need nothing more.
  base::Result<std::vector<DuePull>> due_pulls();
  base::Result<std::vector<PullStatus>> status();

  // Of an event that goes on, sources that were pulled at least once; none where that cannot be read.
  std::vector<TicketSource> sources_of(rules::EventId event);
  // One ticket that the source was asked for, as a pull would take it. Whether a guest of it is on the list now.
  base::Result<bool> take_over(rules::EventId event, const TicketSource& source, const rules::PulledTicket& ticket);

  // Anew, from all that is known now.
  base::Result<void> match(const std::string& event);
  // Anew where guests, their names or the CRM's persons are others than the last time; so do all below.
  base::Result<void> keep_matched(const std::string& event);
  base::Result<MatchReading> match_reading(const std::string& event);
  base::Result<std::vector<MatchLine>> matches(const std::string& event);
  // NotFound: no such guest or person.
  base::Result<void> decide(const std::string& event, const store::CrmMatch& decided);
  // What somebody decided is forgotten. NotFound: nobody did.
  base::Result<void> retract(const std::string& event, const store::CrmMatch& decided);

  // For ever, where persons are erased: all that is known of the event's guests, or of some of them and their tickets,
  // which nobody can name any more once they are erased, and who they are in the mirror, unless others are the same. Of
  // others at a whole event the mirror has no longer that they were. On disk it goes with leave_no_trace() afterwards.
  base::Result<void> forget(rules::EventId event, const std::string& called);
  base::Result<void> forget(rules::EventId event, const std::vector<rules::GuestId>& guests,
                            const std::vector<SourceTicket>& tickets);
  base::Result<void> forget(const std::vector<store::CrmPersonKey>& persons);  // whom no guest is any more
  base::Result<bool> leave_no_trace();                                         // store::leave_no_trace
  base::Result<std::vector<store::CrmPersonKey>> persons_of(rules::EventId event,
                                                            const std::vector<rules::GuestId>& guests);
  base::Result<std::vector<store::CrmPersonKey>> persons_of(rules::EventId event);  // or may be
  base::Result<std::vector<SourceTicket>> tickets_of(rules::EventId event, const std::vector<rules::GuestId>& guests);

  // Where attendance goes, by DeliveryDesk::outlets: what it says follows from who is whom.
  void use_outlets(std::function<base::Result<Outlets>()> outlets) { outlets_ = std::move(outlets); }
  // How many earlier events the event's guests were at, by the CRM; who is not there is not known.
  base::Result<std::map<rules::GuestId, int>> earlier_events(rules::EventId event);
  // What a connector counts the event's guests by; who is not there is not known, or objects.
  base::Result<std::map<rules::GuestId, rules::Profile>> profiles(rules::EventId event, const std::string& connector);
  // For DeliveryDesk::use_never_pulled.
  base::Result<std::vector<std::string>> never_pulled();
  // For PackDesk::use_objections.
  base::Result<store::Objections> objections(rules::EventId event);
  // For DeliveryDesk::use_matches.
  base::Result<std::map<rules::GuestId, CrmPerson>> known_persons(rules::EventId event, const std::string& connector);

 private:
  base::Result<store::CrmStore*> store();
  bool knows_nothing() const;
  base::Result<settings::ConnectorSettings> connector(const std::string& name) const;
  base::Result<PullJob> job_of(const DuePull& wanted);
  base::Result<PullJob> with_import(PullJob job);
  tl::unexpected<base::Error> noted_trouble(const store::PullKey& key, const base::Error& error);
  base::Result<void> tell_purged_events();
  base::Result<void> require_idle(const std::string& connector) const;
  base::Result<void> require_known_map(const PullJob& job);
  void forget_looks();  // where somebody is erased
  struct UnderWay {
    store::PullKey key;
    std::vector<guests::ImportRow> found{};  // taken over meanwhile
    bool was_erased = false;                 // somebody whom it may have read
  };
  base::Result<void> require_wanted(const PullJob& job);
  base::Result<PullReport> finish_look(const PullJob& job, crm::PersonsLook look, const UnderWay& under_way);
  base::Result<PullReport> finish_tickets(const PullJob& job, PullRead read, const UnderWay& under_way);
  base::Result<PullReport> import_tickets(const PullJob& job, PullRead read);
  base::Result<void> note_refused(const PullJob& job, const guests::ImportPreview& preview);
  struct EventGuests {
    std::vector<crm::MatchedGuest> guests;
    std::map<rules::GuestId, std::set<rules::TicketId>> tickets;
  };
  base::Result<void> match(OpenEvent& event);
  // What guests are matched by, as it was read.
  struct MatchedFrom {
    base::Hash list{};         // GuestBook::version()
    std::int64_t entries = 0;  // of the journal, until which names were looked for
    std::uint64_t news = 0;    // of the mirror
  };
  base::Result<MatchedFrom> matched_from(OpenEvent& event) const;
  base::Result<bool> is_matched(OpenEvent& event);
  base::Result<void> note_unmatched();  // for match_next()
  // Events that get guests or give attendance, but for closed ones that give none.
  base::Result<std::set<rules::EventId>> linked_events();
  base::Result<EventGuests> guests_of(OpenEvent& event);
  base::Result<std::map<rules::GuestId, CrmPerson>> known_persons(OpenEvent& event, const std::string& connector,
                                                                  const EventGuests& guests);
  base::Result<void> mark_who_differs(OpenEvent& event, const EventGuests& guests);
  bool is_due(const settings::ConnectorSettings& connector, const store::PullRecord& pull, bool full) const;
  bool has_rested(const settings::ConnectorSettings& connector, const store::PullRecord& pull) const;

  VenueState& state_;
  GuestDesk& guests_;
  crm::Paces& paces_;
  std::optional<store::CrmStore> store_;
  std::map<std::string, UnderWay> under_way_;         // by connector: one pull of each at a time
  std::optional<std::set<rules::EventId>> to_match_;  // nothing: nobody has asked since the start
  std::map<rules::EventId, MatchedFrom> matched_;
  std::map<store::PullKey, std::string> looks_;
  std::uint64_t mirror_news_ = 0;  // how often the CRM said something new
  std::function<base::Result<Outlets>()> outlets_;
  // By event and target, as the outbox was told last: of none before the first match after a start.
  std::map<Outlet, std::map<rules::GuestId, CrmPerson>> told_;
};

}  // namespace einlass::venue
