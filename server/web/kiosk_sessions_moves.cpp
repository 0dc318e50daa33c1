// Kiosks that are moved at their own screens.
#include "core/base/log.h"
#include "server/web/kiosk_peer.h"
#include "server/web/kiosk_sessions.h"

#include <utility>

namespace einlass::web {
namespace {

sync::PeerNotMoved not_moved(const wire::Message& about, std::uint64_t token, const base::Error& why) {
  base::log_warning("what a kiosk asked for at its own screen was not done: {}", why.message);
  return {wire::ErrorReport{.kind = why.kind,
                            .message = why.message,
                            .about = std::string(wire::type_name(about)),
                            .scan = {},
                            .document = {},
                            .token = token}};
}

}  // namespace

void KioskSessions::act(net::SessionId id, Peer& peer, sync::FindDestinations& command) {
  const auto& request = command.request;
  auto found = desk_.kiosks().destinations(peer.kiosk(), request.operator_number);
  if (!found) return feed(id, not_moved(request, request.token, found.error()));
  feed(id, sync::PeerDestinationsFound{{.token = request.token, .found = *std::move(found)}});
}

// As the organiser's command does it, but that the kiosk hears of it first.
void KioskSessions::act(net::SessionId id, Peer& peer, sync::MoveKiosk& command) {
  const auto& [token, move] = command.request;
  const auto moved = desk_.kiosks().move(peer.kiosk(), move);
  if (!moved) return feed(id, not_moved(command.request, token, moved.error()));
  base::log_info("kiosk {} works for event {} at door \"{}\" from now on, moved there by number {}",
                 peer.kiosk().text(), move.event.text(), moved->door, move.by);
  feed(id, sync::PeerMoved{token});
  refresh();
}

}  // namespace einlass::web
