// From what an organiser writes about an event to its frame and the hours of its doors, whether the event is new or
// changed. Pure; any thread.
#pragma once

#include "core/base/error.h"
#include "core/base/venue_zone.h"
#include "core/rules/event_policy.h"
#include "db/venue_store.h"

#include <string>
#include <vector>

namespace einlass::venue {

// Refused: it is closed, and its times and policy are those that it had then.
base::Result<void> check_open(const store::EventRecord& event);
base::Result<void> check_key(const std::string& key);
base::Result<void> check_frame(const rules::EventFrame& frame);  // texts and times, by one sentence

// `what` is for the sentence: "the start".
base::Result<base::Instant> read_time(const base::VenueZone& zone, const std::string& text, const char* what);

using Hours = std::vector<rules::DoorHours>;

// `opens` is local time; empty: some hours before the start.
base::Result<Hours> doors_hours(const base::VenueZone& zone, const std::string& opens, const rules::EventFrame& frame);
// Doors open as long before the new start as they did before the old one.
base::Result<Hours> moved_hours(const base::VenueZone& zone, const Hours& hours, const rules::EventFrame& before,
                                const rules::EventFrame& after);

}  // namespace einlass::venue
