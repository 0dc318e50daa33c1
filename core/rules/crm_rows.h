// What connectors bring in, as plain values: tickets, persons, memberships, events that persons were at, what the
// summary counts them by. Salutation, gender and birth date have no place here.
#pragma once

#include "core/base/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::rules {

// What the summary counts somebody by (docs/attendance.md); several clubs or topics are parted by ;. Empty: it is not
// said.
struct Profile {
  std::string sector;
  std::string club;
  std::string topics;
  friend bool operator==(const Profile&, const Profile&) = default;
};

// What it does not say, `other` says.
inline void complete(Profile& profile, const Profile& other) {
  for (const auto field : {&Profile::sector, &Profile::club, &Profile::topics}) {
    if ((profile.*field).empty()) profile.*field = other.*field;
  }
}

// One ticket as its source has it; texts as the source words them, empty where it says nothing.
struct PulledTicket {
  std::string external_id;  // names the ticket at its source, within its order where there is one
  std::string order_ref;
  std::string first_name;
  std::string last_name;
  std::string full_name;
  std::string email;        // the guest's own
  std::string buyer_email;  // the order's
  std::string company;
  std::string job_title;
  std::string ticket_type;
  std::string language;
  std::string status;  // as guests::read_status reads it
  std::string code;
  int places = 1;
  std::optional<base::Instant> valid_from{};
  std::optional<base::Instant> valid_until{};
  std::string person;  // the buyer's or guest's id in the CRM, where the source tells it
  Profile profile{};
  friend bool operator==(const PulledTicket&, const PulledTicket&) = default;
};

// From one day to another, ISO 8601; empty: open.
struct Membership {
  std::string kind;
  std::string since;
  std::string until;
  friend bool operator==(const Membership&, const Membership&) = default;
};

// An event that somebody was at, as the system has it; what else it says of it is not read.
struct AttendedEvent {
  std::string event;  // as the system calls it
  std::string day;    // ISO 8601
  friend bool operator==(const AttendedEvent&, const AttendedEvent&) = default;
};

struct CrmPerson {
  std::string connector;
  std::string id;  // there
  std::string first_name;
  std::string last_name;
  std::string email;
  std::string organisation;
  std::string organisation_id;  // there; empty: the name is all there is
  bool objects_to_profiling = false;
  std::vector<Membership> memberships;                   // hers, and by her organisation's
  std::optional<std::vector<AttendedEvent>> attended{};  // nothing: not read, as of whoever objects
  bool gone = false;                                     // it was there once
  Profile profile{};                                     // of whoever objects, nothing
  friend bool operator==(const CrmPerson&, const CrmPerson&) = default;
};

inline std::string full_name(const CrmPerson& person) {
  const bool has_both = !person.first_name.empty() && !person.last_name.empty();
  return person.first_name + (has_both ? " " : "") + person.last_name;
}

}  // namespace einlass::rules
