// Guest lists: import with preview, pages for kiosks, signed tickets. Part of the Desk, on its thread.
#pragma once

#include "server/guests/merge.h"
#include "server/guests/preview.h"
#include "server/venue/venue_state.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

struct GuestImport {
  std::string event;    // key or id
  std::string content;  // of the file
  std::string source = "csv";
  std::string list;  // whose list it is, for rows that name nobody
  // By the connector of that name, which no file may have: it takes tickets of other lists with the same codes over.
  bool is_pulled = false;
  std::map<std::string, std::string> ticket_types;  // ticket type -> category, over the event's own labels
  bool withdraw_missing = false;
  bool dry_run = false;
};

// With the import in it. Nothing is refused for it: the organiser decides.
struct ListOverQuota {
  std::string owner;
  int persons = 0;  // that count
  int quota = 0;
};

struct GuestImportReport {
  guests::ImportPreview preview;
  guests::ImportPlan plan;
  std::vector<ListOverQuota> over_quota{};
  std::vector<int> not_admitted_lines{};    // of a category that the policy keeps out
  std::vector<int> many_plus_ones_lines{};  // of more places than the policy gives a host's guest
  bool written = false;
};

// A list on its way in, between its two moments at the desk.
struct GuestImportJob {
  GuestImport import;
  guests::ImportSettings settings;

  // Needs the desk no more; on any thread.
  base::Result<guests::ImportPreview> read() const { return guests::preview_import(import.content, settings); }
};

// A signed code for a guest's ticket. The same ticket always gets the same code.
struct IssuedTicket {
  rules::TicketId ticket;
  std::string name;
  std::string email;
  std::string category;
  int places = 1;
  std::string code;
};

// InvalidInput: no list can be this person's. Empty: nobody's in particular.
base::Result<void> check_list(const std::string& owner);

class GuestDesk {
 public:
  explicit GuestDesk(VenueState& state) : state_(state) {}

  // One transaction: all of it or nothing.
  base::Result<GuestImportReport> import(const GuestImport& import);
  // The same in parts, as a long list takes its time to be read: begin, GuestImportJob::read, finish.
  base::Result<GuestImportJob> begin_import(const GuestImport& import);
  base::Result<GuestImportReport> finish_import(const GuestImport& import, guests::ImportPreview preview);

  // One row that somebody adds, changes or withdraws, in a transaction of its own: seated as an import seats it, under
  // a hard cap `waitlisted` where no seat is left.
  base::Result<void> put(rules::EventId event, const store::GuestRow& row);

  // Confirmed tickets only; `without_code_only` leaves out guests whose source gave them a code.
  base::Result<std::vector<IssuedTicket>> issue_tickets(const std::string& event, bool without_code_only);

  // Takes up to so many guests of each event that is open into its search index, for whoever searches or opens a sheet
  // first need not wait for all of them. Whether nothing is left. An event that fails is logged, and tried no more.
  bool index_ahead(std::size_t guests);

 private:
  base::Result<guests::ImportPlan> plan(OpenEvent& event, const guests::ImportPreview& preview,
                                        const GuestImport& import, const std::vector<rules::KioskId>& kiosks);

  VenueState& state_;
  std::set<rules::EventId> not_indexed_;  // ahead: something of them cannot be read
};

}  // namespace einlass::venue
