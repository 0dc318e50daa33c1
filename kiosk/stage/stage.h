// The kiosk without its windows: owns the flow's state, turns what scanner, link and spooler post into flow events, and
// carries out the flow's commands. UI thread only; the functions that post_… returns may be called from any thread.
//
// Life: made first, then open() with the devices, which need the posts to be made. Its destructor ends the devices'
// threads; calls that are still in the UI loop by then are dropped.
#pragma once

#include "core/base/clock.h"
#include "kiosk/flow/display.h"
#include "kiosk/flow/flow_config.h"
#include "kiosk/flow/step.h"
#include "kiosk/stage/badge_desk.h"
#include "kiosk/stage/narrator.h"
#include "kiosk/stage/press.h"
#include "kiosk/stage/service.h"
#include "kiosk/stage/stage_parts.h"
#include "kiosk/stage/trace.h"
#include "kiosk/stage/typing_desk.h"
#include "printing/spool/spooler.h"
#include "scanner/debounce.h"
#include "scanner/scanner.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace einlass::stage {

class Stage final : public flow::Input {
 public:
  Stage(StageParts parts, StageOptions options);
  ~Stage() override;

  // Given to the devices while they are made.
  std::function<void(link::LinkEvent)> post_link();
  std::function<void(spool::BadgeProgress)> post_progress();
  spool::Spooler::PostConditions post_conditions();
  scan::Scanner::OnCode post_code();
  scan::Scanner::OnAim post_aim();
  std::function<void(bool)> post_headphones();       // whether they are plugged in
  std::function<void(std::uint64_t)> post_spoken();  // what the speaker's number says is over

  void open(StageDevices devices);
  // The kiosk cannot serve at all: shown until something changes.
  void out_of_service(flow::OutOfServiceReason reason);

  void on_press(const flow::Event& event, base::Milliseconds late) override;
  void on_press(const flow::Event& event) { on_press(event, base::Milliseconds(0)); }
  void on_key(flow::Key key) override;
  void on_focus(const std::string& button) override;
  bool on_character(const flow::TypedKey& key) override { return typing_.on_character(key); }
  bool on_enter(base::Milliseconds at) override { return typing_.on_enter(at); }

  // For the live picture; null while there is none.
  scan::FramePtr latest_frame() const;
  // The picture of flow::BadgePreview as PNG, or null.
  std::shared_ptr<const std::string> badge_picture() const { return badge_picture_; }
  const flow::State& state() const { return state_; }

 private:
  // Wraps `handle` so that it runs on the UI thread, and not after the stage is gone.
  template <typename Value>
  std::function<void(Value)> posted(void (Stage::*handle)(const Value&));

  TypingDesk::Parts typing_parts();
  void handle(const flow::Event& event);
  void show();
  void note_painted(const char* milestone);
  void on_code(const scan::ScannedCode& code);
  void on_text(const ReadText& read);
  void on_progress(const spool::BadgeProgress& progress);
  void on_conditions(const std::vector<spool::PrinterCondition>& conditions);
  void on_link(const link::LinkEvent& event);
  void on_headphones(const bool& plugged_in);
  void on_spoken(const std::uint64_t& number);
  void on_aim(const scan::AimReport& report);
  void sound_nearness(double nearness);
  void hush();
  void read_badges();
  void play(flow::Sound sound);
  void act(flow::Key key);
  void watch_devices();
  void storage_failed();

  // stage_diagnosis.cpp
  void measure();
  void examine(const ReadText& read);
  flow::CodeKind kind_of(const std::string& text) const;

  void serve();

  // stage_staff.cpp
  void renew_given();
  void keep_time();
  void tell(const flow::DoorStatus& status);
  void tell_printers(const std::vector<spool::PrinterCondition>& conditions);
  void tell_doubts();
  void tell_printing();
  void tell_totals(const link::Totals& totals);
  void print_again(const flow::PrintBadge& command);

  void paired(const base::Result<void>& outcome);

  void on(const link::Assigned& assigned);
  void on(const link::Unassigned& unassigned);
  void on(const link::Connected& connected);
  void on(const link::Alone& alone);
  void on(const link::TurnedAway& turned_away);
  void on(const link::TimeInDoubt& doubt);
  void on(const link::TimeSettled& settled);
  void on(const link::AdmissionDecided& decided);
  void on(const link::Checking& checking);
  void on(const link::NotATicketCode& not_a_ticket);
  void on(const link::AdmissionImpossible& impossible);
  void on(const link::Written& written);
  void on(const link::Totals& totals);
  void on(const link::StorageFailed& failed);
  void on(const link::DoorAnswered& answered);
  void on(const link::ActDone& done);
  void on(const link::DoorNews& news);
  void on(const link::HelpIsComing& coming);
  void on(const link::ScanSettled& settled);
  void on(const link::BadgeLookedFor& looked_for);
  void on(const link::NoticeChanged& changed);

  void carry_out(const flow::AskAdmission& command);
  void carry_out(const flow::PrintBadge& command);
  void carry_out(const flow::StartTimer& command);
  void carry_out(const flow::CallForHelp& command);
  void carry_out(const flow::PairKiosk& command);
  void carry_out(const flow::ConfirmTime& command);
  void carry_out(const flow::SetScanning& command);
  void carry_out(const flow::AskDoor& command);
  void carry_out(const flow::DoAtDoor& command);
  void carry_out(const flow::MoveKiosk& command);
  void carry_out(const flow::KeepAnswers& command);
  void carry_out(const flow::AmendGuest& command);
  void carry_out(const flow::DrawBadge& command);

  // stage_self.cpp
  wire::TicketView* shown_ticket(rules::TicketId ticket);
  void write_said(const rules::ScanStep& scan, const wire::TicketView& view, rules::Fact fact,
                  const std::map<std::string, std::string>& said);
  void pictured(const rules::ScanStep& scan, base::Result<PicturedBadge> badge);
  void carry_out(const flow::PlaySound& command);
  void carry_out(const flow::MeasureScanners& command);
  void carry_out(const flow::LoadLabels& command);
  void carry_out(const flow::Quit& command);

  StageParts parts_;
  flow::FlowConfig config_;
  flow::State state_;
  Service service_;
  Trace trace_;
  bool key_clicks_;
  bool mirrored_;
  int aim_reports_ = 0;  // since the last tone
  bool diagnose_;
  std::function<void()> quit_;
  scan::Debounce debounce_;
  flow::ScreenModel shown_;
  TypingDesk typing_;
  std::uint64_t measured_ = 0;                     // which MeasureScanners counts
  std::optional<link::AdmissionDecided> decided_;  // of the visit that is on screen: what its badges are made from
  std::shared_ptr<const std::string> badge_picture_;
  std::uint64_t badge_pictures_ = 0;
  std::optional<rules::GuestSheet> sheet_;  // read last, while somebody of the team works here
  Narrator narrator_;
  DoubleStrike double_strike_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  Press press_;
  StageDevices devices_;
  std::optional<BadgeDesk> badges_;
  std::optional<PairingBooth> booth_;  // while not paired
  bool just_paired_ = false;           // what to serve has not been heard yet
  wire::PrintingReport printing_;      // as the link was told last
};

template <typename Value>
std::function<void(Value)> Stage::posted(void (Stage::*handle)(const Value&)) {
  return [this, &ui = parts_.ui, alive = std::weak_ptr<bool>(alive_), handle](Value value) {
    ui.post([this, alive, handle, value = std::move(value)] {
      if (!alive.expired()) (this->*handle)(value);
    });
  };
}

}  // namespace einlass::stage
