#include "server/venue/shared_list.h"

#include "core/wire/guest_json.h"

#include <algorithm>

namespace einlass::venue {
namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t row_bytes = id_bytes + base::Hash().size();

}  // namespace

base::Hash hash_of_row(const rules::GuestRow& row) {
  return base::blake2b(wire::guest_row_text(row));
}

std::string shared_list_document(const SharedList& list) {
  std::string document;
  document.reserve(list.size() * row_bytes);
  for (const auto& [ticket, hash] : list) {
    document.append(ticket.bytes().begin(), ticket.bytes().end());
    document.append(hash.begin(), hash.end());
  }
  return document;
}

SharedList read_shared_list(std::string_view document) {
  SharedList list;
  for (; document.size() >= row_bytes; document.remove_prefix(row_bytes)) {
    base::IdBytes id{};
    base::Hash hash{};
    std::copy_n(document.begin(), id.size(), id.begin());
    std::copy_n(document.begin() + id_bytes, hash.size(), hash.begin());
    list.emplace_hint(list.end(), rules::TicketId(id), hash);
  }
  return list;
}

RowChoice choose_row(const RowVersions& row, bool is_newest) {
  if (!row.here) return RowChoice::Take;
  if (row.here == row.there) return RowChoice::Same;
  if (row.shared_there == row.there) return RowChoice::Keep;
  const bool is_unchanged_here = row.here == row.shared_there || row.here == row.shared_here;
  if (!is_newest) return RowChoice::Keep;
  return is_unchanged_here ? RowChoice::Take : RowChoice::Differs;
}

}  // namespace einlass::venue
