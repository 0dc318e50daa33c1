// What is asked of the HostDesk, as plain values.
#pragma once

#include "core/base/instant.h"
#include "core/rules/fact_terms.h"
#include "core/rules/guest.h"
#include "core/rules/journal_entry.h"
#include "server/venue/caller.h"

#include <map>
#include <optional>
#include <string>

namespace einlass::venue {

// Who asks, and about which event.
struct HostAsks {
  std::string event;             // key or id
  std::optional<Caller> caller;  // nothing: the command line, which may do all
  std::string door{};            // where she stands, where the event has several
};

// Whoever stood at the door without a kiosk ticked it there, some time from `from` until `until`.
struct OnPaper {
  std::string place;  // "paper list 2"
  base::Instant from;
  base::Instant until;
  bool all_the_same = false;  // although she was refused when this was typed before
};

struct HostAdmit {
  rules::TicketId ticket;
  rules::ScanStep scan;   // minted by the page: a request that is repeated is answered alike
  int persons = 0;        // 0: all who are not in yet
  bool may_wait = false;  // where kiosks hold the seat that is missing: have it given back, and ask again
  std::optional<OnPaper> paper{};
};

// Written beside a row of a list on paper: when so many of the ticket left.
struct HostSeesOff {
  rules::TicketId ticket;
  rules::ScanId scan;  // of the row: what is typed twice counts once
  int persons = 0;     // 0: all who are inside
  std::string place;   // "paper list 48213"
  base::Instant at;
};

struct HostScan {
  std::string code;  // as the camera read it
  rules::ScanStep scan;
  int persons = 0;
  bool may_wait = false;  // as HostAdmit, and for the answer of a source that is asked for the code
};

struct HostAdds {
  rules::TicketId ticket;  // minted by the page
  rules::Guest guest;      // without id; list_owner may be left out by a host with one list
  std::string category;    // empty: guest
  int places = 1;
  std::optional<bool> at_door;            // she stands there, as a walk-in; nothing: where the doors are open
  std::optional<rules::TicketId> with{};  // the guest whose companion she is, or by another category her plus-one
};

// What the guest said to the policy's questions, and to whoever asked her in which language.
struct HostAnswers {
  rules::TicketId ticket;
  rules::ScanStep scan;  // that was refused with needs_answers, or a new one; the next step of it lets her in
  std::map<std::string, std::string> answers;
  std::map<std::string, bool> consents;
  std::string language;
};

struct HostDecides {
  rules::TicketId ticket;
  rules::ScanStep scan;  // that was announced or refused; the next step of it lets her in
  bool approved = false;
  std::optional<rules::DeclineReason> reason;
  bool may_wait = false;  // as HostAdmit
};

}  // namespace einlass::venue
