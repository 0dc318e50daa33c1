// The fields of what stands inside messages, in JSON's names. Inner to core/wire.
#pragma once

#include "core/wire/entry_fields.h"
#include "core/wire/entry_json.h"
#include "core/wire/guest_fields.h"
#include "core/wire/message_parts.h"
#include "core/wire/message_words.h"
#include "core/wire/report_messages.h"

namespace einlass::rules {

// Found by argument-dependent lookup, hence in the namespace of the structs.
void write_json(std::string& out, const JournalRow& row);
bool from_json(const wire::json::value& in, JournalRow& out);
void write_json(std::string& out, const Admission& admission);
bool from_json(const wire::json::value& in, Admission& out);

template <typename F>
void fields_of(F& f, AdmissionGranted& granted) {  // its fact stands in the row
  f("ticket", granted.ticket);
  f("owed_badges", granted.owed_badges);
  f.unless_empty("badges_wait", granted.badges_wait);
}
template <typename F>
void fields_of(F& f, AdmissionRefused& refused) {
  f("refusal", refused.refusal);
  f("ticket", refused.ticket);
  f("choices", refused.choices);
  f("questions", refused.questions);
  f.unless_empty("persons", refused.persons);
  f("owed_badges", refused.owed_badges);
  f.unless_empty("badges_ahead", refused.badges_ahead);
  f("opens_at", refused.opens_at);
  f.unless_empty("badges_wait", refused.badges_wait);
}
template <typename F>
void fields_of(F& f, AdmissionAnnounced& announced) {
  f("ticket", announced.ticket);
}
template <typename F>
void fields_of(F& f, Merged& merged) {
  f("journal", merged.id.journal);
  f("event", merged.id.event);
  f("sequence", merged.id.sequence);
  f("answer", merged.answer);
  f.unless_empty("reason", merged.reason);
}

}  // namespace einlass::rules

namespace einlass::wire {

// The rows of a message. One that this version cannot read is set apart and holds up no other (docs/journal.md, Sync).
struct RowFields {
  std::vector<rules::JournalRow>& rows;
  std::vector<rules::UnreadableEntry>& unreadable;
};
void write_json(std::string& out, const RowFields& fields);
bool from_json(const json::value& in, RowFields& out);

void write_json(std::string& out, const ScanTarget& target);
bool from_json(const json::value& in, ScanTarget& out);

template <typename F>
void fields_of(F& f, Versions& versions) {
  f("oldest", versions.oldest);
  f("newest", versions.newest);
}
template <typename F>
void fields_of(F& f, Held& held) {
  f("event", held.event);
  f("journal", held.journal);
  f("sequence", held.sequence);
  f("hash", held.hash);
}
template <typename F>
void fields_of(F& f, ParkedCount& parked) {
  f("event", parked.event);
  f("reason", parked.reason);
  f("entries", parked.entries);
}
template <typename F>
void fields_of(F& f, GuestListHeld& held) {
  f("event", held.event);
  f("version", held.version);
}
template <typename F>
void fields_of(F& f, DocumentRef& document) {
  f("hash", document.hash);
  f("kind", document.kind);
  f("name", document.name);
  f("size", document.size);
}
template <typename F>
void fields_of(F& f, PairingCertificate& certificate) {
  f("key", certificate.key);
  f("name", certificate.name);
  f.unless_empty("door", certificate.door);
  f("event", certificate.event);
  f("signature", certificate.signature);
}
template <typename F>
void fields_of(F& f, CodeTarget& target) {
  f("hash", target.hash);
  f.unless_empty("code", target.code);
}
template <typename F>
void fields_of(F& f, TicketTarget& target) {
  f("ticket", target.ticket);
}
template <typename F>
void fields_of(F& f, BadgeTarget& target) {
  f("serial", target.serial);
}
template <typename F>
void fields_of(F& f, SignedTarget& target) {
  f("code", target.code);
}
template <typename F>
void fields_of(F& f, PrinterReport& printer) {
  f("name", printer.name);
  f.unless_empty("trouble", printer.trouble);
  f("labels", printer.labels);
}
template <typename F>
void fields_of(F& f, TicketView& view) {
  f("ticket", view.ticket);
  f("guest", view.guest);
  f.unless_empty("consents", view.consents);
}

}  // namespace einlass::wire
