// Which column of a guest list means what: header synonyms, German and English, of the systems in
// docs/guest-lists.md. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::guests {

enum class Target {
  Code,
  ExternalId,  // names the ticket at its source: attendee #, position id
  OrderRef,
  FirstName,
  LastName,
  FullName,
  Email,
  BuyerEmail,  // used only where the guest has none of her own
  Company,
  TicketType,
  Status,
  VoidStatus,
  Paid,
  CheckedIn,  // reported, never imported
  Quantity,
  PlusOnes,
  Language,
  Table,
  JobTitle,
  Membership,  // these four are counted in the summary (docs/attendance.md)
  Sector,
  Club,
  Topics,
  ListOwner,  // the host whose list the guest is on
  NotNeeded,  // known, but the door has no use for it: postal address, phone, prices
  Dropped,    // salutation, gender, birth date: never read, never stored
  Unknown,
};

struct Column {
  std::string header;
  Target target = Target::Unknown;
  bool used = false;  // false also where an earlier column already gives this target
  friend bool operator==(const Column&, const Column&) = default;
};

// "E-Mail-Adresse " → "emailadresse": trimmed, lower case, umlauts folded, without _ - . : # and blanks.
std::string header_key(std::string_view header);

std::vector<Column> match_columns(const std::vector<std::string>& headers);

// By headers that no other system uses; its words for a status mean something else.
bool is_of_pretix(const std::vector<std::string>& headers);

// "code", "first name" …: what a preview calls it.
std::string_view target_word(Target target);

}  // namespace einlass::guests
