// What somebody at this kiosk asks of the server about where it may go. Each question is answered once: by the server,
// by the time limit, or by the end of the connection.
#include "core/sync/session.h"

#include <utility>

namespace einlass::sync {
namespace {

using base::ErrorKind;

const base::Error no_server{ErrorKind::Unavailable, "The venue server is out of reach; only it can move a kiosk."};
const base::Error no_answer{ErrorKind::Timeout,
                            "The venue server gave no answer in time; see what it did, and ask again."};

}  // namespace

void SyncSession::handle(const MoveAsked& event) {
  const bool is_move = std::holds_alternative<wire::MoveRequest>(event.question);
  const auto token = std::visit([](const auto& question) { return question.token; }, event.question);
  if (phase_ != Phase::Joined) {
    commands_.emplace_back(TakeNotMoved{.token = token, .was_to_move = is_move, .why = no_server});
    return;
  }
  open_questions_[token] = {.is_move = is_move, .until = now_ + move_answer_time};
  std::visit([this](const auto& question) { send(question); }, event.question);
}

void SyncSession::take(const wire::Destinations& message) {
  if (open_questions_.erase(message.token) > 0) commands_.emplace_back(TakeDestinations{message});
}

void SyncSession::take(const wire::Moved& message) {
  if (open_questions_.erase(message.token) > 0) commands_.emplace_back(TakeMoved{message.token});
}

void SyncSession::take_refusal(std::uint64_t token, const base::Error& why) {
  const auto question = open_questions_.extract(token);
  if (question.empty()) return;
  commands_.emplace_back(TakeNotMoved{.token = token, .was_to_move = question.mapped().is_move, .why = why});
}

void SyncSession::give_up_moves(bool connection_lost) {
  std::erase_if(open_questions_, [&](const auto& open) {
    const auto& [token, question] = open;
    if (!connection_lost && now_ < question.until) return false;
    commands_.emplace_back(
        TakeNotMoved{.token = token, .was_to_move = question.is_move, .why = connection_lost ? no_server : no_answer});
    return true;
  });
}

}  // namespace einlass::sync
