// What staff do at a guest's sheet and at the inboxes.
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_stepper.h"

#include <algorithm>
#include <array>
#include <utility>

namespace einlass::flow {

void StaffStepper::act(rules::StaffAct act, Doing doing) {
  if (staff().doing || !may(act)) return;
  forget_news();
  doing.token = stepper_.next_token();
  staff().doing = doing;
  stepper_.commands_.push_back(
      DoAtDoor{.token = doing.token, .event = staff().event, .by = staff().member, .act = std::move(act)});
  stepper_.start(TimerKind::Doing, config().timings.checking);
}

void StaffStepper::done(const DoneAtDoor& event) {
  if (!staff().doing || event.token != staff().doing->token) return;
  const Doing doing = *std::exchange(staff().doing, std::nullopt);
  stepper_.cancel(TimerKind::Doing);
  stepper_.restart_idle();
  if (!event.done) {
    staff().trouble = event.done.error().kind;
    if (doing.then == Afterwards::AwaitMove) not_moved(event.done.error().kind);
    staff().draft.print_after.reset();
    // A form stays as it is filled in; what was pressed can be pressed again.
    if (std::holds_alternative<GuestPage>(staff().page)) read_sheet();
    return next_in_line();
  }
  staff().news = doing.news;
  // Until the journal has been looked at again.
  if (doing.news == StaffNews::Counted) state().news.counted = doing.counted;
  if (doing.news == StaffNews::CountedLess) state().news.counted.reset();
  switch (doing.then) {
    case Afterwards::Stay:
      break;
    case Afterwards::ReadSheet:
      back_to_guest();
      break;
    case Afterwards::AskAgain:
      ask_again();
      break;
    case Afterwards::AdmitRegistered:
      admit_registered();
      break;
    case Afterwards::LeavePage:
      leave_page();
      break;
    case Afterwards::AwaitMove:
      await_move();
      break;
  }
  next_in_line();
}

void StaffStepper::on(const ActionChosen& pressed) {
  const bool at_guest = std::holds_alternative<GuestPage>(staff().page);
  if (!at_guest || staff().deciding || staff().doing || !offers(staff(), config(), pressed.action)) return;
  forget_news();
  staff().draft = {.ticket = staff().guest->ticket, .guest = state().given.guest};
  begin(pressed.action);
}

void StaffStepper::begin(StaffAction action) {
  const rules::TicketId ticket = staff().guest->ticket;
  switch (action) {
    case StaffAction::Admit:
      return tap(0);
    case StaffAction::AdmitSome:
      return question(StaffQuestion::PersonsComing);
    case StaffAction::LetInAnyway:
      return question(StaffQuestion::WhyLetIn);
    case StaffAction::Approve:
      return act(rules::DecideForHost{.ticket = ticket, .approved = true, .reason = {}},
                 {.then = goes_on() ? Afterwards::AskAgain : Afterwards::ReadSheet, .news = StaffNews::Approved});
    case StaffAction::Decline:
      return question(StaffQuestion::WhyDeclined);
    case StaffAction::Settle:
      return question(StaffQuestion::HowSettled);
    case StaffAction::CheckInOrder:
      return begin_order();
    case StaffAction::Depart:
      if (inside_now(staff()) > 1) return question(StaffQuestion::PersonsLeaving);
      return act(rules::SeeOff{.ticket = ticket}, {.then = Afterwards::ReadSheet, .news = StaffNews::Departed});
    case StaffAction::Undo:
      return question(StaffQuestion::ReallyUndo);
    case StaffAction::Reprint: {
      const auto badges = badges_that_count(staff());
      if (badges.size() > 1) return question(StaffQuestion::WhichBadge);
      staff().draft.badge = badges.front();
      return question(StaffQuestion::WhyReprint);
    }
    case StaffAction::BadgeCameOut:
      return judge_badge(true);
    case StaffAction::BadgeDidNotComeOut:
      return judge_badge(false);
    case StaffAction::BadgeNotCollected:
      return not_collected();
    case StaffAction::PrintBadge:
      return print_missing();
    case StaffAction::CorrectName:
      return open_form(FormPurpose::CorrectName);
    case StaffAction::Transfer:
      return open_form(FormPurpose::Transfer);
    case StaffAction::TakeTicketBack:
      return question(StaffQuestion::ReallyTakeBack);
    case StaffAction::Note:
      return question(StaffQuestion::NoteKind);
    case StaffAction::Excuse:
      return act(rules::Excuse{.ticket = ticket}, {.then = Afterwards::ReadSheet, .news = StaffNews::Excused});
    case StaffAction::ExcuseNoMore:
      return act(rules::Excuse{.ticket = ticket, .excused = false},
                 {.then = Afterwards::ReadSheet, .news = StaffNews::ExcusedNoMore});
    case StaffAction::Companion:
      return begin_companion();
  }
}

void StaffStepper::question(StaffQuestion question) {
  show(QuestionPage{question});
}

void StaffStepper::on(const AnswerChosen& pressed) {
  const auto* page = std::get_if<QuestionPage>(&staff().page);
  if (page == nullptr || staff().doing) return;
  if (pressed.index < answer_count(page->question, staff(), config())) take_answer(page->question, pressed.index);
}

void StaffStepper::take_answer(StaffQuestion question, std::size_t index) {
  const rules::TicketId ticket = staff().draft.ticket;
  const int persons = static_cast<int>(index) + 1;
  switch (question) {
    case StaffQuestion::PersonsComing:
      return tap(persons);
    case StaffQuestion::PersonsLeaving:
      return act(rules::SeeOff{.ticket = ticket, .persons = persons},
                 {.then = Afterwards::ReadSheet, .news = StaffNews::Departed});
    case StaffQuestion::ReallyUndo: {
      if (!staff().guest || !staff().guest->sheet) return;
      const auto& sheet = *staff().guest->sheet;
      const auto last = std::find_if(sheet.state.standing.rbegin(), sheet.state.standing.rend(),
                                     [&sheet](const auto& each) { return each.day == sheet.day; });
      if (last == sheet.state.standing.rend()) return;
      return act(rules::UndoScan{last->scan}, {.then = Afterwards::ReadSheet, .news = StaffNews::Undone});
    }
    case StaffQuestion::ReallyTakeBack:
      if (!staff().guest || !staff().guest->sheet || !staff().guest->sheet->instead) return;
      return act(rules::UndoScan{staff().guest->sheet->instead->transfer},
                 {.then = Afterwards::ReadSheet, .news = StaffNews::TicketTakenBack});
    case StaffQuestion::WhichBadge:
      if (staff().draft.not_collected) return put_away(badges_to_choose_from(staff()).at(index));
      staff().draft.badge = badges_to_choose_from(staff()).at(index);
      return this->question(StaffQuestion::WhyReprint);
    case StaffQuestion::WhyReprint:
      return why_reprint(index);
    case StaffQuestion::WhyLetIn:
      staff().draft.reason = static_cast<rules::ReasonKind>(index);
      return open_form(FormPurpose::OverrideReason);
    case StaffQuestion::HowSettled:
      if (index == 0) return open_form(FormPurpose::Reference);
      return act(rules::Settle{.ticket = ticket, .settlement = rules::Settlement::InvoiceFollows, .reference = {}},
                 {.then = Afterwards::AskAgain, .news = StaffNews::Settled});
    case StaffQuestion::SameOrOther:
      return index == 0 ? correct() : hand_on();
    case StaffQuestion::NoteKind:
      staff().draft.note = static_cast<rules::NoteKind>(index);
      return open_form(FormPurpose::Note);
    case StaffQuestion::WhyDeclined:
      return decline(static_cast<rules::DeclineReason>(index));
    case StaffQuestion::Category:
      staff().draft.category = walk_in_categories(config()).at(index);
      return register_walk_in();
    case StaffQuestion::WhichCompanion:
      return companion_is(companion_kinds(staff(), config()).at(index));
    case StaffQuestion::Verdict:
      return verdict(index);
    case StaffQuestion::WhichDoor:
      return take_door(index);
    case StaffQuestion::ReallyMove:
      return move();
    case StaffQuestion::LabelsLoaded:
      return labels_loaded(label_counts.at(index));
  }
}

// --- badges ----------------------------------------------------------------------------------------------------------

void StaffStepper::why_reprint(std::size_t index) {
  constexpr std::array reasons{rules::PrintReason::Damaged, rules::PrintReason::Lost,
                               rules::PrintReason::NameCorrected};
  const rules::PrintReason reason = reasons.at(index);
  const bool allowed = staff().draft.badge && may_reprint(*staff().draft.badge, staff(), config());
  if (!allowed && reason != rules::PrintReason::Lost) {
    back_to_guest();
    staff().news = StaffNews::HostPrintsAgain;
    return;
  }
  if (reason == rules::PrintReason::NameCorrected) {
    staff().draft.print_after = reason;
    return open_form(FormPurpose::CorrectName);
  }
  if (reason == rules::PrintReason::Damaged) {
    print_again(reason);
    return back_to_guest();
  }
  // Whoever found it must not come in with it, whatever becomes of the new one.
  if (allowed) staff().draft.print_after = reason;
  act(
      rules::VoidBadge{
          .ticket = staff().draft.ticket, .serial = staff().draft.badge->serial, .reason = rules::VoidReason::Lost},
      {.then = Afterwards::ReadSheet, .news = allowed ? StaffNews::BadgeVoided : StaffNews::VoidedHostPrintsAgain});
}

// Of the guest whose sheet is open.
void StaffStepper::print(PrintBadge badge) {
  const auto& sheet = staff().guest->sheet;
  stepper_.leave_badges();
  badge.job = state().given.job;
  badge.ticket = staff().guest->ticket;
  badge.operator_number = staff().member.number;
  stepper_.add_badge(badge.job, sheet && sheet->guest ? sheet->guest->full_name : std::string());
  stepper_.commands_.push_back(std::move(badge));
}

// Of somebody who is in it belongs to her admission; else it waits for none.
void StaffStepper::print_missing() {
  const auto missing = missing_badge(staff(), config());
  if (!missing) return;
  const auto& standing = staff().guest->sheet->state.standing;
  const bool owed = missing->reason == rules::PrintReason::Owed && !standing.empty();
  print({.scan = owed ? standing.back().scan.scan : state().given.scan,
         .place_number = missing->place_number,
         .reason = missing->reason});
  staff().news = StaffNews::FirstBadgeComes;
}

// A new badge for the same admission and place, instead of the one in the draft.
void StaffStepper::print_again(rules::PrintReason reason) {
  if (!staff().guest || !staff().draft.badge) return;
  const rules::Badge& old = *staff().draft.badge;
  print({.scan = old.admission.scan, .place_number = old.place_number, .reason = reason, .replaces = old.serial});
  staff().news = StaffNews::BadgeComes;
}

// --- who it is -------------------------------------------------------------------------------------------------------

void StaffStepper::correct() {
  const Draft& draft = staff().draft;
  rules::GuestFields fields{
      {"first_name", draft.first_name},
      {"last_name", draft.last_name},
      {"full_name", draft.first_name.empty() ? draft.last_name : draft.first_name + " " + draft.last_name},
      {"company", draft.company}};
  act(rules::CorrectGuest{.ticket = draft.ticket, .fields = std::move(fields)},
      {.then = Afterwards::ReadSheet, .news = StaffNews::Corrected});
}

void StaffStepper::hand_on() {
  const Draft& draft = staff().draft;
  rules::Guest instead;
  instead.id = draft.guest;
  instead.first_name = draft.first_name;
  instead.last_name = draft.last_name;
  instead.full_name = draft.first_name.empty() ? draft.last_name : draft.first_name + " " + draft.last_name;
  instead.company = draft.company;
  instead.email = draft.email;
  staff().draft.print_after.reset();  // her badge is owed once she is in
  act(rules::HandTicketOn{.ticket = draft.ticket,
                          .instead = std::move(instead),
                          .day = staff().guest && staff().guest->sheet ? staff().guest->sheet->day : std::nullopt},
      {.then = Afterwards::ReadSheet, .news = StaffNews::HandedOn});
}

void StaffStepper::decline(rules::DeclineReason reason) {
  const Afterwards then = staff().draft.waiting ? Afterwards::LeavePage : Afterwards::ReadSheet;
  act(rules::DecideForHost{.ticket = staff().draft.ticket, .approved = false, .reason = reason},
      {.then = then, .news = StaffNews::Declined});
}

// --- inboxes ---------------------------------------------------------------------------------------------------------

void StaffStepper::on(const ConflictOpened& pressed) {
  if (staff().doing || pressed.index >= staff().conflicts.size() || !may(rules::JudgeConflict{})) return;
  if (!std::holds_alternative<ListPage>(staff().page)) return;
  forget_news();
  const rules::OpenConflict& conflict = staff().conflicts[pressed.index];
  staff().draft = {.ticket = conflict.ticket, .conflict = conflict};
  staff().guest = OpenGuest{.ticket = conflict.ticket};
  question(StaffQuestion::Verdict);
  read_sheet();  // for the times
}

void StaffStepper::verdict(std::size_t index) {
  if (!staff().draft.conflict) return;
  const rules::Conflict& conflict = staff().draft.conflict->conflict;
  rules::ConflictJudged judged{.scans = {conflict.stands, conflict.disputed}};
  constexpr std::array verdicts{rules::Verdict::SamePerson, rules::Verdict::Stands, rules::Verdict::Stands,
                                rules::Verdict::Both};
  judged.verdict = verdicts.at(index);
  if (index == 1) judged.stands = conflict.stands;
  if (index == 2) judged.stands = conflict.disputed;
  act(rules::JudgeConflict{std::move(judged)}, {.then = Afterwards::LeavePage, .news = StaffNews::Judged});
}

void StaffStepper::on(const CallTaken& pressed) {
  const auto& calls = state().news.calls;
  const bool open =
      std::any_of(calls.begin(), calls.end(), [&](const rules::HelpCall& call) { return call.scan == pressed.scan; });
  if (open) act(rules::AnswerCall{pressed.scan}, {.then = Afterwards::Stay, .news = StaffNews::Going});
}

void StaffStepper::on(const OneMoreCounted& /*pressed*/) {
  if (!may_count(staff(), config())) return;
  const auto categories = walk_in_categories(config());
  const rules::ScanRef counted{state().given.scan, state().given.ticket};
  act(rules::CountIn{.scan = counted, .persons = 1, .category = categories.empty() ? "guest" : categories.front()},
      {.then = Afterwards::Stay, .news = StaffNews::Counted, .counted = counted});
}

void StaffStepper::on(const OneLessCounted& /*pressed*/) {
  if (!may_count(staff(), config()) || staff().doing) return;
  forget_news();
  if (!state().news.counted) {
    staff().news = StaffNews::NothingCounted;
    return;
  }
  act(rules::UndoScan{*state().news.counted}, {.then = Afterwards::Stay, .news = StaffNews::CountedLess});
}

}  // namespace einlass::flow
