// What lies in a venue's state directory beside its lock (docs/server.md).
#pragma once

#include "core/base/crypto.h"
#include "core/rules/ids.h"

#include <string>
#include <vector>

namespace einlass::venue {

inline constexpr const char* venue_file = "venue.db";  // in each state directory that holds a venue
inline constexpr const char* events_folder = "events";
inline constexpr const char* event_suffix = ".db";
inline constexpr const char* crm_file = "crm.db";  // of store::CrmStore; made when it is first needed
inline constexpr const char* seed_file = "venue.seed";
inline constexpr const char* ca_file = "ca.pem";  // of net::CertificateAuthority

inline constexpr const char* journal_setting = "journal";                // in venue.db: the server's own JournalId
inline constexpr const char* kit_setting = "recovery_kit";               // likewise: when one was saved last
inline constexpr const char* roster_salt_setting = "roster_salt";        // likewise: of all PINs, in hexadecimal
inline constexpr const char* accepted_clock_setting = "accepted_clock";  // likewise: VenueState::accept_clock
inline constexpr const char* file_identity_setting = "file_identity";    // likewise: of venue.db itself

inline constexpr const char* house_setting = "house";      // likewise: what the house holds (HouseDesk), as JSON
inline constexpr const char* presets_setting = "presets";  // likewise: hashes of an organiser's own presets, by line

// Likewise, of one kiosk: events that it was taken from and may still serve, as long as it has not taken another one.
inline std::string may_serve_setting(rules::KioskId kiosk) {
  return "may_serve/" + kiosk.text();
}

// Likewise, of one event.
inline std::string documents_setting(rules::EventId event) {  // hashes of what it needs beside its record, by line
  return "documents/" + event.text();
}
inline std::string lines_of(const std::vector<base::Hash>& hashes) {
  std::string lines;
  for (const auto& hash : hashes) lines += base::hex(hash) + "\n";
  return lines;
}
inline std::string written_setting(rules::EventId event) {  // how far the own journal had come, as "JOURNAL NUMBER"
  return "written/" + event.text();
}
inline std::string came_back_setting(rules::EventId event) {
  return "came_back/" + event.text();
}
inline std::string adopted_setting(rules::EventId event) {  // keys that do not follow from this venue's seed
  return "adopted_keys/" + event.text();
}
inline std::string taken_secrets_setting(rules::EventId event) {  // it came packed, with all of its keys
  return "taken_secrets/" + event.text();
}
inline std::string pack_history_setting(rules::EventId event) {
  return "packs/" + event.text();
}
inline std::string unpacking_setting(rules::EventId event) {  // its file is not its own yet
  return "unpacking/" + event.text();
}
inline std::string given_lists_setting(rules::EventId event) {  // versions of its guest list that kiosks may have
  return "lists/" + event.text();
}
inline std::string lacks_list_setting(rules::EventId event) {  // a kiosk had another one
  return "lacks_list/" + event.text();
}
inline std::string closing_setting(rules::EventId event) {  // hash of the document of its last closing
  return "closing/" + event.text();
}
inline std::string open_policy_setting(rules::EventId event) {  // hash of the policy that it had before it was closed
  return "open_policy/" + event.text();
}
inline constexpr const char* notice_setting = "notice";  // the message to kiosks: of the venue, and of one event
inline std::string notice_setting_of(rules::EventId event) {
  return std::string(notice_setting) + "." + event.text();
}
inline std::string dropped_setting(rules::EventId event) {  // it was a rehearsal, and is over
  return "dropped/" + event.text();
}

}  // namespace einlass::venue
