// Where this kiosk may go, and going there: the server says so, and its next assignment does the rest.
#include "core/base/log.h"
#include "kiosk/link/link_pump.h"

#include <utility>

namespace einlass::link {

void LinkPump::move(std::uint64_t token, const rules::KioskMove& move) {
  feed(sync::MoveAsked{wire::MoveRequest{token, move}});
}

void LinkPump::act(sync::TakeDestinations& command) {
  post(DoorAnswered{command.answer.token, rules::DoorAnswer(std::move(command.answer.found))});
}

void LinkPump::act(sync::TakeMoved& command) {
  post(ActDone{command.token, {}});
}

void LinkPump::act(sync::TakeNotMoved& command) {
  base::log_warning("This kiosk could not be moved: {}", command.why.message);
  auto why = tl::make_unexpected(std::move(command.why));
  if (command.was_to_move) return post(ActDone{command.token, std::move(why)});
  post(DoorAnswered{command.token, std::move(why)});
}

}  // namespace einlass::link
