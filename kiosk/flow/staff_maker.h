// The inside of screen_model() while somebody of the team works here. One object per call. Files: staff_words.cpp
// (frame, sign-in, search, news), staff_guest_words.cpp (sheet and outcome), staff_question_words.cpp (questions and
// forms), staff_list_words.cpp (inboxes, orders, status), staff_move_words.cpp (this kiosk for another event or door).
#pragma once

#include "kiosk/flow/model_maker.h"

#include <string>

namespace einlass::flow {

class StaffMaker {
 public:
  StaffMaker(ModelMaker& maker, const Staff& staff) : maker_(maker), staff_(staff) {}

  void make();

 private:
  using Words = ModelMaker::Words;
  using Values = ModelMaker::Values;

  std::string say(const char* msgid) const { return maker_.say(msgid); }
  std::string say(const char* msgid, const Values& values) const { return maker_.say(msgid, values); }
  ScreenModel& model() { return maker_.model_; }
  const State& state() const { return maker_.state_; }
  const FlowConfig& config() const { return maker_.config_; }

  void page(const PinPage& shown);
  void page(const SearchPage& shown);
  void page(const GuestPage& shown);
  void page(const FormPage& shown);
  void page(const QuestionPage& shown);
  void page(const DuplicatesPage& shown);
  void page(const OrderPage& shown);
  void page(const ListPage& shown);
  void page(const MovingPage& shown);

  // staff_words.cpp
  void header();
  void tools();
  void tool(std::string label, const StaffPress& press, const char* id);
  void button(std::string label, const Event& event, std::string id, bool primary = false);
  void back_button();
  void news();
  std::string news_words() const;
  std::string trouble_words(base::ErrorKind why) const;
  std::string role_words(rules::Role role) const;
  bool is_not_today() const;
  std::string mismatch() const;
  std::string date(base::Instant at) const;
  std::string time(base::Instant at) const;
  std::string category(const std::string& key) const;
  std::string persons(int count) const;
  void found_rows(const std::vector<rules::FoundGuest>& guests);
  Row row(const rules::FoundGuest& guest) const;
  std::string mark(const rules::FoundGuest& guest) const;

  // staff_guest_words.cpp
  void outcome(const Outcome& shown);
  Words outcome_words(const Outcome& shown) const;
  Words admitted(const rules::AdmissionGranted& granted) const;
  Words already_in() const;
  void no_ticket_buttons(const Outcome& shown);
  void sheet(const rules::GuestSheet& shown);
  void person_lines(const rules::GuestSheet& shown);
  void ticket_lines(const rules::GuestSheet& shown);
  void presence_lines(const rules::GuestSheet& shown);
  void badge_lines(const rules::GuestSheet& shown);
  void note_lines(const rules::GuestSheet& shown);
  void badges_under_way();
  void action_buttons();
  void figure(std::string label, std::string text, bool attention = false);  // of nobody in particular
  void line(std::string label, std::string text, bool attention = false, bool personal = true);
  std::string status_words(const rules::GuestSheet& shown) const;
  std::string action_words(StaffAction action) const;
  std::string note_words(rules::NoteKind kind) const;
  std::string badge_words(const rules::Badge& badge) const;
  std::string perhaps_printed(const rules::Badge& badge) const;
  std::string desk_of(const rules::Badge& badge) const;
  std::string badge_words(const BadgeProgress& badge) const;

  // staff_refusal_words.cpp
  Words refusal(rules::Refusal refusal) const;
  Words refusal_of_rules(rules::Refusal refusal) const;

  // staff_question_words.cpp
  std::string question_words(StaffQuestion question) const;
  std::string answer_words(StaffQuestion question, std::size_t index) const;
  std::string reason_words(rules::ReasonKind reason) const;
  std::string decline_words(rules::DeclineReason reason) const;
  std::string verdict_words(std::size_t index) const;
  std::string where_and_when(const rules::Place& place, const rules::ScanRef& scan) const;
  void conflict_lines();
  std::string form_headline(FormPurpose purpose) const;
  std::string send_words(FormPurpose purpose) const;

  // staff_list_words.cpp
  void calls();
  void waiting();
  void conflicts();
  void status();
  void count_lines();
  void printer_lines();
  void printer_buttons();
  std::string printer_words(PrinterTrouble trouble) const;
  std::string since(base::Instant at) const;

  // staff_move_words.cpp
  void destinations();
  Row row(const rules::Destination& event, std::size_t index) const;
  std::string days(const rules::Destination& event) const;
  void move_button(std::string label);
  std::string move_question() const;
  std::string door_words(const std::string& door) const;
  std::string what_moving_changes() const;
  std::string moved_words() const;
  std::string move_trouble(base::ErrorKind why) const;

  ModelMaker& maker_;
  const Staff& staff_;
};

}  // namespace einlass::flow
