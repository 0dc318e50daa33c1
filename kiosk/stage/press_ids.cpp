#include "kiosk/stage/press_ids.h"

namespace einlass::stage {

flow::Event with_ids(flow::Event event) {
  if (auto* search = std::get_if<flow::SearchPressed>(&event)) search->scan = rules::ScanId::random();
  if (auto* help = std::get_if<flow::HelpPressed>(&event)) help->call = rules::ScanId::random();
  if (auto* walk_in = std::get_if<flow::WalkInPressed>(&event)) {
    walk_in->scan = rules::ScanId::random();
    walk_in->ticket = rules::TicketId::random();
    walk_in->guest = rules::GuestId::random();
  }
  return event;
}

}  // namespace einlass::stage
