// One person, over all events of this server: who she may be, all that is known of her, and her erasure (docs/
// privacy.md, A person's request).
//
// Einlass knows guests, each of one event. Of several they are taken for one person where both name and e-mail address
// are the same: an address alone may be a whole office's, a name alone two people's.
#pragma once

#include "core/wire/event_pack.h"
#include "server/report/person_record.h"
#include "server/venue/erasure_desk.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace einlass::venue {

struct GuestOfEvent {
  rules::EventId event;
  std::string event_key;
  std::string event_name;
  base::Instant starts;
  rules::GuestRow row;  // as the entries say by now
};

struct FoundPerson {
  std::vector<GuestOfEvent> guests;  // the newest event first; never empty

  rules::GuestId id() const { return guests.front().row.guest.id; }
};

// Which guests are a person of the CRM: they were taken for her, or bear her name and address. Guests first.
class GuestsByPerson {
 public:
  void add(const rules::Guest& guest);
  void add(const store::CrmMatch& match);  // nothing where the guest was erased
  std::set<rules::GuestId> of(const rules::CrmPerson& person) const;

 private:
  std::set<rules::GuestId> ids_;
  std::map<std::string, std::set<rules::GuestId>> by_key_;
  std::map<std::pair<std::string, std::string>, std::set<rules::GuestId>> taken_for_;  // connector, id there
};

// Where guests are looked for. A value: any thread, as each search reads snapshots of its own.
class PersonSources {
 public:
  // By the id of one of her guests, by e-mail address, else by any parts of name and company. At most `most`; those of
  // the newest events first.
  base::Result<std::vector<FoundPerson>> find(const std::string& who) const;
  static constexpr std::size_t most = 50;

  // Whom these ids mean, each once. NotFound: one of them is nobody's.
  base::Result<std::vector<FoundPerson>> persons(const std::set<rules::GuestId>& ids) const;
  base::Result<FoundPerson> person(rules::GuestId id) const;
  base::Result<report::PersonRecord> known(rules::GuestId id) const;

  // Likewise among the CRM's people as they were pulled last: by CONNECTOR:ID, address, or the beginnings of names and
  // organisation.
  struct FoundInCrm {
    std::vector<FoundPerson> guests;       // whom a guest is taken for, or who bears a guest's name and address
    std::vector<rules::CrmPerson> others;  // on no guest list
  };
  base::Result<FoundInCrm> find_in_crm(const std::string& who) const;
  // CONNECTOR:ID; a record without tickets. NotFound: the CRM has nobody like that. InvalidInput: she is a guest.
  base::Result<report::PersonRecord> known_in_crm(const std::string& id) const;

 private:
  friend class PersonDesk;
  struct Event {
    rules::EventId id;
    std::string key;
    rules::EventFrame frame;
    base::VenueZone zone;
    store::EventStoreOptions file;
    std::vector<rules::EventPolicy> policies;  // earlier ones and the one of now: texts of consents
    std::vector<report::KnownCopy> copies;
  };

  base::Result<std::vector<GuestOfEvent>> all_guests() const;
  static base::Result<void> add_guests(const Event& event, std::vector<GuestOfEvent>& guests);
  base::Result<report::KnownTicket> known_ticket(const GuestOfEvent& guest) const;
  base::Result<std::optional<rules::CrmPerson>> person_of_crm(const std::string& id) const;
  base::Result<GuestsByPerson> guests_by_person() const;
  base::Result<FoundInCrm> told_apart(std::vector<rules::CrmPerson> persons) const;
  base::Result<std::optional<store::CrmStore>> crm() const;
  static base::Result<void> add_crm(const store::CrmStore& crm, report::PersonRecord& record);

  std::filesystem::path crm_file_;
  base::Instant asked_;
  std::vector<Event> events_;
};

// On the desk's thread.
class PersonDesk {
 public:
  struct Parts {
    VenueState& state;
    EventDesk& events;
    ErasureDesk& erasures;
  };
  explicit PersonDesk(const Parts& parts) : parts_(parts) {}

  // Of events whose files can be read; no rehearsals, which are copies.
  base::Result<PersonSources> sources();

  // All guests whom these ids mean. NotFound: one of the ids is nobody's; nothing is written then.
  struct Erasure {
    int guests = 0;
    std::vector<ErasureRest> rests;
    std::vector<std::pair<std::string, wire::PackNote>> packed;  // event's key; files that nobody reaches from here
  };
  base::Result<Erasure> erase(const std::vector<rules::GuestId>& ids, std::uint32_t by);

 private:
  base::Result<void> add_copies(PersonSources::Event& event);
  base::Result<std::vector<rules::EventPolicy>> policies_of(const OpenEvent& event);

  Parts parts_;
};

}  // namespace einlass::venue
