#include "kiosk/stage/hand_scanner.h"

#include "core/rules/ticket_code.h"

#include <variant>

namespace einlass::stage {
namespace {

// Nothing of this comes about by chance, or by reading with the wrong layout.
bool is_unmistakable(const std::string& text) {
  const rules::ScannedText read = rules::read_scanned_text(text);
  if (const auto* other = std::get_if<rules::NotATicket>(&read)) {
    return *other != rules::NotATicket::Empty && *other != rules::NotATicket::Damaged;
  }
  return !std::holds_alternative<rules::OpaqueCode>(read);
}

}  // namespace

std::string HandScanner::text_of(const scan::WedgeCode& code) {
  std::string typed = bare(code.as_typed);
  std::string by_place = bare(code.on_us_keyboard);
  if (options_.layout == WedgeLayout::Auto) {
    const bool shows = is_unmistakable(by_place);
    if (shows != is_unmistakable(typed)) by_place_ = shows;
  } else {
    by_place_ = options_.layout == WedgeLayout::Us;
  }
  return by_place_ ? by_place : typed;
}

// A symbology identifier may stand before the prefix or after it.
std::string HandScanner::bare(std::string_view scanned) const {
  const std::string cleaned = rules::clean_scanned_text(scanned);
  std::string_view text = cleaned;
  if (text.starts_with(options_.prefix)) text.remove_prefix(options_.prefix.size());
  if (text.ends_with(options_.suffix)) text.remove_suffix(options_.suffix.size());
  return rules::clean_scanned_text(text);
}

}  // namespace einlass::stage
