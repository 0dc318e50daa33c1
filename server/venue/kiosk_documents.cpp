// What kiosks fetch: fonts from their files, rosters as they are now, all else from venue.db.
#include "core/wire/parts.h"
#include "server/venue/kiosk_desk.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;

base::Result<wire::DocumentPart> part_of_font(const wire::DocumentRequest& request, const FontDocument& font) {
  std::ifstream file(font.file, std::ios::binary);
  std::string content(wire::document_part_bytes, '\0');
  const auto offset = std::min(request.offset, font.size);
  file.seekg(static_cast<std::streamoff>(offset));
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (!file && !file.eof()) {
    return base::fail(ErrorKind::Storage, fmt::format("{} cannot be read; install Einlass again.", font.file.string()));
  }
  content.resize(static_cast<std::size_t>(file.gcount()));
  return wire::DocumentPart{
      .hash = request.hash, .offset = offset, .size = font.size, .content = base::to_bytes(content)};
}

}  // namespace

base::Result<std::optional<wire::DocumentPart>> KioskDesk::document_part(const wire::DocumentRequest& request) {
  const auto& fonts = state_.options().fonts;
  const auto font = std::find_if(fonts.begin(), fonts.end(), [&](const auto& f) { return f.hash == request.hash; });
  if (font != fonts.end()) {
    return part_of_font(request, *font).map([](wire::DocumentPart part) { return std::optional(std::move(part)); });
  }
  if (const auto staff = state_.roster().document_with(request.hash)) return wire::part_of(request, *staff);
  return state_.venue().document(request.hash).map([&](const std::optional<store::Document>& document) {
    return document ? std::optional(wire::part_of(request, document->content)) : std::nullopt;
  });
}

}  // namespace einlass::venue
