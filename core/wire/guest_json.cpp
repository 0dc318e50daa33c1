#include "core/wire/guest_json.h"

#include "core/wire/canonical_json.h"
#include "core/wire/guest_fields.h"

namespace einlass::wire {

std::string guest_row_text(const rules::GuestRow& row) {
  return canonical_json(to_json(row));
}

base::Result<rules::GuestRow> read_guest_row(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return tl::make_unexpected(value.error());
  rules::GuestRow row;
  const auto read = read_fields(*value, row);
  if (!read) return tl::make_unexpected(read.error());
  return row;
}

}  // namespace einlass::wire
