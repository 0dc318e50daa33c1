// What somebody signed in does at a guest sheet or inbox beside admitting: each becomes one fact or two, with operator
// and place. Values; screens make them, the journal's owner checks and writes them.
#pragma once

#include "core/rules/attendance.h"
#include "core/rules/fact.h"
#include "core/rules/guest.h"
#include "core/rules/guest_fields.h"
#include "core/rules/staff.h"

#include <optional>
#include <string>
#include <variant>

namespace einlass::rules {

// Takes an admission, a transfer or a count back, with all entries of its scan. With a transfer go the admissions of
// whoever came instead.
struct UndoScan {
  ScanRef scan;
};
struct SeeOff {
  TicketId ticket;
  int persons = 0;  // 0: all who are inside
};
// Of a scan that was refused; the next step of the same scan is then asked for.
struct SetRefusalAside {
  ScanId scan;
  ReasonKind reason = ReasonKind::Authorised;
  std::string typed_reason;  // private; may be empty
};
// Somebody else comes: a guest of her own, of whom only a name need be known.
struct HandTicketOn {
  TicketId ticket;
  Guest instead;
  AdmissionDay day;  // on which; nothing: whenever somebody comes
};
// The same person under a corrected name, or the name of a ticket that had none.
struct CorrectGuest {
  TicketId ticket;
  GuestFields fields;  // those that change
};
struct TakeNote {
  TicketId ticket;
  NoteKind kind = NoteKind::Other;
  std::string text;  // private
};
struct Excuse {
  TicketId ticket;
  bool excused = true;
};
// Einlass takes no money: paid elsewhere, by reference, or an invoice follows.
struct Settle {
  TicketId ticket;
  Settlement settlement = Settlement::Reference;
  std::string reference;  // private; may be empty
};
// The badge is lost or wrong: void. Who is inside is owed a new one, which her kiosk prints at the next scan or tap.
struct VoidBadge {
  TicketId ticket;
  BadgeSerial serial;
  VoidReason reason = VoidReason::Lost;
};
// Somebody has looked whether a badge in doubt came out. One that did not is owed again.
struct JudgeBadge {
  TicketId ticket;
  BadgeSerial serial;
  bool came_out = false;
};
// A walk-in or plus-one with a ticket of her own.
struct RegisterGuest {
  TicketId ticket;  // minted by the asker, so that a repeated request registers nobody twice
  Guest guest;      // its id is minted likewise
  std::string category;
  int places = 1;
  std::optional<TicketId> with{};  // of a companion: the guest she comes along with
};
// Anonymous, one tap. Scan and ticket are minted by the asker: a repeated request counts nobody twice, and UndoScan
// takes it back by them.
struct CountIn {
  ScanRef scan;
  int persons = 1;
  std::string category;
};
struct DecideForHost {
  TicketId ticket;
  bool approved = false;
  std::optional<DeclineReason> reason;
};
struct JudgeConflict {
  ConflictJudged verdict;
};
// Somebody goes to whoever asked for help during this scan.
struct AnswerCall {
  ScanId scan;
};

using StaffAct = std::variant<UndoScan, SeeOff, SetRefusalAside, HandTicketOn, CorrectGuest, TakeNote, Excuse, Settle,
                              VoidBadge, JudgeBadge, RegisterGuest, CountIn, DecideForHost, JudgeConflict, AnswerCall>;

// In which way somebody may come who is registered at the door; nothing: this decider registers nobody here.
std::optional<How> way_of_registered(Decider decider, const EventPolicy& policy);
// The same of this guest: a companion comes with hers wherever there is somebody to register her. Nobody does so
// herself.
std::optional<How> way_of_registered(const RegisterGuest& act, Decider decider, const EventPolicy& policy);

// By role and policy; whether the ticket is in a state for it, its writer looks up (db/staff_acts.h). A helper may do
// what a guest may who is alone: register herself where the policy lets her.
bool may_do(const StaffAct& act, Role role, const EventPolicy& policy);

}  // namespace einlass::rules
