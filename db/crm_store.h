// crm.db: what the systems around the server were last known to hold: pulls and their positions, persons, what events
// are linked to, and which guest is which person. One connection belongs to one thread; the thread that pulls has one
// of its own, since pages come by the minute.
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/rules/crm_rows.h"
#include "core/rules/ids.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::store {

// An event gets its guests from what a connector calls `remote`.
struct CrmLink {
  rules::EventId event;
  std::string connector;
  std::string remote;
  std::string list{};  // its owner, whose guests they are; empty: nobody's in particular
  friend bool operator==(const CrmLink&, const CrmLink&) = default;
};

// `remote` is empty for persons, who belong to no event.
struct PullKey {
  std::string connector;
  std::string remote;
  friend auto operator<=>(const PullKey&, const PullKey&) = default;
};

// Guests, or persons of the CRM.
struct PullFigures {
  int came = 0;
  int changed = 0;
  int went = 0;
  int refused = 0;  // tickets that cannot be read; where they are kept, those of earlier pulls among them
  friend bool operator==(const PullFigures&, const PullFigures&) = default;
};

struct PullRecord {
  PullKey key;
  std::string watermark;                  // of the last pull that came to its end
  std::optional<base::Instant> finished;  // when that was
  std::optional<base::Instant> full_finished;
  std::string trouble;  // why the last one did not; empty: it did
  std::optional<base::Instant> tried;
  bool running = false;                  // begun and not finished, maybe by a process that is gone
  bool full = false;                     // of the one that runs
  std::string position;                  // of its next page; at its end: what finish() gets as watermark
  bool read = false;                     // every page is here
  bool looked = false;                   // what it would bring was shown once
  std::string warning{};                 // why one of the next may fail, and what to do; empty: it need not
  std::optional<PullFigures> figures{};  // of the last one that came to its end; nothing: an older version made it
  std::string field_map{};               // by which that one read; empty: an older version
  std::string now_field_map{};           // by which the one reads that runs
};

// What has changed since tells all only where the same fields were read then.
inline bool knows_what_was_read(const PullRecord& known, const std::string& field_map) {
  return !known.watermark.empty() && known.field_map == field_map;
}

struct PulledPage {
  std::vector<rules::PulledTicket> tickets;
  std::vector<rules::CrmPerson> persons;
  std::vector<std::string> gone;          // ids of persons that were deleted
  std::vector<std::string> whole_orders;  // all tickets of these are on this page
  std::string next;                       // position of the next page; with `last`: the watermark
  bool last = false;
};

// What a pull could take of what it read, by their external ids as guests have them.
struct ReadTickets {
  std::set<std::string> taken;
  std::set<std::string> refused;
};

// All tickets of a pull, before they become guests.
struct PulledList {
  std::vector<rules::PulledTicket> tickets;
  std::vector<std::string> whole_orders;
};

enum class MatchState { Matched, Proposed, Confirmed, Rejected };
enum class MatchedBy { Id, Email, Name, Person };  // Person: somebody said so
std::string_view word(MatchState state);
std::string_view word(MatchedBy by);

// As whom a person may be found: each by itself, an empty one by nothing.
struct CrmSought {
  std::string connector{};
  std::string id{};            // in the connector
  std::string address{};       // folded; in all connectors, as the rest
  std::string name{};          // name_key(), together with
  std::string organisation{};  // the organisation, folded
};

// One person of the mirror.
struct CrmPersonKey {
  std::string connector;
  std::string id;
  friend auto operator<=>(const CrmPersonKey&, const CrmPersonKey&) = default;
};

struct CrmMatch {
  rules::GuestId guest;
  std::string connector;
  std::string person;
  MatchedBy by = MatchedBy::Id;
  MatchState state = MatchState::Matched;
  friend bool operator==(const CrmMatch&, const CrmMatch&) = default;
};

// How many events before that one a guest was at, by the mirror.
struct GuestHistory {
  rules::GuestId guest;
  int events = 0;
};

// What a connector says of a guest.
struct GuestProfile {
  rules::GuestId guest;
  rules::Profile profile;
};

// Who she is, as far as anybody knows.
inline bool is_settled(const CrmMatch& match) {
  return match.state == MatchState::Matched || match.state == MatchState::Confirmed;
}

class CrmStore {
 public:
  static base::Result<CrmStore> open(const std::filesystem::path& file);
  CrmStore(CrmStore&&) noexcept;
  CrmStore& operator=(CrmStore&&) noexcept;
  ~CrmStore();

  // In the place of the event's other one with the same connector. What was pulled for a link that is no more goes with
  // it, like all that is known of its tickets.
  base::Result<void> put_link(const CrmLink& link);
  base::Result<void> remove_link(rules::EventId event, const std::string& connector);
  base::Result<std::vector<CrmLink>> links(rules::EventId event) const;
  base::Result<std::vector<CrmLink>> links() const;

  base::Result<PullRecord> pull(const PullKey& key) const;  // an empty one where there never was any
  base::Result<std::vector<PullRecord>> pulls() const;
  // A pull that was cut off goes on where it is of the same kind; else it begins anew. By another field map than the
  // last one it is a full one.
  base::Result<PullRecord> begin_pull(const PullKey& key, bool full, base::Instant now,
                                      const std::string& field_map = {});
  // With the position of the next one: both or neither. Refused: the pull was ended meanwhile, by a purge.
  base::Result<void> keep_page(const PullKey& key, const PulledPage& page);
  // A ticket that its source was asked for by itself: a pull that runs may have read past it, and is given it, too.
  base::Result<void> keep_found(const PullKey& key, const rules::PulledTicket& ticket);
  // Of persons, full: it saw none of those who are known, as if all had gone.
  base::Result<bool> saw_nobody(const PullKey& key) const;
  base::Result<PulledList> pulled(const PullKey& key) const;
  // What became of the guest list; of persons the store knows it itself.
  base::Result<void> note_figures(const PullKey& key, const PullFigures& figures);
  // Who is refused stays among the figures until a pull takes her, or a full one does not see her any more: between
  // full ones nothing tells of a row that nobody changes.
  base::Result<void> note_refused(const PullKey& key, const ReadTickets& read);
  // After a full pull, persons that it did not see are gone, and who is gone is deleted. Tickets are forgotten, but for
  // whose they are.
  base::Result<void> finish_pull(const PullKey& key, base::Instant now);
  // Of a pull that is about to come to its end: what was warned of before is over. Empty: nothing is.
  base::Result<void> note_warning(const PullKey& key, const std::string& sentence);
  // Its position stays, so that it goes on there. Nothing is noted for a link that is no more.
  base::Result<void> note_trouble(const PullKey& key, const std::string& sentence, base::Instant now);
  base::Result<void> drop_pull(const PullKey& key);  // unfinished; for dry runs
  base::Result<void> end_pulls();                    // all that are under way, with what they brought

  // Those left out who go with the pull that runs, here and below.
  base::Result<std::vector<rules::CrmPerson>> persons() const;
  base::Result<std::vector<std::string>> person_ids(const std::string& connector) const;
  // Whoever has the id, the address, or name and organisation of one of these, each once.
  base::Result<std::vector<rules::CrmPerson>> alike(const std::vector<CrmSought>& sought) const;
  // All who matter to one event: whom its guests are matched to, and whoever may give them a membership.
  base::Result<std::vector<rules::CrmPerson>> persons_for(rules::EventId event) const;
  base::Result<std::optional<rules::CrmPerson>> person(const std::string& connector, const std::string& id) const;
  // Of the event's guests whom a connector knows with what they were at; `this_one`: as the CRM calls the event, and
  // the day on which it begins. A guest who is known to two connectors is there twice.
  base::Result<std::vector<GuestHistory>> earlier_events(rules::EventId event,
                                                         const rules::AttendedEvent& this_one) const;
  // Of the event's guests who are settled as persons of the connector, and do not object there; nobody of whom it says
  // nothing.
  base::Result<std::vector<GuestProfile>> profiles(rules::EventId event, const std::string& connector) const;
  // Whose a ticket is, as its source told; by connector and external id.
  base::Result<std::optional<std::string>> person_of_ticket(const std::string& connector,
                                                            const std::string& external_id) const;

  base::Result<std::vector<CrmMatch>> matches(rules::EventId event) const;
  // All that nobody has decided are replaced; what somebody confirmed or rejected stays.
  base::Result<void> put_matches(rules::EventId event, const std::vector<CrmMatch>& found);
  // Confirming one rejects nothing else; it is in the place of what was found for the guest in that connector.
  base::Result<void> decide_match(rules::EventId event, const CrmMatch& decided);
  // As if nobody had said anything; by guest, connector and person. False: nobody had.
  base::Result<bool> retract_match(rules::EventId event, const CrmMatch& decided);

  // For ever: the event's links and matches, what was pulled, and whose its tickets are. Persons of the mirror stay,
  // but of whom the mirror has at an event that is called so no more than that they were at some event is kept, now and
  // of what is pulled later.
  base::Result<void> forget_event(rules::EventId event, const std::string& called);
  // The latter alone.
  base::Result<void> forget_attended(const std::string& called);
  // With whom she is in the mirror, where nobody else is the same person; a full pull brings her again that the CRM
  // has.
  base::Result<void> forget_guest(rules::EventId event, rules::GuestId guest);
  // Whom these guests of the event surely are.
  base::Result<std::vector<CrmPersonKey>> persons_of(rules::EventId event,
                                                     const std::vector<rules::GuestId>& guests) const;
  // Of the mirror, where no guest is that person any more.
  base::Result<void> forget_person(const CrmPersonKey& person);
  // What is known of a ticket; by connector and external id, as guests have it.
  base::Result<void> forget_ticket(const std::string& connector, const std::string& external_id);

 private:
  struct Impl;
  explicit CrmStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace einlass::store
