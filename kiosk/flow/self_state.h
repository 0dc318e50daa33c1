// What self-service asks of a guest, as parts of the flow's state. Plain values.
#pragma once

#include "core/base/instant.h"
#include "core/rules/admission.h"
#include "core/rules/ids.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::flow {

// What a guest is asked on the spot. A consent has two equal answers, another question is answered in her own words.
struct AskedQuestion {
  std::string id;
  std::map<std::string, std::string> text;  // by language
  int text_version = 1;
  bool consent = false;
  friend bool operator==(const AskedQuestion&, const AskedQuestion&) = default;
};

struct TicketChoice {
  rules::TicketId ticket;
  std::string label;  // the ticket type; never a person
  friend bool operator==(const TicketChoice&, const TicketChoice&) = default;
};

// A closed event: our team is told, and the guest waits with a number. Without the server nobody is, and there is none.
struct Announced {
  int number = 0;
  bool aside = false;  // it takes long: the next guest's turn
};
struct Choose {
  std::vector<TicketChoice> choices;
};

// --- what a guest is asked; those with a form keep it in State::form -------------------------------------------------

// By name and one more thing that only she knows.
struct FindMe {
  bool first_name = false;  // too: others of her surname share the second
};
struct FoundNobody {};  // or not for certain
struct SearchLocked {
  base::Milliseconds wait{0};
};
struct RegisterMe {};  // without a ticket
struct AnswerQuestion {
  AskedQuestion question;
};
// How many of a party come in now.
struct HowMany {
  int most = 1;
  int persons = 1;
};
// The next four come after the admission and before the badge (Visit::before_badges).
struct NameTicket {};  // the ticket has no name yet
struct AskConsent {
  AskedQuestion question;
};
struct ConfirmBadge {
  std::vector<std::string> lines;  // as printed
  std::uint64_t picture = 0;       // number of the drawing; 0: not drawn yet
};
struct CorrectBadge {};  // the name on the badge alone

// What is still to be asked of somebody who is in, and what follows.
struct BeforeBadges {
  rules::TicketId ticket;
  std::vector<int> places;
  std::vector<rules::PrintJobId> jobs;  // one per place
  std::string name;                     // of the guest, on whatever is asked
  std::string badge_name;               // as it would be printed
  bool unnamed = false;
  std::deque<AskedQuestion> consents;  // the first one is on the screen
  bool confirm = false;
};

// Several codes in one picture: one after the other is admitted, and all are welcomed together.
struct Group {
  int members = 0;                 // decided so far, with the one on the screen
  int persons = 0;                 // of those, who are in
  int not_in = 0;                  // tickets that our team must look at
  std::vector<std::string> codes;  // of those who were decided
};

// Somebody whom staff or host have not decided yet, and who has left the screen.
struct WaitingAside {
  rules::ScanId scan;
  int number = 0;
};

}  // namespace einlass::flow
