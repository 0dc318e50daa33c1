// Staff's questions with their answers, and forms.
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_maker.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

void StaffMaker::page(const QuestionPage& shown) {
  model().layout = Layout::Choice;
  maker_.put({Tone::Calm, Icon::Person, question_words(shown.question), {}});
  if (staff_.guest && staff_.guest->sheet && staff_.guest->sheet->guest) {
    model().name = staff_.guest->sheet->guest->full_name;
  }
  if (staff_.draft.waiting) model().name = staff_.draft.waiting->name;
  if (shown.question == StaffQuestion::Verdict) conflict_lines();
  if (shown.question == StaffQuestion::ReallyMove) model().body = what_moving_changes();
  if (shown.question == StaffQuestion::ReallyTakeBack) {
    model().body = say("The admission and the badge of this guest become void.");
  }
  const std::size_t count = answer_count(shown.question, staff_, config());
  for (std::size_t i = 0; i < count; ++i) {
    button(answer_words(shown.question, i), StaffPressed{AnswerChosen{i}}, "answer_" + std::to_string(i + 1));
  }
  back_button();
}

std::string StaffMaker::question_words(StaffQuestion question) const {
  switch (question) {
    case StaffQuestion::PersonsComing:
      return say("How many come in now?");
    case StaffQuestion::PersonsLeaving:
      return say("How many leave?");
    case StaffQuestion::ReallyUndo:
      return say("Really undo the admission?");
    case StaffQuestion::ReallyTakeBack:
      return say("Really take the ticket back?");
    case StaffQuestion::WhichBadge:
      return say("Which badge?");
    case StaffQuestion::WhyReprint:
      return say("Why a new badge?");
    case StaffQuestion::WhyLetIn:
      return say("Why may the guest come in?");
    case StaffQuestion::HowSettled:
      return say("How is the payment settled?");
    case StaffQuestion::SameOrOther:
      return say("Is this the same person?");
    case StaffQuestion::NoteKind:
      return say("What is the note about?");
    case StaffQuestion::WhyDeclined:
      return say("Why is the guest declined?");
    case StaffQuestion::Category:
      return say("In which category?");
    case StaffQuestion::WhichCompanion:
      return say("Who comes along with the guest?");
    case StaffQuestion::Verdict:
      return say("Two admissions with one ticket: which one counts?");
    case StaffQuestion::WhichDoor:
      return say("At which entrance does this kiosk stand?");
    case StaffQuestion::ReallyMove:
      return move_question();
    case StaffQuestion::LabelsLoaded:
      return say("How many labels are in printer {name} now?", {{"name", maker_.printer_called(staff_.draft.printer)}});
  }
  return {};
}

std::string StaffMaker::answer_words(StaffQuestion question, std::size_t index) const {
  switch (question) {
    case StaffQuestion::PersonsComing:
    case StaffQuestion::PersonsLeaving:
      return persons(static_cast<int>(index) + 1);
    case StaffQuestion::ReallyUndo:
      return say("Yes, undo it");
    case StaffQuestion::ReallyTakeBack:
      return say("Yes, take it back");
    case StaffQuestion::WhichBadge: {
      const auto badges = badges_to_choose_from(staff_);
      return index < badges.size() ? say("Badge {number}", {{"number", std::to_string(badges[index].place_number)}}) +
                                         ": " + badge_words(badges[index])
                                   : std::string();
    }
    case StaffQuestion::WhyReprint:
      return index == 0   ? say("It is damaged")
             : index == 1 ? say("It is lost: make the old one void")
                          : say("The name is wrong");
    case StaffQuestion::WhyLetIn:
      return reason_words(static_cast<rules::ReasonKind>(index));
    case StaffQuestion::HowSettled:
      return index == 0 ? say("Paid elsewhere, with a reference") : say("An invoice follows");
    case StaffQuestion::SameOrOther:
      return index == 0 ? say("The same person, under the right name") : say("Somebody else, who comes instead");
    case StaffQuestion::NoteKind:
      return note_words(static_cast<rules::NoteKind>(index));
    case StaffQuestion::WhyDeclined:
      return decline_words(static_cast<rules::DeclineReason>(index));
    case StaffQuestion::Category: {
      const auto keys = walk_in_categories(config());
      return index < keys.size() ? category(keys[index]) : std::string();
    }
    case StaffQuestion::WhichCompanion: {
      const auto kinds = companion_kinds(staff_, config());
      return index < kinds.size() ? category(kinds[index]) : std::string();
    }
    case StaffQuestion::Verdict:
      return verdict_words(index);
    case StaffQuestion::WhichDoor: {
      const auto doors =
          staff_.draft.move ? doors_at(staff_.draft.move->to, staff_, config()) : std::vector<std::string>();
      return index < doors.size() ? door_words(doors[index]) : std::string();
    }
    case StaffQuestion::ReallyMove:
      return say("Yes, change it");
    case StaffQuestion::LabelsLoaded:
      return say("About {count}", {{"count", std::to_string(label_counts.at(index))}});
  }
  return {};
}

std::string StaffMaker::reason_words(rules::ReasonKind reason) const {
  switch (reason) {
    case rules::ReasonKind::Authorised:
      return say("Somebody in charge says so");
    case rules::ReasonKind::PaidElsewhere:
      return say("It was paid elsewhere");
    case rules::ReasonKind::SourceWrong:
      return say("The list is wrong");
    case rules::ReasonKind::TechnicalFault:
      return say("A technical fault");
    case rules::ReasonKind::HostsGuest:
      return say("A guest of the host");
    case rules::ReasonKind::Other:
      return say("Another reason");
  }
  return {};
}

std::string StaffMaker::decline_words(rules::DeclineReason reason) const {
  switch (reason) {
    case rules::DeclineReason::Full:
      return say("There is no seat left");
    case rules::DeclineReason::NotInvited:
      return say("Not invited");
    case rules::DeclineReason::Category:
      return say("Not for this group");
    case rules::DeclineReason::Other:
      return say("Another reason");
  }
  return {};
}

// --- conflicts -------------------------------------------------------------------------------------------------------

std::string StaffMaker::where_and_when(const rules::Place& place, const rules::ScanRef& scan) const {
  std::string words = place.door.empty() ? place.name : place.name + ", " + place.door;
  if (!staff_.guest || !staff_.guest->sheet) return words;
  const auto& standing = staff_.guest->sheet->state.standing;
  const auto found =
      std::find_if(standing.begin(), standing.end(), [&](const auto& each) { return each.scan == scan; });
  return found == standing.end() ? words : time(found->time.venue) + " · " + words;
}

void StaffMaker::conflict_lines() {
  if (!staff_.draft.conflict) return;
  model().name = staff_.draft.conflict->name;
  const rules::Conflict& conflict = staff_.draft.conflict->conflict;
  line(say("First"), where_and_when(conflict.first_place, conflict.stands));
  line(say("Second"), where_and_when(conflict.second_place, conflict.disputed));
}

std::string StaffMaker::verdict_words(std::size_t index) const {
  if (!staff_.draft.conflict) return {};
  const rules::Conflict& conflict = staff_.draft.conflict->conflict;
  switch (index) {
    case 0:
      return say("The same person, scanned twice");
    case 1:
      return say("Only the first: {place}", {{"place", where_and_when(conflict.first_place, conflict.stands)}});
    case 2:
      return say("Only the second: {place}", {{"place", where_and_when(conflict.second_place, conflict.disputed)}});
    default:
      return say("Both: two persons are inside");
  }
}

// --- forms -----------------------------------------------------------------------------------------------------------

void StaffMaker::page(const FormPage& shown) {
  if (state().form) maker_.form(*state().form);
  Words words{Tone::Calm, Icon::Person, form_headline(shown.purpose), {}};
  if (shown.purpose == FormPurpose::OverrideReason) words.body = reason_words(staff_.draft.reason);
  if (staff_.reading != 0 && shown.purpose == FormPurpose::WalkIn) words.body = say("Looking for namesakes …");
  if (shown.purpose == FormPurpose::Companion) {
    words.body = say("Comes along with the guest and is counted. The name may be left empty.");
  }
  maker_.put(std::move(words));
  button(send_words(shown.purpose), FormSent{.whole = true}, "send", true);
  back_button();
}

std::string StaffMaker::form_headline(FormPurpose purpose) const {
  switch (purpose) {
    case FormPurpose::WalkIn:
      return say("Register a walk-in");
    case FormPurpose::CorrectName:
      return say("What is the right name?");
    case FormPurpose::Transfer:
      return say("Who comes instead?");
    case FormPurpose::Note:
      return note_words(staff_.draft.note);
    case FormPurpose::Reference:
      return say("Where was it paid?");
    case FormPurpose::OverrideReason:
      return say("Let in all the same");
    case FormPurpose::Companion:
      return category(staff_.draft.category);
  }
  return {};
}

std::string StaffMaker::send_words(FormPurpose purpose) const {
  switch (purpose) {
    case FormPurpose::WalkIn:
    case FormPurpose::Companion:
      return say("Register and admit");
    case FormPurpose::CorrectName:
    case FormPurpose::Note:
    case FormPurpose::Reference:
      return say("Keep");
    case FormPurpose::Transfer:
      return say("Hand the ticket on");
    case FormPurpose::OverrideReason:
      return say("Let in");
  }
  return {};
}

void StaffMaker::page(const DuplicatesPage& shown) {
  model().layout = Layout::List;
  maker_.put({Tone::Attention, Icon::Person, say("Is it one of these?"),
              say("Somebody of this surname is on the list already.")});
  found_rows(shown.guests);
  button(say("No, register as new"), StaffPressed{NoneOfThese{}}, "none_of_these", true);
  back_button();
}

}  // namespace einlass::flow
