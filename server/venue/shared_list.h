// What two servers had in common of an event's guest list when one last unpacked what the other had packed: by that it
// is told, row by row, which of the two has changed something since (docs/packed-events.md). Pure; any thread.
#pragma once

#include "core/base/crypto.h"
#include "core/rules/guest_row.h"
#include "core/rules/ids.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace einlass::venue {

using SharedList = std::map<rules::TicketId, base::Hash>;  // hashes of rows

base::Hash hash_of_row(const rules::GuestRow& row);
std::string shared_list_document(const SharedList& list);  // 48 bytes a row
SharedList read_shared_list(std::string_view document);    // what is left over of a length that does not fit is dropped

// Of one ticket's row, which is packed there and perhaps known here.
struct RowVersions {
  base::Hash there{};
  std::optional<base::Hash> here;
  std::optional<base::Hash> shared_there;  // as the packing server had it in common with another
  std::optional<base::Hash> shared_here;
};

enum class RowChoice {
  Same,
  Take,    // it is new, or was changed there only
  Keep,    // there it is as it was
  Differs  // it was changed on both sides: the one here stays
};

// `is_newest`: no pack of that server was unpacked here that was made at the same time or later; else nothing that is
// known here changes.
RowChoice choose_row(const RowVersions& row, bool is_newest);

}  // namespace einlass::venue
