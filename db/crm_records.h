// What crm.db is asked for and answers, as plain values (db/crm_store.h).
#pragma once

#include "core/base/instant.h"
#include "core/rules/crm_rows.h"
#include "core/rules/ids.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::store {

// An event gets its guests from what a connector calls `remote`.
struct CrmLink {
  rules::EventId event;
  std::string connector;
  std::string remote;
  std::string list{};  // its owner, whose guests they are; empty: nobody's in particular
  friend bool operator==(const CrmLink&, const CrmLink&) = default;
};

// `remote` is empty for persons, who belong to no event.
struct PullKey {
  std::string connector;
  std::string remote;
  friend auto operator<=>(const PullKey&, const PullKey&) = default;
};

// Guests, or persons of the CRM.
struct PullFigures {
  int came = 0;
  int changed = 0;
  int went = 0;
  int refused = 0;  // tickets that cannot be read; where they are kept, those of earlier pulls among them
  friend bool operator==(const PullFigures&, const PullFigures&) = default;
};

struct PullRecord {
  PullKey key;
  std::string watermark;                  // of the last pull that came to its end
  std::optional<base::Instant> finished;  // when that was
  std::optional<base::Instant> full_finished;
  std::string trouble;  // why the last one did not; empty: it did
  std::optional<base::Instant> tried;
  bool running = false;                  // begun and not finished, maybe by a process that is gone
  bool full = false;                     // of the one that runs
  std::string position;                  // of its next page; at its end: what finish() gets as watermark
  bool read = false;                     // every page is here
  bool looked = false;                   // what it would bring was shown once
  std::string warning{};                 // why one of the next may fail, and what to do; empty: it need not
  std::optional<PullFigures> figures{};  // of the last one that came to its end; nothing: an older version made it
  std::string field_map{};               // by which that one read; empty: an older version
  std::string now_field_map{};           // by which the one reads that runs
};

// What has changed since tells all only where the same fields were read then.
inline bool knows_what_was_read(const PullRecord& known, const std::string& field_map) {
  return !known.watermark.empty() && known.field_map == field_map;
}

struct PulledPage {
  std::vector<rules::PulledTicket> tickets;
  std::vector<rules::CrmPerson> persons;
  std::vector<std::string> gone;          // ids of persons that were deleted
  std::vector<std::string> whole_orders;  // all tickets of these are on this page
  std::string next;                       // position of the next page; with `last`: the watermark
  bool last = false;
};

// What a pull could take of what it read, by their external ids as guests have them.
struct ReadTickets {
  std::set<std::string> taken;
  std::set<std::string> refused;
};

// All tickets of a pull, before they become guests.
struct PulledList {
  std::vector<rules::PulledTicket> tickets;
  std::vector<std::string> whole_orders;
};

enum class MatchState { Matched, Proposed, Confirmed, Rejected };
enum class MatchedBy { Id, Email, Name, Person };  // Person: somebody said so
std::string_view word(MatchState state);
std::string_view word(MatchedBy by);

// As whom a person may be found: each by itself, an empty one by nothing.
struct CrmSought {
  std::string connector{};
  std::string id{};            // in the connector
  std::string address{};       // folded; in all connectors, as the rest
  std::string name{};          // name_key(), together with
  std::string organisation{};  // the organisation, folded
};

// One person of the mirror.
struct CrmPersonKey {
  std::string connector;
  std::string id;
  friend auto operator<=>(const CrmPersonKey&, const CrmPersonKey&) = default;
};

struct CrmMatch {
  rules::GuestId guest;
  std::string connector;
  std::string person;
  MatchedBy by = MatchedBy::Id;
  MatchState state = MatchState::Matched;
  friend bool operator==(const CrmMatch&, const CrmMatch&) = default;
};

// How many events before that one a guest was at, by the mirror.
struct GuestHistory {
  rules::GuestId guest;
  int events = 0;
};

// What a connector says of a guest.
struct GuestProfile {
  rules::GuestId guest;
  rules::Profile profile;
};

// Who she is, as far as anybody knows.
inline bool is_settled(const CrmMatch& match) {
  return match.state == MatchState::Matched || match.state == MatchState::Confirmed;
}

}  // namespace einlass::store
