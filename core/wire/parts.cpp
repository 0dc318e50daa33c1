#include "core/wire/parts.h"

#include "core/wire/guest_json.h"

#include <algorithm>
#include <utility>

namespace einlass::wire {

DocumentPart part_of(const DocumentRequest& request, std::string_view content) {
  const auto offset = std::min<std::uint64_t>(request.offset, content.size());
  const auto part = content.substr(offset, document_part_bytes);
  return {.hash = request.hash, .offset = offset, .size = content.size(), .content = base::to_bytes(part)};
}

GuestListParts parts_of(const GuestList& frame, std::vector<rules::GuestRow> rows, std::size_t at_most) {
  GuestListParts result{.parts = {frame}};
  auto& parts = result.parts;
  std::size_t bytes = 0;
  for (auto& row : rows) {
    const auto more = guest_row_bytes_at_most(row);
    if (more > guest_bytes_per_message) {
      ++result.left_out;
      continue;
    }
    if (parts.back().rows.size() >= at_most || bytes + more > guest_bytes_per_message) {
      parts.push_back(frame);
      bytes = 0;
    }
    bytes += more;
    parts.back().rows.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i].part = static_cast<std::uint32_t>(i + 1);
  for (auto& part : parts) part.parts = static_cast<std::uint32_t>(parts.size());
  return result;
}

}  // namespace einlass::wire
