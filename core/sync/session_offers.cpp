// A kiosk's session and an event that its server lacks: the offer, and what the server asks for to take it in.
#include "core/sync/session.h"

#include <algorithm>
#include <utility>

namespace einlass::sync {

using base::ErrorKind;

// A server tells of every event that it knows and the kiosk named. What it lacks it shall have before it is asked about
// guests; entries follow the next hello.
void SyncSession::offer_if_lacking() {
  offering_ = false;
  const auto& event = serving_.event;
  const auto& known = their_hello_->guest_lists;
  const auto has_it = [&](const auto& list) { return list.event == *event; };
  if (!event || std::any_of(known.begin(), known.end(), has_it)) return;
  const auto& mine = my_hello_->guest_lists;
  const auto list = std::find_if(mine.begin(), mine.end(), has_it);
  if (list == mine.end()) return;  // half a list would make strangers of the other guests
  wire::EventOffer offer{.event = *event, .documents = {}, .guest_list = list->version};
  for (const auto& document : serving_.documents) {
    if (document.kind != "font") offer.documents.push_back(document);
  }
  offering_ = true;
  offered_at_ = now_;
  send(std::move(offer));
}

void SyncSession::take(const wire::EventTaken& message) {
  if (offering_ && message.event == serving_.event) tell_hello();
}

void SyncSession::take(const wire::DocumentRequest& message) {
  offered_at_ = now_;
  commands_.emplace_back(ReadDocument{message});
}

void SyncSession::handle(const DocumentRead& event) {
  if (event.part) return send(*event.part);
  send(wire::ErrorReport{.kind = ErrorKind::NotFound,
                         .message = "The kiosk has no such document.",
                         .about = "document_request",
                         .scan = {},
                         .document = event.request.hash});
}

void SyncSession::take(const wire::GuestListRequest& message) {
  offered_at_ = now_;
  if (message.event == serving_.event) commands_.emplace_back(ReadGuestList{message.event});
}

void SyncSession::handle(const GuestListRead& event) {
  for (const auto& part : event.parts) send(part);
}

}  // namespace einlass::sync
