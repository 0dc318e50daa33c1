// What the flow asks of guest list and journal beside admissions, and what the link says of them.
#include "kiosk/stage/stage.h"

namespace einlass::stage {

void Stage::carry_out(const flow::AskDoor& command) {
  if (devices_.link) devices_.link->ask(command.token, command.question);
}

void Stage::carry_out(const flow::DoAtDoor& command) {
  if (devices_.link)
    devices_.link->act(command.token, {.event = command.event, .by = command.by.number, .act = command.act});
}

void Stage::carry_out(const flow::MoveKiosk& command) {
  if (devices_.link) devices_.link->move(command.token, command.move);
}

void Stage::on(const link::DoorAnswered& answered) {
  if (answered.answer) {
    if (const auto* sheet = std::get_if<rules::GuestSheet>(&*answered.answer)) sheet_ = *sheet;
  }
  const auto* staff = std::get_if<flow::Staff>(&state_.screen);
  const bool awaited = staff != nullptr && staff->reading == answered.token;
  const bool found = answered.answer && std::holds_alternative<rules::GuestsFound>(*answered.answer);
  handle(flow::DoorAnswered{answered.token, answered.answer});
  if (awaited && found) note_painted("found");
}

void Stage::on(const link::ActDone& done) {
  handle(flow::DoneAtDoor{done.token, done.done});
}

void Stage::on(const link::DoorNews& news) {
  handle(flow::DoorNewsChanged{news.news});
}

void Stage::on(const link::HelpIsComing& coming) {
  handle(flow::VisitSettled{.scan = coming.scan, .news = flow::VisitNews::HelpIsComing});
}

void Stage::on(const link::ScanSettled& settled) {
  handle(flow::VisitSettled{.scan = settled.scan,
                            .news = settled.admitted ? flow::VisitNews::Admitted : flow::VisitNews::Declined,
                            .at_kiosk = settled.at_kiosk});
}

void Stage::on(const link::BadgeLookedFor& looked_for) {
  if (badges_) badges_->looked_for(looked_for.serial);
  tell_doubts();
}

}  // namespace einlass::stage
