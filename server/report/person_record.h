// All that is known of one person, to be handed out to her (Art. 15 GDPR; docs/privacy.md, A person's request): as
// JSON, complete, and as a page to be read and printed. Plain values; any thread.
#pragma once

#include "core/base/venue_zone.h"
#include "core/rules/crm_rows.h"
#include "core/rules/guest_row.h"
#include "core/rules/journal_row.h"
#include "core/rules/outbox_row.h"

#include <string>
#include <vector>

namespace einlass::report {

// As it was given, with the words that were read.
struct KnownConsent {
  rules::ConsentGiven given;
  std::string text;  // empty: that version of the text is not here any more
  base::Instant at;
};

// A copy somewhere else that may hold her data.
struct KnownCopy {
  enum class Kind { Backup, PackedFile };
  Kind kind = Kind::Backup;
  std::string where;  // the backup's folder; what the packed file was for
  base::Instant made;
};

struct PaperRow {
  int list = 0;
  int row = 0;
};

// That this guest is, may be, or is not a person of the CRM. Of who only may be she no more is told than the id.
struct KnownMatch {
  std::string connector;
  std::string person;  // her id there
  std::string by;      // id, email, name, person: who somebody said she is
  std::string state;   // matched, proposed, confirmed, rejected
};

// What a target was or will be told of her.
struct KnownDelivery {
  std::string target;
  rules::OutboxRow row;
};

// She as a guest of one event, by one ticket.
struct KnownTicket {
  std::string event_key;
  std::string event_name;
  std::string organiser;
  base::Instant starts;
  base::VenueZone zone;
  rules::GuestRow row;                     // as it is known now
  std::vector<rules::JournalRow> entries;  // that name her or her ticket, by time
  std::vector<KnownConsent> consents;
  std::vector<PaperRow> paper;
  std::vector<KnownCopy> copies;
  std::string pulled_from{};    // what the ticket's source calls the event; empty: it is not linked to it
  std::string source_person{};  // whose the ticket is, as its source told: an id of the CRM
  std::vector<KnownMatch> matches{};
  std::vector<KnownDelivery> deliveries{};
};

struct PersonRecord {
  std::string made;                  // local time, ISO 8601
  std::vector<KnownTicket> tickets;  // the newest event first; none: only the CRM has her
  // As the CRM was last known to have her: whom her guests are, and whoever has the same name and e-mail address there.
  std::vector<rules::CrmPerson> in_crm{};

  std::string name() const;
  std::string email() const;
};

std::string person_json(const PersonRecord& person);
// One HTML page that needs no other file. `language`: "de" or "en".
std::string person_page(const PersonRecord& person, const std::string& language);

}  // namespace einlass::report
