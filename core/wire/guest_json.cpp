#include "core/wire/guest_json.h"

#include "core/wire/canonical_json.h"
#include "core/wire/guest_fields.h"

namespace einlass::wire {
namespace {

constexpr std::size_t names_and_ids = 1024;  // of the fields, with numbers, words and brackets
constexpr std::size_t quotes = 8;            // around a text, with comma and colon

// Within quotes (RFC 8259 §7): \u001f takes six bytes, \" two.
std::size_t escaped(const std::string& text) {
  std::size_t bytes = quotes;
  for (const char c : text) bytes += static_cast<unsigned char>(c) < 0x20 ? 6U : (c == '"' || c == '\\') ? 2U : 1U;
  return bytes;
}

}  // namespace

std::size_t guest_row_bytes_at_most(const rules::GuestRow& row) {
  const auto& guest = row.guest;
  auto bytes = names_and_ids;
  for (const auto* text : {&guest.first_name, &guest.last_name, &guest.full_name, &guest.company, &guest.email,
                           &guest.language, &guest.table, &guest.list_owner, &row.ticket.category,
                           &row.ticket.ticket_type, &row.source, &row.external_id, &row.order_ref}) {
    bytes += escaped(*text);
  }
  for (const auto& [name, text] : guest.extra) bytes += escaped(name) + escaped(text);
  for (const auto& door : row.ticket.doors) bytes += escaped(door);
  return bytes + (row.code_hashes.size() + row.replaced_code_hashes.size()) * (2 * sizeof(rules::CodeHash) + quotes);
}

std::string guest_row_text(const rules::GuestRow& row) {
  std::string text;
  text.reserve(names_and_ids);
  write_json(text, row);
  return text;
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
