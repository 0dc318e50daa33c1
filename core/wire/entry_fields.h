// The fields of an entry around its fact, in JSON's names. Used by entry_json.cpp only.
#pragma once

#include "core/rules/journal_entry.h"
#include "core/wire/fact_fields.h"

namespace einlass::rules {

template <typename F>
void fields_of(F& f, Place& place) {
  f.unless_empty("kiosk", place.kiosk);
  f("name", place.name);
  f.unless_empty("door", place.door);
}
template <typename F>
void fields_of(F& f, ScanStep& scan) {
  f("id", scan.scan);
  f("step", scan.step);
}
template <typename F>
void fields_of(F& f, EntryTime& time) {
  f("venue", time.venue);
  f("sure", time.sure);
  f("device_wall", time.device_wall);
  f("boot", time.boot);
  f("offset_ms", time.offset_ms);
  f("uncertainty_ms", time.uncertainty_ms);
}
template <typename F>
void fields_of(F& f, PrivatePart& part) {
  f("salt", part.salt);
  f("content", part.content);
}
// Everything of an entry but its fact, which entry_json.cpp reads by its kind.
template <typename F>
void fields_of(F& f, JournalEntry& entry) {
  f("journal", entry.id.journal);
  f("event", entry.id.event);
  f("sequence", entry.id.sequence);
  f("place", entry.place);
  f("ticket", entry.ticket);
  f("guest", entry.guest);
  f("scan", entry.scan);
  f("prior", entry.prior);
  f("time", entry.time);
  f.unless_empty("operator", entry.operator_number);
  f("alone", entry.alone);
  f("private_hash", entry.private_hash);
  f("code_hash", entry.code_hash);
  f.unless_empty("previous", entry.previous);
}

}  // namespace einlass::rules
