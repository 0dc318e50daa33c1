// Of venue.db: what pages of hosts need beside the journals. Of whose arrival each person wants to be told, and which
// journals pages have opened. Ids only, no names. Reached through VenueStore::host_pages(), on its thread; an error of
// any function is Storage.
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/rules/ids.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::store {

class Connection;

// A person of the roster, at an event.
struct PersonAtEvent {
  std::uint32_t number = 0;
  rules::EventId event;
};

struct PageJournalRecord {
  rules::JournalId journal;
  rules::EventId event;
  std::uint32_t number = 0;  // of its author
  base::Instant opened;
  base::Instant met;  // when the page last spoke to the server about it
  bool lost = false;
};

class HostPages {
 public:
  explicit HostPages(Connection& connection) : connection_(connection) {}

  // "all", "category:KEY", "ticket:ID".
  base::Result<std::set<std::string>> wishes(const PersonAtEvent& who) const;
  base::Result<void> wish(const PersonAtEvent& who, const std::string& what, bool wanted);
  // When those arrived whom she knows to have come.
  using Arrivals = std::map<rules::TicketId, base::Instant>;
  base::Result<Arrivals> seen(const PersonAtEvent& who) const;
  base::Result<void> see(const PersonAtEvent& who, const Arrivals& arrivals);

  // In place of what is known of the journal; `lost` stays.
  base::Result<void> note(const PageJournalRecord& record);
  base::Result<std::optional<PageJournalRecord>> journal(rules::JournalId journal) const;
  base::Result<std::vector<PageJournalRecord>> journals_of(rules::EventId event) const;
  base::Result<void> give_up(rules::JournalId journal);
  base::Result<void> forget(rules::JournalId journal);  // one that was given up stays

 private:
  Connection& connection_;
};

}  // namespace einlass::store
