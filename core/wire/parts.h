// Documents and guest lists cut into messages that stay below the wire's size. Pure.
#pragma once

#include "core/wire/messages.h"

#include <string_view>
#include <vector>

namespace einlass::wire {

DocumentPart part_of(const DocumentRequest& request, std::string_view content);

struct GuestListParts {
  std::vector<GuestList> parts;  // an empty list is one empty part
  std::size_t left_out = 0;      // rows that alone are too long for a message
};
// `frame`: event, version and base of all parts. `at_most`: rows in each.
GuestListParts parts_of(const GuestList& frame, std::vector<rules::GuestRow> rows,
                        std::size_t at_most = guests_per_message);

}  // namespace einlass::wire
