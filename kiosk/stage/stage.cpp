#include "kiosk/stage/stage.h"

#include "core/base/log.h"
#include "core/rules/ticket_code.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace einlass::stage {
namespace {

constexpr base::Milliseconds kDeviceWatch{1'000};
constexpr base::Milliseconds kStorageRetry{10'000};
// A picture from a file is not live: long enough to see that it was taken, then it goes.
constexpr base::Milliseconds kStillShown{2'000};

flow::CameraState camera_state(const std::vector<std::unique_ptr<scan::Scanner>>& scanners) {
  if (scanners.empty()) return flow::CameraState::None;
  switch (scanners.front()->status().state) {
    case scan::SourceState::Off:
    case scan::SourceState::Starting:
      return flow::CameraState::Starting;
    case scan::SourceState::Running:
      return flow::CameraState::Working;
    case scan::SourceState::Interrupted:
      return flow::CameraState::Broken;
  }
  return flow::CameraState::Broken;
}

}  // namespace

Stage::Stage(StageParts parts, StageOptions options)
    : parts_(std::move(parts)),
      key_clicks_(options.key_clicks),
      mirrored_(options.mirrored),
      diagnose_(options.diagnose),
      quit_(std::move(options.quit)),
      debounce_(options.same_code),
      typing_(typing_parts(), std::move(options.hand_scanner)),
      narrator_(parts_.speaker),
      double_strike_(options.double_strike),
      press_(parts_.fonts, parts_.ui) {
  config_.languages = options.languages;
  config_.default_language = options.default_language;
  config_.timings = options.timings;
  config_.look = options.look;
  config_.low = options.low;
  config_.aloud = options.aloud;
  config_.volume = options.volume;
  state_.devices.headphones = options.headphones;
  if (!options.trace.empty()) trace_ = Trace(options.trace);
  show();
}

TypingDesk::Parts Stage::typing_parts() {
  return {
      .ui = parts_.ui,
      .state = [this]() -> const flow::State& { return state_; },
      .shown = [this]() -> const flow::ScreenModel& { return shown_; },
      .give =
          [this](const flow::Event& event) {
            hush();
            handle(event);
            note_painted("answered");
          },
      .scanned = [this](const std::string& text) { on_text({.text = text, .source = flow::ScanSource::HandScanner}); }};
}

Stage::~Stage() {
  alive_.reset();
  booth_.reset();
  devices_.scanners.clear();
  devices_.spooler.reset();
  devices_.link.reset();
}

std::function<void(link::LinkEvent)> Stage::post_link() {
  return posted<link::LinkEvent>(&Stage::on_link);
}

std::function<void(spool::BadgeProgress)> Stage::post_progress() {
  return posted<spool::BadgeProgress>(&Stage::on_progress);
}

spool::Spooler::PostConditions Stage::post_conditions() {
  return posted<std::vector<spool::PrinterCondition>>(&Stage::on_conditions);
}

scan::Scanner::OnCode Stage::post_code() {
  return posted<scan::ScannedCode>(&Stage::on_code);
}

void Stage::open(StageDevices devices) {
  devices_ = std::move(devices);
  state_.devices.printer = devices_.has_printer ? flow::PrinterState::Ready : flow::PrinterState::None;
  watch_devices();
  if (devices_.link) {
    serve();
  } else {
    out_of_service(flow::OutOfServiceReason::NotPaired);
    booth_.emplace(devices_.pair, parts_.ui, [this](const base::Result<void>& outcome) { paired(outcome); });
  }
  if (diagnose_) handle(flow::DiagnosisOpened{});
}

void Stage::serve() {
  badges_.emplace(BadgeDesk::Parts{.press = press_,
                                   .link = *devices_.link,
                                   .spooler = *devices_.spooler,
                                   .clock = parts_.clock,
                                   .trace = trace_,
                                   .report = [this](const flow::Event& event) { handle(event); }});
  printing_ = {};  // this link has been told nothing
  tell_printing();
}

void Stage::paired(const base::Result<void>& outcome) {
  auto link = outcome ? devices_.start_link() : tl::make_unexpected(outcome.error());
  if (!link) {
    base::log_error("{}", link.error().message);
    return handle(flow::PairingFailed{trouble_of(link.error())});
  }
  base::log_info("this kiosk is paired");
  devices_.link = *std::move(link);
  just_paired_ = true;
  serve();
  out_of_service(flow::OutOfServiceReason::Starting);
}

void Stage::out_of_service(flow::OutOfServiceReason reason) {
  handle(flow::ServiceChanged{reason});
}

scan::FramePtr Stage::latest_frame() const {
  if (devices_.scanners.empty()) return nullptr;
  auto frame = devices_.scanners.front()->latest_frame();
  const bool stale = frame && frame->still && parts_.clock.monotonic() - frame->taken_at > kStillShown;
  return stale ? nullptr : frame;
}

// --- what comes in -----------------------------------------------------------------------------------------------

void Stage::handle(const flow::Event& event) {
  renew_given();
  auto next = flow::step(std::move(state_), event, config_);
  state_ = std::move(next.state);
  if (!std::holds_alternative<flow::Staff>(state_.screen)) sheet_.reset();
  show();
  for (const auto& command : next.commands) {
    std::visit([this](const auto& known) { carry_out(known); }, command);
  }
}

void Stage::show() {
  shown_ = flow::screen_model(state_, config_, parts_.texts);
  const bool says = narrator_.show(shown_);
  if (says && parts_.sounds != nullptr) parts_.sounds->stop();
  parts_.display.show(shown_);
  if (says) handle(flow::SpeechMoved{true});
}

void Stage::on_press(const flow::Event& event, base::Milliseconds late) {
  hush();
  if (std::holds_alternative<flow::Touched>(event)) return handle(event);
  if (!double_strike_.counts(event, parts_.clock.monotonic() - late)) return;  // EN 301 549, 5.8
  if (key_clicks_) play(flow::Sound::Key);
  handle(event);
  if (std::holds_alternative<flow::BadgeReadOut>(event)) read_badges();
  note_painted("answered");
}

// Once what is shown now is on the screen.
void Stage::note_painted(const char* milestone) {
  parts_.display.when_painted([this, alive = std::weak_ptr<bool>(alive_), milestone] {
    if (!alive.expired()) trace_.note(milestone);
  });
}

void Stage::on_code(const scan::ScannedCode& code) {
  on_text({.text = rules::clean_scanned_text(code.text),
           .source = flow::ScanSource::Camera,
           .symbol = std::string(scan::format_name(code.format)),
           .picture = code.taken_at});
}

// Cleaned, so that camera and hand scanner see one code in it.
void Stage::on_text(const ReadText& read) {
  if (!debounce_.is_new(read.text, parts_.clock.monotonic())) return;
  if (std::holds_alternative<flow::Diagnosis>(state_.screen)) return examine(read);
  const auto scan = rules::ScanId::random();
  trace_.note("seen", scan);
  handle(flow::CodeScanned{.scan = scan, .text = read.text, .picture = read.picture});
}

void Stage::on_progress(const spool::BadgeProgress& progress) {
  if (badges_) badges_->on_progress(progress);
  tell_doubts();
  tell_printing();
}

void Stage::on_conditions(const std::vector<spool::PrinterCondition>& conditions) {
  const auto fine = std::count_if(conditions.begin(), conditions.end(),
                                  [](const auto& condition) { return condition.obstacle.empty(); });
  const bool all = fine == static_cast<std::ptrdiff_t>(conditions.size());
  auto devices = state_.devices;
  devices.printer = all         ? flow::PrinterState::Ready
                    : fine == 0 ? flow::PrinterState::Unavailable
                                : flow::PrinterState::Impaired;
  if (!(devices == state_.devices)) handle(flow::DevicesChanged{devices});
  tell_printers(conditions);
  tell_printing();
}

void Stage::watch_devices() {
  keep_time();
  auto devices = state_.devices;
  devices.camera = camera_state(devices_.scanners);
  if (!(devices == state_.devices)) handle(flow::DevicesChanged{devices});
  parts_.ui.after(kDeviceWatch, [this, alive = std::weak_ptr<bool>(alive_)] {
    if (!alive.expired()) watch_devices();
  });
}

// --- the link ----------------------------------------------------------------------------------------------------

void Stage::on_link(const link::LinkEvent& event) {
  std::visit([this](const auto& known) { on(known); }, event);
}

void Stage::on(const link::Assigned& assigned) {
  if (service_.event() && service_.event()->event != assigned.event)
    sheet_.reset();  // whoever moved it stays signed in
  service_.assign(assigned, config_);
  press_.set_fonts(assigned.fonts, assigned.font_set);
  press_.set_templates(assigned.templates);
  if (badges_) badges_->settle(assigned);
  tell_doubts();
  just_paired_ = false;
  handle(flow::ServiceChanged{std::nullopt});
  note_painted("ready");
}

void Stage::on(const link::Unassigned& /*unassigned*/) {
  if (just_paired_) return;  // nobody has been asked yet
  out_of_service(flow::OutOfServiceReason::NoEvent);
}

void Stage::on(const link::Connected& /*connected*/) {
  just_paired_ = false;
  auto devices = state_.devices;
  devices.connected = true;
  devices.other_version = false;
  handle(flow::DevicesChanged{devices});
  const bool waits =
      state_.out == flow::OutOfServiceReason::NoEvent || state_.out == flow::OutOfServiceReason::TimeInDoubt;
  if (service_.event() && !waits) handle(flow::ServiceChanged{std::nullopt});
}

void Stage::on(const link::Alone& alone) {
  auto devices = state_.devices;
  devices.connected = false;
  handle(flow::DevicesChanged{devices});
  const bool wrong_server = alone.why.kind == base::ErrorKind::Refused;
  if (wrong_server && !service_.event()) return out_of_service(flow::OutOfServiceReason::WrongServer);
  if (std::exchange(just_paired_, false)) out_of_service(flow::OutOfServiceReason::NoEvent);
}

void Stage::on(const link::TurnedAway& turned_away) {
  if (const auto reason = reason_of(turned_away)) return out_of_service(*reason);
  auto devices = state_.devices;
  devices.connected = false;
  devices.other_version = turned_away.reason == wire::ByeReason::Version;
  handle(flow::DevicesChanged{devices});
}

void Stage::on(const link::TimeInDoubt& doubt) {
  decided_.reset();
  handle(flow::TimeAsked{doubt.earliest, doubt.names_go});
}

void Stage::on(const link::TimeSettled& /*settled*/) {
  handle(flow::ServiceChanged{std::nullopt});
}

void Stage::on(const link::AdmissionDecided& decided) {
  trace_.note("decided", decided.scan.scan);
  if (decided.scan == state_.visit.scan) decided_ = decided;
  handle(service_.answer(decided, parts_.clock.wall()));
  parts_.display.when_painted([this, alive = std::weak_ptr<bool>(alive_), scan = decided.scan.scan] {
    if (!alive.expired()) trace_.note("shown", scan);
  });
}

// The flow shows Checking from the start; a longer wait looks no different.
void Stage::on(const link::Checking& /*checking*/) {}

// Asked only with texts that the flow took for tickets, so this is a damaged or foreign code.
void Stage::on(const link::NotATicketCode& not_a_ticket) {
  flow::AdmissionAnswered answer;
  answer.scan = not_a_ticket.scan;
  answer.admission = rules::AdmissionRefused{};
  answer.decided_at = parts_.clock.wall();
  handle(answer);
}

void Stage::on(const link::AdmissionImpossible& impossible) {
  handle(flow::AdmissionFailed{impossible.scan});
  if (impossible.why.kind == base::ErrorKind::Storage) storage_failed();
}

// Somebody may free the disk meanwhile: the next scan then works, or takes the kiosk out of service again.
void Stage::storage_failed() {
  out_of_service(flow::OutOfServiceReason::StorageFailed);
  parts_.ui.after(kStorageRetry, [this, alive = std::weak_ptr<bool>(alive_)] {
    const bool still = !alive.expired() && state_.out == flow::OutOfServiceReason::StorageFailed;
    if (still) handle(flow::ServiceChanged{std::nullopt});
  });
}

void Stage::on(const link::Written& written) {
  const bool started = badges_ && badges_->on_written(written);
  if (!started && !written.row) base::log_error("An entry could not be written. {}", written.row.error().message);
}

void Stage::on(const link::Totals& totals) {
  tell_totals(totals);
  if (totals.time_is_sure == state_.devices.time_is_sure) return;
  auto devices = state_.devices;
  devices.time_is_sure = totals.time_is_sure;
  handle(flow::DevicesChanged{devices});
}

// What was decided is shown; nobody else is to be.
void Stage::on(const link::StorageFailed& /*failed*/) {
  storage_failed();
}

// --- the flow's commands -----------------------------------------------------------------------------------------

void Stage::carry_out(const flow::AskAdmission& command) {
  trace_.note("asked", command.scan.scan);
  if (!devices_.link) return;
  link::ScanRequest request{.scan = command.scan,
                            .what = command.code,
                            .how = command.how,
                            .decider = rules::decider_of(command.by.role),
                            .persons = command.persons,
                            .operator_number = command.by.number};
  if (command.chosen) request.what = *command.chosen;
  devices_.link->admit(std::move(request));
}

void Stage::carry_out(const flow::StartTimer& command) {
  parts_.ui.after(command.after, [this, alive = std::weak_ptr<bool>(alive_), command] {
    if (!alive.expired()) handle(flow::TimerFired{.kind = command.kind, .serial = command.serial});
  });
}

void Stage::carry_out(const flow::CallForHelp& command) {
  if (!devices_.link || !service_.event()) return;
  rules::EntryDraft draft;
  draft.place.door = service_.event()->door;
  draft.scan = rules::ScanStep{command.scan, 0};
  draft.fact = rules::HelpAsked{};
  devices_.link->write(
      {.token = 0, .event = service_.event()->event, .draft = std::move(draft), .print = std::nullopt});
}

void Stage::carry_out(const flow::PairKiosk& command) {
  if (booth_) booth_->pair(command.code);
}

void Stage::carry_out(const flow::ConfirmTime& command) {
  if (devices_.link) devices_.link->confirm_time(command.venue);
}

void Stage::carry_out(const flow::SetScanning& command) {
  for (const auto& scanner : devices_.scanners) {
    if (command.on && !scanner->running()) scanner->start();
    if (!command.on && scanner->running()) scanner->stop();
  }
}

}  // namespace einlass::stage
