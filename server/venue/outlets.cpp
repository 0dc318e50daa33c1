#include "server/venue/outlets.h"

#include "server/venue/pack_desk.h"

#include <algorithm>
#include <sstream>

namespace einlass::venue {

using base::Result;

namespace {

constexpr const char* outlets_setting = "outbox_events";  // ids, with blanks between

std::string sends_setting(rules::EventId event) {
  return "sends_all_the_same/" + event.text();
}

}  // namespace

Result<void> note_outlet(VenueState& state, rules::EventId event) {
  const auto known = events_with_outlets(state);
  if (!known) return base::failed(known);
  if (std::find(known->begin(), known->end(), event) != known->end()) return {};
  std::string events;
  for (const auto& each : *known) events += each.text() + " ";
  return state.venue().set_setting(outlets_setting, events + event.text());
}

Result<std::vector<rules::EventId>> events_with_outlets(VenueState& state) {
  return state.venue().setting(outlets_setting).map([](const auto& known) {
    std::vector<rules::EventId> events;
    std::istringstream ids(known.value_or(std::string()));
    for (std::string id; ids >> id;) {
      if (const auto event = rules::EventId::parse(id)) events.push_back(*event);
    }
    return events;
  });
}

Result<std::optional<wire::PackNote>> lent_to(VenueState& state, rules::EventId event) {
  const auto history = state.pack_history(event);
  if (!history) return base::failed(history);
  const auto lent = PackDesk::lent(state, *history);
  if (!lent) return lent;
  return state.venue().setting(sends_setting(event)).map([&](const auto& said) { return said ? std::nullopt : lent; });
}

Result<void> send_all_the_same(VenueState& state, rules::EventId event) {
  return state.venue().set_setting(sends_setting(event), "yes");
}

Result<void> lend(VenueState& state, rules::EventId event) {
  return state.venue().remove_setting(sends_setting(event));
}

std::string own_name(const VenueState& state) {
  return base::hex(state.pairing_pair().open);
}

}  // namespace einlass::venue
