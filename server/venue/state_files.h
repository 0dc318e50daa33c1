// What lies in a venue's state directory beside its lock (docs/server.md).
#pragma once

namespace einlass::venue {

inline constexpr const char* venue_file = "venue.db";  // in each state directory that holds a venue
inline constexpr const char* events_folder = "events";
inline constexpr const char* event_suffix = ".db";
inline constexpr const char* seed_file = "venue.seed";
inline constexpr const char* ca_file = "ca.pem";  // of net::CertificateAuthority

inline constexpr const char* journal_setting = "journal";                // in venue.db: the server's own JournalId
inline constexpr const char* kit_setting = "recovery_kit";               // likewise: when one was saved last
inline constexpr const char* accepted_clock_setting = "accepted_clock";  // likewise: VenueState::accept_clock

}  // namespace einlass::venue
