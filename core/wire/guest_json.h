// A row of the guest book as JSON: what travels to kiosks, and what a kiosk's store seals.
#pragma once

#include "core/base/error.h"
#include "core/rules/guest_row.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace einlass::wire {

// RFC 8785 text: equal rows have equal texts.
std::string guest_row_text(const rules::GuestRow& row);

// The text has no more bytes than this; without writing it, which for a whole list takes its time.
std::size_t guest_row_bytes_at_most(const rules::GuestRow& row);

// InvalidInput names the field.
base::Result<rules::GuestRow> read_guest_row(std::string_view text);

}  // namespace einlass::wire
