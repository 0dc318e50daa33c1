// Events that the server lacks: documents and guest list first, entries after the next hello. One at a time, the one
// that is served before all others.
#include "core/sync/session.h"

#include <algorithm>
#include <utility>

namespace einlass::sync {
namespace {

bool is_told_of(const wire::Hello& hello, rules::EventId event) {
  const auto& lists = hello.guest_lists;
  return std::any_of(lists.begin(), lists.end(), [&](const auto& list) { return list.event == event; });
}

}  // namespace

// A server tells of every event that it knows and the kiosk named.
std::set<rules::EventId> SyncSession::lacking() const {
  std::set<rules::EventId> lacking;
  if (!my_hello_ || !their_hello_) return lacking;
  for (const auto& held : my_hello_->held) {
    if (!is_told_of(*their_hello_, held.event)) lacking.insert(held.event);
  }
  return lacking;
}

std::uint64_t SyncSession::withheld() const {
  const auto lacked = lacking();
  std::uint64_t sum = 0;
  if (lacked.empty()) return sum;
  for (const auto& held : my_hello_->held) sum += lacked.contains(held.event) ? held.sequence : 0;
  return sum;
}

const std::vector<wire::DocumentRef>& SyncSession::documents_of(rules::EventId event) const {
  if (serving_.event == event) return serving_.documents;
  static const std::vector<wire::DocumentRef> none;
  const auto kept = kept_.find(event);
  return kept == kept_.end() ? none : kept->second.documents;
}

// Half a list would make strangers of the other guests.
std::optional<rules::EventId> SyncSession::next_to_offer() const {
  const auto lacked = lacking();
  const auto can_be = [&](rules::EventId event) {
    return lacked.contains(event) && !put_off_.contains(event) && is_told_of(*my_hello_, event) &&
           !documents_of(event).empty();
  };
  if (serving_.event && can_be(*serving_.event)) return serving_.event;
  const auto next = std::find_if(lacked.begin(), lacked.end(), can_be);
  return next == lacked.end() ? std::nullopt : std::optional(*next);
}

void SyncSession::offer_next() {
  offering_ = next_to_offer();
  if (!offering_) return;
  const auto& lists = my_hello_->guest_lists;
  const auto list = std::find_if(lists.begin(), lists.end(), [&](const auto& each) { return each.event == offering_; });
  wire::EventOffer offer{.event = *offering_, .documents = {}, .guest_list = list->version};
  for (const auto& document : documents_of(*offering_)) {
    if (document.kind != "font") offer.documents.push_back(document);
  }
  offered_.insert(*offering_);
  offered_at_ = now_;
  send(std::move(offer));
}

void SyncSession::put_off_offer(base::Milliseconds until) {
  const auto event = std::exchange(offering_, std::nullopt);
  if (event) put_off_[*event] = until;
}

// Asked about its guests before it has the event, the server would know none of them.
bool SyncSession::its_own_is_on_offer() const {
  if (!serving_.event) return false;
  if (offering_ == serving_.event) return true;
  const auto put_off = put_off_.find(*serving_.event);
  return put_off != put_off_.end() && put_off->second != base::Milliseconds::max();
}

void SyncSession::take(const wire::EventTaken& message) {
  if (message.event == offering_) tell_hello();
}

void SyncSession::take(const wire::DocumentRequest& message) {
  const bool offered = std::any_of(offered_.begin(), offered_.end(), [&](const auto& event) {
    const auto& documents = documents_of(event);
    return std::any_of(documents.begin(), documents.end(), [&](const auto& each) { return each.hash == message.hash; });
  });
  if (!offered) return handle(DocumentRead{message, std::nullopt});
  offered_at_ = now_;
  commands_.emplace_back(ReadDocument{message});
}

void SyncSession::handle(const DocumentRead& event) {
  if (event.part) return send(*event.part);
  send(wire::ErrorReport{.kind = base::ErrorKind::NotFound,
                         .message = "The kiosk has no such document.",
                         .about = "document_request",
                         .scan = {},
                         .document = event.request.hash});
}

void SyncSession::take(const wire::GuestListRequest& message) {
  if (!offered_.contains(message.event)) return;
  offered_at_ = now_;
  commands_.emplace_back(ReadGuestList{message.event});
}

// As long as parts go out, the server takes the offer in.
void SyncSession::handle(const GuestListRead& event) {
  offered_at_ = now_;
  send(event.part);
}

}  // namespace einlass::sync
