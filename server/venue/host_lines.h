// The lines of an event's guests, kept in memory and brought up to date by what came into journal and guest list since:
// a page that looks every second costs what has changed. Part of HostDesk, on its thread.
#pragma once

#include "db/ticket_rows.h"
#include "server/venue/host_lists.h"
#include "server/venue/list_sums.h"
#include "server/venue/venue_state.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// Among the further texts of a guest (docs/journal.md, The private part): tickets, and a name.
inline constexpr const char* companion_of_text = "comes_with";
inline constexpr const char* plus_one_of_text = "plus_one_of";
inline constexpr const char* invited_by_text = "invited_by";

class HostLines {
 public:
  // Reads what changed; everything at first, when another admission day has begun, under another policy, or when a list
  // was imported whose steps are not known.
  base::Result<void> refresh(OpenEvent& event, const rules::AdmissionDay& day);

  const std::map<rules::TicketId, GuestLine>& all() const { return lines_; }
  const ListSums& sums() const { return sums_; }
  const GuestLine* find(rules::TicketId ticket) const;
  // Persons without a name who were counted on the admission day.
  int counted() const;

  // Names this moment, as long as this object lives.
  std::string cursor() const;
  // Nothing: it is of another server run, or of before the last time that everything was read.
  std::optional<std::vector<rules::TicketId>> changed_since(const std::string& cursor) const;

 private:
  base::Result<void> read_all(OpenEvent& event, const rules::AdmissionDay& day);
  base::Result<void> read(OpenEvent& event, rules::TicketId ticket);
  GuestLine line_of(const OpenEvent& event, const store::TicketAtDoor& found) const;
  base::Result<std::set<rules::TicketId>> touched(OpenEvent& event);
  void put(GuestLine line);
  void count(const store::TicketAtDoor& found);

  rules::BootId run_ = rules::BootId::random();
  bool has_read_ = false;
  rules::AdmissionDay day_;
  rules::EventPolicy policy_;
  rules::EventPolicy at_any_hour_;  // the same without its doors' hours
  base::Hash list_{};               // version of the guest list that was read
  std::int64_t seen_up_to_ = 0;     // of the journal's arrivals
  std::uint64_t revision_ = 0;
  std::map<rules::TicketId, GuestLine> lines_;
  std::map<rules::TicketId, int> counted_;  // persons of the day, by the id that their entry minted
  ListSums sums_;
  std::map<rules::TicketId, std::uint64_t> revision_of_;
  std::map<std::uint64_t, rules::TicketId> changes_;  // by revision, each ticket's newest only
};

}  // namespace einlass::venue
