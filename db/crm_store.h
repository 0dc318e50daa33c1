// crm.db: what the systems around the server were last known to hold: pulls and their positions, persons, what events
// are linked to, and which guest is which person. One connection belongs to one thread; the thread that pulls has one
// of its own, since pages come by the minute.
#pragma once

#include "core/base/error.h"
#include "db/crm_records.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace einlass::store {

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
  // the day on which it begins. A guest who is known to two connectors is there twice. `purged_are_earlier`: all of
  // purged_events() were before this one; else nobody knows it of whoever was at one of them.
  base::Result<std::vector<GuestHistory>> earlier_events(rules::EventId event, const rules::AttendedEvent& this_one,
                                                         bool purged_are_earlier) const;
  // As Einlass calls them.
  base::Result<std::vector<std::string>> purged_events() const;
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

  // For ever: the event's links and matches, what was pulled, whose its tickets are, and with whom its guests are or
  // may be in the mirror, where no guest of another event is the same person; a full pull brings again whom the CRM
  // has. Of whom the mirror has at an event that is called so no more than that they were at some event is kept, now
  // and of what is pulled later.
  base::Result<void> forget_event(rules::EventId event, const std::string& called);
  // The latter alone.
  base::Result<void> forget_attended(const std::string& called);
  // With whom she is in the mirror, where nobody else is the same person; a full pull brings her again that the CRM
  // has.
  base::Result<void> forget_guest(rules::EventId event, rules::GuestId guest);
  // Whom these guests of the event surely are.
  base::Result<std::vector<CrmPersonKey>> persons_of(rules::EventId event,
                                                     const std::vector<rules::GuestId>& guests) const;
  base::Result<std::vector<CrmPersonKey>> persons_of(rules::EventId event) const;  // or may be, all of its guests
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
