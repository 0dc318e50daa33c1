#include "kiosk/link/kept_closing.h"

#include <sstream>
#include <string>
#include <variant>

#include <fmt/format.h>

namespace einlass::link {
namespace {

using base::Result;

struct Closing {
  base::Instant at;
  bool is_closed = false;  // else reopened
};

std::string closing_setting(rules::EventId event) {
  return "closing." + event.text();
}

Result<std::optional<Closing>> kept_closing(const store::VenueStore& venue, rules::EventId event) {
  return venue.setting(closing_setting(event)).map([](const auto& text) -> std::optional<Closing> {
    std::istringstream in(text.value_or(""));
    std::int64_t at = 0;
    std::string word;
    if (!(in >> at >> word)) return std::nullopt;
    return Closing{.at = base::Instant::from_unix_ms(at), .is_closed = word == "closed"};
  });
}

std::optional<Closing> closing_in(const rules::JournalRow& row) {
  const bool closes = std::holds_alternative<rules::EventClosed>(row.entry.fact);
  if (!closes && !std::holds_alternative<rules::EventReopened>(row.entry.fact)) return std::nullopt;
  return Closing{.at = row.entry.time.venue, .is_closed = closes};
}

}  // namespace

Result<void> note_closing(store::VenueStore& venue, rules::EventId event, const std::vector<rules::JournalRow>& rows) {
  for (const auto& row : rows) {
    const auto said = closing_in(row);
    if (!said) continue;
    const auto known = kept_closing(venue, event);
    if (!known) return base::failed(known);
    if (*known && (*known)->at > said->at) continue;
    const auto text = fmt::format("{} {}", said->at.unix_ms(), said->is_closed ? "closed" : "reopened");
    if (auto noted = venue.set_setting(closing_setting(event), text); !noted) return noted;
  }
  return {};
}

std::optional<base::Instant> closed_at(const store::VenueStore& venue, rules::EventId event) {
  const auto known = kept_closing(venue, event).value_or(std::nullopt);
  return known && known->is_closed ? std::optional(known->at) : std::nullopt;
}

}  // namespace einlass::link
