// What an import would bring in, row by row, before anything is written: for --dry-run, the organiser page and the
// import itself. Pure; rows become guests with ids that are the same at every import of the same list.
#pragma once

#include "core/base/crypto.h"
#include "core/rules/event_policy.h"
#include "db/guest_book.h"
#include "server/guests/columns.h"
#include "server/guests/guest_table.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::guests {

// What a list is read against.
struct ImportSettings {
  rules::EventId event;
  std::optional<rules::EventId> ids_of{};                                // a rehearsal gives the ids of its event
  std::string source = "csv";                                            // "csv:eventbrite" …: part of every id
  base::SecretKey id_key{};                                              // for GuestId and TicketId
  base::SecretKey code_hash_key{};                                       // for codes; they are not kept themselves
  std::string list{};                                                    // owner of the rows that name none
  bool may_lack_names = false;                                           // the door asks for them then
  std::map<std::string, std::string> ticket_types;                       // ticket type as the list words it -> category
  std::map<std::string, std::map<std::string, std::string>> categories;  // of the event: key -> label by language
};

enum class RowProblem {
  NoName,
  DamagedCode,    // 1.23457E+23, 4006381333931,00: a spreadsheet took it for a number
  DuplicateId,    // the same ticket again
  DuplicateCode,  // another ticket has this code
  BadQuantity,
  BadCode,  // a web link, or longer than any ticket code
  TooManyCells,
  LongCell,  // longer than anything that a door shows
};

struct RefusedRow {
  int line = 0;
  RowProblem problem = RowProblem::NoName;
  int other_line = 0;  // with Duplicate…: where it was first
  friend bool operator==(const RefusedRow&, const RefusedRow&) = default;
};

// One sentence, without what the row says.
std::string describe(const RefusedRow& row);

// Whom a refused row means, as far as it tells: she is in the list all the same, and is not withdrawn for its fault.
struct RefusedGuest {
  std::string external_id;
  std::vector<rules::CodeHash> code_hashes;
  bool is_numbered = false;  // by the ticket's own number at its source
  std::string name;          // empty where that number tells, and nothing else has to
};

struct ImportRow {
  int line = 0;
  store::GuestRow row;
  friend bool operator==(const ImportRow&, const ImportRow&) = default;
};

struct ImportPreview {
  std::string encoding;
  char delimiter = ',';
  std::vector<Column> columns;
  std::vector<ImportRow> rows;  // cancelled ones among them, as the door must know them
  std::vector<RefusedRow> refused;
  std::vector<RefusedGuest> refused_guests;     // one for each; behind them those that a source hides
  std::vector<int> cancelled_lines;             // voided, cancelled, refunded at the source
  std::vector<int> checked_in_lines;            // already checked in elsewhere; imported as not in
  std::vector<int> email_lines;                 // what stands for an e-mail address is none; left out
  std::vector<int> rounded_lines;               // the code may have been rounded; imported as it is
  std::vector<int> short_code_lines;            // too short for hand scanners; cameras read it
  std::map<std::string, int> unmatched_types;   // ticket type -> rows that got the default category
  std::map<std::string, int> unknown_statuses;  // status -> rows taken as confirmed
  std::map<std::string, int> unknown_payments;  // what stands for payment -> rows taken as not paid
  std::map<std::string, int> lists;             // list owner -> persons of her rows that are not cancelled
  int without_code = 0;                         // rows that need `tickets issue`
};

// Those that a ticket's number at its source makes, at every import. A rehearsal has those of its event.
struct ListedIds {
  rules::TicketId ticket;
  rules::GuestId guest;
};
ListedIds listed_ids(const base::SecretKey& id_key, rules::EventId event, const store::GuestRow& row);

base::Result<ImportPreview> preview_import(const std::string& bytes, const ImportSettings& settings);

}  // namespace einlass::guests
