// The fields of every fact, in JSON's names. Used by entry_json.cpp only.
#pragma once

#include "core/rules/fact.h"
#include "core/wire/json_fields.h"

namespace einlass::rules {

// Found by argument-dependent lookup, hence in the namespace of the structs.

template <typename F>
void fields_of(F& f, ScanRef& ref) {
  f("scan", ref.scan);
  f("ticket", ref.ticket);
}
template <typename F>
void fields_of(F& f, Seat& seat) {
  f("source", seat.source);
  f.unless_empty("lease", seat.lease);
}
inline bool fits_together(const Seat& seat) {
  return (seat.source == SeatSource::Lease) == (seat.lease != LeaseId());
}
template <typename F>
void fields_of(F& f, Admitted& fact) {
  f("persons", fact.persons);
  f("places", fact.places);
  f("badges_due", fact.badges_due);
  f("category", fact.category);
  f("day", fact.day);
  f("re_entry", fact.re_entry);
  f("seat", fact.seat);
  f("how", fact.how);
}
template <typename F>
void fields_of(F& f, Refused& fact) {
  f("refusal", fact.refusal);
}
template <typename F>
void fields_of(F& f, Departed& fact) {
  f("persons", fact.persons);
  f("day", fact.day);
}
template <typename F>
void fields_of(F& f, AdmissionUndone& fact) {
  f("undone", fact.undone);
}
template <typename F>
void fields_of(F& f, Overridden& fact) {
  f("refusal", fact.refusal);
  f("reason", fact.reason);
}
template <typename F>
void fields_of(F& f, GuestRegistered& fact) {
  f("category", fact.category);
  f("places", fact.places);
  f("how", fact.how);
}
template <typename F>
void fields_of(F& f, GuestAmended& fact) {
  f("fields", fact.fields);
}
template <typename F>
void fields_of(F& f, TicketTransferred& fact) {
  f("old_guest", fact.old_guest);
  f("new_guest", fact.new_guest);
  f("day", fact.day);
}
template <typename F>
void fields_of(F& f, Counted& fact) {
  f("persons", fact.persons);
  f("category", fact.category);
  f("day", fact.day);
  f("seat", fact.seat);
}
template <typename F>
void fields_of(F& f, ConsentGiven& consent) {
  f("question", consent.question);
  f("text_version", consent.text_version);
  f("language", consent.language);
  f("yes", consent.yes);
}
template <typename F>
void fields_of(F& f, AnswersGiven& fact) {
  f("questions", fact.questions);
  f("consents", fact.consents);
}
template <typename F>
void fields_of(F& f, SettledElsewhere& fact) {
  f("settlement", fact.settlement);
}
template <typename F>
void fields_of(F&, HostAsked&) {}
template <typename F>
void fields_of(F& f, HostDecided& fact) {
  f("approved", fact.approved);
  f("reason", fact.reason);
}
template <typename F>
void fields_of(F& f, Noted& fact) {
  f("note", fact.kind);
}
template <typename F>
void fields_of(F& f, Excused& fact) {
  f("excused", fact.excused);
}
template <typename F>
void fields_of(F& f, SeatReleased& fact) {
  f("persons", fact.persons);
}
template <typename F>
void fields_of(F& f, MovedUp& fact) {
  f("persons", fact.persons);
}
template <typename F>
void fields_of(F& f, BadgeStarted& fact) {
  f("serial", fact.serial);
  f("place_number", fact.place_number);
  f("replaces", fact.replaces);
  f("reason", fact.reason);
}
template <typename F>
void fields_of(F& f, BadgePrinted& fact) {
  f("serial", fact.serial);
}
template <typename F>
void fields_of(F& f, BadgeFailed& fact) {
  f("serial", fact.serial);
  f("fault", fact.fault);
}
template <typename F>
void fields_of(F& f, BadgeUnknown& fact) {
  f("serial", fact.serial);
}
template <typename F>
void fields_of(F& f, BadgeVoided& fact) {
  f("serial", fact.serial);
  f("reason", fact.reason);
}
template <typename F>
void fields_of(F& f, LeaseGranted& fact) {
  f("lease", fact.lease);
  f("holder", fact.holder);
  f.unless_empty("category", fact.category);
  f("day", fact.day);
  f("seats", fact.seats);
  f("lasts_ms", fact.lasts_ms);
}
template <typename F>
void fields_of(F& f, LeaseReturned& fact) {
  f("lease", fact.lease);
  f("seats", fact.seats);
}
template <typename F>
void fields_of(F& f, LeaseForfeited& fact) {
  f("lease", fact.lease);
}
template <typename F>
void fields_of(F& f, ConflictJudged& fact) {
  f("scans", fact.scans);
  f("verdict", fact.verdict);
  f("stands", fact.stands);
}
inline bool fits_together(const ConflictJudged& fact) {
  return (fact.verdict == Verdict::Stands) == fact.stands.has_value();
}
template <typename F>
void fields_of(F&, HelpAsked&) {}
template <typename F>
void fields_of(F&, HelpAnswered&) {}
template <typename F>
void fields_of(F& f, KioskLost& fact) {
  f("journal", fact.journal);
}
template <typename F>
void fields_of(F& f, GuestErased& fact) {
  f("guest", fact.erased);
}
template <typename F>
void fields_of(F&, EventClosed&) {}
template <typename F>
void fields_of(F&, EventReopened&) {}

}  // namespace einlass::rules
