// The inside of screen_model(): puts one state into words. One object per call.
#pragma once

#include "kiosk/flow/screen_model.h"

#include <initializer_list>
#include <map>
#include <string>
#include <utility>

namespace einlass::flow {

// In the language of the screen, or in the first one that there is.
std::string in_language(const std::map<std::string, std::string>& texts, const std::string& language);

class ModelMaker {
 public:
  ModelMaker(const State& state, const FlowConfig& config, const Texts& texts);

  ScreenModel make();

 private:
  friend class StaffMaker;

  struct Words {
    Tone tone = Tone::Calm;
    Icon icon = Icon::None;
    std::string headline;
    std::string body;
  };
  using Values = std::initializer_list<std::pair<const char*, std::string>>;

  std::string say(const char* msgid) const { return texts_.text(voice_, msgid); }
  std::string say(const char* msgid, const Values& values) const;
  // A sentence about so many; both forms may hold {count}, which is filled in as the language writes numbers.
  std::string say_many(const char* one, const char* many, std::uint64_t count, const Values& values = {}) const;
  static std::string filled(std::string text, const Values& values);
  void put(Words words);

  void screen(const OutOfService& shown);
  void screen(const Attract& shown);
  void screen(const Checking& shown);
  void screen(const Welcome& shown);
  void screen(const AlreadyIn& shown);
  void screen(const Refused& shown);
  void screen(const NotTheTicket& shown);
  void screen(const Announced& shown);
  void screen(const Choose& shown);
  void screen(const FindMe& shown);
  void screen(const FoundNobody& shown);
  void screen(const SearchLocked& shown);
  void screen(const RegisterMe& shown);
  void screen(const AnswerQuestion& shown);
  void screen(const HowMany& shown);
  void screen(const NameTicket& shown);
  void screen(const AskConsent& shown);
  void screen(const ConfirmBadge& shown);
  void screen(const CorrectBadge& shown);
  void screen(const Staff& shown);
  void screen(const Diagnosis& shown);

  Words out_of_service(OutOfServiceReason reason) const;
  Words pairing() const;
  Words asked_time() const;
  void asked_time_buttons();
  void way_in();
  bool shows_picture() const;
  std::string aim_hint() const;
  Words refusal(const Refused& shown) const;
  Words see_our_team() const;
  Words help() const;
  std::string doors_open(const Refused& shown) const;
  std::string directions() const;
  std::string welcome_text() const;
  bool at_badge_desk() const;
  Words badge_desk(const Welcome& shown) const;
  std::string welcome_body(const Welcome& shown) const;
  void button(std::string label, const Event& event, std::string id, bool primary = false);
  void search_and_walk_in_buttons();
  void form_buttons(const std::string& last);

  void line(std::string label, std::string text, bool attention = false);
  void camera_lines(const ScannerFigures& figures);
  void code_lines(const std::optional<CodeShape>& code);
  std::string code_kind(CodeKind kind) const;

  void form(const Form& shown);
  std::string field_label(const std::string& id) const;
  std::string field_trouble(const FormField& field) const;
  void keys(const Form& shown);
  void shift_and_delete(KeysPage page);
  Keycap delete_key() const;
  void bottom_keys(KeysPage page);
  void number_pad();

  void frame();
  void view();
  Button next_look() const;
  void badges();
  std::string numbered(const BadgeProgress& badge, std::size_t place, std::string words) const;
  BadgeLine badge_line(const BadgeProgress& badge, std::size_t place) const;
  BadgeLine badge_line(const BadgesElsewhere& badge) const;
  std::string badge_words(const BadgeProgress& badge) const;
  std::string badge_waits(const BadgeProgress& badge) const;
  std::string printer_called(const std::string& name) const;
  bool shows_status() const;
  void printer_notices();
  void message_notice();
  std::string label_words(const LabelOutlook& outlook) const;
  std::string called(const BadgeProgress& badge) const;
  std::string left_badge_words(const BadgeProgress& badge) const;
  bool keeps_its_screen_under_help() const;
  void help_screen();
  void waiting_notices();
  void notices();
  void warning();
  void done_button();
  void speech();
  void place_buttons();

  const State& state_;
  const FlowConfig& config_;
  const Texts& texts_;
  Voice voice_;
  ScreenModel model_;
};

}  // namespace einlass::flow
