// The fields of every message, in JSON's names. Used by messages.cpp only.
#pragma once

#include "core/wire/event_message_fields.h"
#include "core/wire/messages.h"
#include "core/wire/part_fields.h"

namespace einlass::wire {

template <typename F>
void fields_of(F& f, Challenge& message) {
  f("nonce", message.nonce);
  f("versions", message.versions);
  f("software", message.software);
}
template <typename F>
void fields_of(F& f, PairRequest& message) {
  f("secret", message.secret);
  f("key", message.key);
  f.unless_empty("name", message.name);
  f("versions", message.versions);
  f("software", message.software);
  f("event", message.event);
  f.unless_empty("further_events", message.further_events);
}
template <typename F>
void fields_of(F& f, PairAccepted& message) {
  f("kiosk", message.kiosk);
  f("name", message.name);
  f.unless_empty("door", message.door);
  f("venue_time", message.venue_time);
}
template <typename F>
void fields_of(F& f, PairRefused& message) {
  f("reason", message.reason);
  f("message", message.message);
}
template <typename F>
void fields_of(F& f, Prove& message) {
  f("kiosk", message.kiosk);
  f("signature", message.signature);
  f("versions", message.versions);
  f("software", message.software);
  f("certificate", message.certificate);
}
template <typename F>
void fields_of(F& f, Welcome& message) {
  f("journal", message.journal);
  f("venue_time", message.venue_time);
}
template <typename F>
void fields_of(F& f, Bye& message) {
  f("reason", message.reason);
  f("message", message.message);
}
template <typename F>
void fields_of(F& f, Hello& message) {
  f("number", message.number);
  f("journal", message.journal);
  f("held", message.held);
  f("documents", message.documents);
  f.unless_empty("font_set", message.font_set);
  f("guest_lists", message.guest_lists);
  f.unless_empty("parts_lacking", message.parts_lacking);
  f.unless_empty("dropped", message.dropped);
}
template <typename F>
void fields_of(F& f, Ping& message) {
  f("token", message.token);
  f("assignment", message.assignment);
  f("guest_list", message.guest_list);
  f.unless_empty("parked", message.parked);
}
template <typename F>
void fields_of(F& f, Pong& message) {
  f("token", message.token);
  f("venue_time", message.venue_time);
}
template <typename F>
void fields_of(F& f, Assignment& message) {
  f("number", message.number);
  f("event", message.event);
  f("kiosk_name", message.kiosk_name);
  f.unless_empty("door", message.door);
  f("documents", message.documents);
  f.unless_empty("font_set", message.font_set);
  f("guest_list", message.guest_list);
  f.unless_empty("hosts", message.hosts);
  f("certificate", message.certificate);
}
template <typename F>
void fields_of(F& f, DocumentRequest& message) {
  f("hash", message.hash);
  f("offset", message.offset);
}
template <typename F>
void fields_of(F& f, DocumentPart& message) {
  f("hash", message.hash);
  f("offset", message.offset);
  f("size", message.size);
  f("content", message.content);
}
template <typename F>
void fields_of(F& f, AdmitRequest& message) {
  f("event", message.event);
  f("scan", message.scan);
  f("target", message.target);
  f("how", message.how);
  f("decider", message.decider);
  f.unless_empty("persons", message.persons);
  f.unless_empty("door", message.door);
  f.unless_empty("operator", message.operator_number);
  RowFields own_entries{message.own_entries, message.unreadable};
  f("own_entries", own_entries);
}
template <typename F>
void fields_of(F& f, AdmitReply& message) {
  f("event", message.event);
  f("scan", message.scan);
  f("admission", message.admission);
  f("row", message.row);
  f("repeated", message.repeated);
  f("tickets", message.tickets);
  f.unless_empty("template", message.template_name);
  f.unless_empty("other_event", message.other_event);
}
template <typename F>
void fields_of(F& f, Entries& message) {
  f("batch", message.batch);
  RowFields rows{message.rows, message.unreadable};
  f("rows", rows);
}
template <typename F>
void fields_of(F& f, EntriesAnswer& message) {
  f("batch", message.batch);
  f("answers", message.answers);
}
template <typename F>
void fields_of(F& f, GuestListRequest& message) {
  f("event", message.event);
  f("have", message.have);
}
template <typename F>
void fields_of(F& f, GuestList& message) {
  f("event", message.event);
  f("version", message.version);
  f("base", message.base);
  f("part", message.part);
  f("parts", message.parts);
  f("rows", message.rows);
}
template <typename F>
void fields_of(F& f, LeaseRequest& message) {
  f("event", message.event);
  f("lease", message.lease);
  f.unless_empty("category", message.category);
}
template <typename F>
void fields_of(F& f, LeaseDenied& message) {
  f("event", message.event);
  f("lease", message.lease);
}
template <typename F>
void fields_of(F& f, LeaseRecall& message) {
  f("event", message.event);
}
template <typename F>
void fields_of(F& f, KioskReport& message) {
  f("clock_off_ms", message.clock_off_ms);
  f("to_hand_over", message.to_hand_over);
  f("lag_ms", message.lag_ms);
  f.unless_empty("font_set", message.font_set);
  f("printers", message.printing.printers);
  f("badges_waiting", message.printing.badges_waiting);
}
template <typename F>
void fields_of(F& f, ErrorReport& message) {
  f("kind", message.kind);
  f("message", message.message);
  f.unless_empty("about", message.about);
  f("scan", message.scan);
  f("document", message.document);
  f("token", message.token);
}

}  // namespace einlass::wire
