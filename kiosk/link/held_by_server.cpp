#include "kiosk/link/held_by_server.h"

#include <sstream>
#include <string>

#include <fmt/format.h>

namespace einlass::link {

using base::Result;

namespace {

constexpr const char* held_setting = "held_by_server";

// What cannot be read counts as not held.
void read_line(const std::string& line, sync::SurelyHeld& held) {
  std::istringstream in(line);
  std::string event;
  std::string journal;
  std::uint64_t up_to = 0;
  if (!(in >> event >> journal >> up_to)) return;
  const auto event_id = rules::EventId::parse(event);
  const auto journal_id = rules::JournalId::parse(journal);
  if (event_id && journal_id) held.up_to[{*event_id, *journal_id}] = up_to;
}

}  // namespace

Result<std::optional<sync::SurelyHeld>> held_by_server(const store::VenueStore& venue) {
  const auto text = venue.setting(held_setting);
  if (!text) return tl::make_unexpected(text.error());
  std::istringstream lines(text->value_or(""));
  std::string line;
  std::getline(lines, line);
  const auto whole = rules::JournalId::parse(line);
  if (!whole) return std::optional<sync::SurelyHeld>();
  sync::SurelyHeld held{.whole = *whole, .up_to = {}};
  while (std::getline(lines, line)) read_line(line, held);
  return std::optional(std::move(held));
}

Result<void> note_held_by_server(store::VenueStore& venue, const sync::SurelyHeld& held) {
  auto text = held.whole.text() + "\n";
  for (const auto& [journal, up_to] : held.up_to) {
    text += fmt::format("{} {} {}\n", journal.first.text(), journal.second.text(), up_to);
  }
  return venue.set_setting(held_setting, text);
}

Result<void> forget_held_by_server(store::VenueStore& venue) {
  return venue.remove_setting(held_setting);
}

}  // namespace einlass::link
