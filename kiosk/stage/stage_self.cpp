// What a guest says on the spot: it is written, and the badge that is on the screen or prints next shows it.
#include "core/base/log.h"
#include "kiosk/stage/stage.h"

#include <algorithm>
#include <utility>

namespace einlass::stage {

namespace {

std::vector<std::string> names_of(const std::map<std::string, std::string>& said) {
  std::vector<std::string> names;
  for (const auto& [name, text] : said) names.push_back(name);
  return names;
}

rules::PrintReason reason_of(const rules::Admission& admission, int place_number) {
  const auto* refused = std::get_if<rules::AdmissionRefused>(&admission);
  if (refused == nullptr) return rules::PrintReason::First;
  const auto& ahead = refused->badges_ahead;
  const bool is_ahead = std::find(ahead.begin(), ahead.end(), place_number) != ahead.end();
  return is_ahead ? rules::PrintReason::Ahead : rules::PrintReason::Owed;
}

}  // namespace

wire::TicketView* Stage::shown_ticket(rules::TicketId ticket) {
  if (!decided_) return nullptr;
  const auto found = std::find_if(decided_->tickets.begin(), decided_->tickets.end(),
                                  [&](const wire::TicketView& view) { return view.ticket.id == ticket; });
  return found == decided_->tickets.end() ? nullptr : &*found;
}

void Stage::write_said(const rules::ScanStep& scan, const wire::TicketView& view, rules::Fact fact,
                       const std::map<std::string, std::string>& said) {
  rules::EntryDraft draft;
  draft.place.door = service_.event()->door;
  draft.ticket = view.ticket.id;
  if (view.guest && !view.guest->id.is_nil()) draft.guest = view.guest->id;
  draft.scan = scan;
  draft.fact = std::move(fact);
  if (!said.empty()) draft.private_content = link::private_fields(said);
  devices_.link->write(
      {.token = 0, .event = service_.event()->event, .draft = std::move(draft), .print = std::nullopt});
}

void Stage::carry_out(const flow::KeepAnswers& command) {
  auto* view = shown_ticket(command.ticket);
  if (view == nullptr || !devices_.link || !service_.event()) return;
  rules::AnswersGiven given{.questions = names_of(command.answers), .consents = command.consents};
  std::erase_if(view->consents, [&](const rules::ConsentGiven& earlier) {
    return std::any_of(given.consents.begin(), given.consents.end(),
                       [&](const auto& each) { return each.question == earlier.question; });
  });
  view->consents.insert(view->consents.end(), given.consents.begin(), given.consents.end());
  write_said(command.scan, *view, std::move(given), command.answers);
}

void Stage::carry_out(const flow::AmendGuest& command) {
  auto* view = shown_ticket(command.ticket);
  if (view == nullptr || !devices_.link || !service_.event()) return;
  write_said(command.scan, *view, rules::GuestAmended{names_of(command.fields)}, command.fields);
  if (!view->guest) view->guest = rules::Guest{.id = view->ticket.guest};
  rules::lay_over(*view->guest, command.fields);
}

void Stage::carry_out(const flow::PrintBadge& command) {
  if (command.reason) return print_again(command);
  const auto* view = decided_ ? view_of(*decided_, command.ticket) : nullptr;
  if (view == nullptr || !badges_)
    return handle(flow::BadgeMoved{{.job = command.job, .stage = flow::BadgeStage::Failed}});
  badges_->print({.command = command,
                  .step = decided_->scan.step,
                  .event = service_.event()->event,
                  .door = service_.event()->door,
                  .ticket = *view,
                  .template_name = decided_->template_name,
                  .content = service_.badge_content(*view, command.place_number),
                  .reason = reason_of(decided_->admission, command.place_number)});
}

void Stage::carry_out(const flow::DrawBadge& command) {
  badge_picture_.reset();
  const auto* view = shown_ticket(command.ticket);
  if (view == nullptr) return handle(flow::BadgeDrawn{.scan = command.scan, .lines = {}, .picture = 0});
  auto content = service_.badge_content(*view, command.place_number);
  content.code = rules::badge_code(rules::BadgeSerial::random());  // as it will look; this one opens nothing
  press_.picture(decided_->template_name, std::move(content),
                 [this, alive = std::weak_ptr<bool>(alive_), scan = command.scan](base::Result<PicturedBadge> badge) {
                   if (!alive.expired()) pictured(scan, std::move(badge));
                 });
}

void Stage::pictured(const rules::ScanStep& scan, base::Result<PicturedBadge> badge) {
  flow::BadgeDrawn drawn{.scan = scan, .lines = {}, .picture = 0};
  if (badge) {
    badge_picture_ = std::make_shared<const std::string>(std::move(badge->png));
    drawn.lines = std::move(badge->lines);
    drawn.picture = ++badge_pictures_;
  } else {
    base::log_warning("A badge cannot be shown before it prints. {}", badge.error().message);
  }
  handle(drawn);
}

}  // namespace einlass::stage
