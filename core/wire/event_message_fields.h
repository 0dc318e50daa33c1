// The fields of the messages about events, in JSON's names. Part of message_fields.h.
#pragma once

#include "core/wire/event_messages.h"
#include "core/wire/part_fields.h"

namespace einlass::rules {

template <typename F>
void fields_of(F& f, Destination& destination) {
  f("event", destination.event);
  f("name", destination.name);
  f("starts", destination.starts);
  f("ends", destination.ends);
  f("time_zone", destination.time_zone);
  f("today", destination.today);
  f.unless_empty("rehearsal", destination.rehearsal);
}

}  // namespace einlass::rules

namespace einlass::wire {

template <typename F>
void fields_of(F& f, DestinationsRequest& message) {
  f("token", message.token);
  f("operator", message.operator_number);
}
template <typename F>
void fields_of(F& f, Destinations& message) {
  f("token", message.token);
  f("events", message.found.events);
  f("doors", message.found.doors);
}
template <typename F>
void fields_of(F& f, MoveRequest& message) {
  f("token", message.token);
  f("operator", message.move.by);
  f("event", message.move.event);
  f.unless_empty("door", message.move.door);
}
template <typename F>
void fields_of(F& f, Moved& message) {
  f("token", message.token);
}
template <typename F>
void fields_of(F& f, EventOffer& message) {
  f("event", message.event);
  f("documents", message.documents);
  f("guest_list", message.guest_list);
}
template <typename F>
void fields_of(F& f, EventTaken& message) {
  f("event", message.event);
}

}  // namespace einlass::wire
