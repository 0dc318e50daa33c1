// What connectors bring in, as plain values: tickets, persons, organisations' memberships. Salutation, gender and birth
// date have no place here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace einlass::rules {

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
  std::string person;  // the buyer's or guest's id in the CRM, where the source tells it
  friend bool operator==(const PulledTicket&, const PulledTicket&) = default;
};

// From one day to another, ISO 8601; empty: open.
struct Membership {
  std::string kind;
  std::string since;
  std::string until;
  friend bool operator==(const Membership&, const Membership&) = default;
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
  std::vector<Membership> memberships;  // hers, and by her organisation's
  bool gone = false;                    // it was there once
  friend bool operator==(const CrmPerson&, const CrmPerson&) = default;
};

}  // namespace einlass::rules
