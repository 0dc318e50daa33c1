// Walks a flow through events as a stage would, and remembers what it asked for.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/flow/step.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::flow {

// Sentences as they stand in the source.
class EnglishTexts final : public Texts {
 public:
  std::string text(const Voice& /*voice*/, const char* msgid) const override { return msgid; }
};

template <typename Id>
Id id_of(std::uint8_t number) {
  base::IdBytes bytes{};
  bytes.back() = number;
  return Id(bytes);
}

inline rules::AdmissionGranted granted(std::vector<int> owed = {}) {
  return {.ticket = id_of<rules::TicketId>(7), .fact = {}, .owed_badges = std::move(owed)};
}

inline rules::AdmissionRefused refused(rules::Refusal refusal) {
  return {.refusal = refusal};
}

class Walk {
 public:
  Walk() { config.event_name = "Future Summit"; }

  // In service, online, nobody there.
  static Walk open() {
    Walk walk;
    walk.give(DevicesChanged{{.camera = CameraState::Working, .printer = PrinterState::Ready, .connected = true}});
    walk.give(ServiceChanged{});
    walk.asked.clear();
    return walk;
  }

  Walk& give(const Event& event) {
    renew();
    Step next = step(std::move(state), event, config);
    state = std::move(next.state);
    newest = next.commands;
    asked.insert(asked.end(), next.commands.begin(), next.commands.end());
    return *this;
  }

  Walk& scan(const std::string& code) { return give(CodeScanned{id_of<rules::ScanId>(++scans), code}); }

  // Several in one picture.
  Walk& hold_up(const std::vector<std::string>& codes) {
    for (const std::string& code : codes) {
      give(CodeScanned{id_of<rules::ScanId>(++scans), code, base::Milliseconds(5'000)});
    }
    return *this;
  }
  // What is typed into a form, field by field, with "go on" after each.
  Walk& fill_in(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      for (const char letter : text) give(Typed{std::string(1, letter)});
      give(FormSent{});
    }
    return *this;
  }

  AdmissionAnswered reply(rules::Admission admission, int badges = 0) {
    AdmissionAnswered answered{.scan = state.visit.scan, .admission = std::move(admission)};
    answered.guest_name = "Jürgen Groß";
    for (int i = 0; i < badges; ++i) answered.badges.push_back(id_of<rules::PrintJobId>(++jobs));
    return answered;
  }
  Walk& answer(rules::Admission admission, int badges = 0) { return give(reply(std::move(admission), badges)); }

  // A scan that leads in, with as many badges; the last one has the id `jobs`.
  Walk& admit(const std::string& code, int badges = 0) {
    std::vector<int> places;
    for (int i = 1; i <= badges; ++i) places.push_back(i);
    return scan(code).answer(granted(places), badges);
  }
  Walk& badge(BadgeStage stage, std::uint8_t job = 1, const std::string& collect_at = {}) {
    return give(BadgeMoved{{.job = id_of<rules::PrintJobId>(job), .stage = stage, .collect_at = collect_at}});
  }

  bool runs(TimerKind kind) const { return state.runs(kind); }
  Walk& fire(TimerKind kind) {
    return give(TimerFired{.kind = kind, .serial = state.timers.at(static_cast<std::size_t>(kind))});
  }

  template <typename Wanted>
  std::vector<Wanted> asked_for() const {
    std::vector<Wanted> found;
    for (const Command& command : asked) {
      if (const auto* wanted = std::get_if<Wanted>(&command)) found.push_back(*wanted);
    }
    return found;
  }
  template <typename Wanted>
  bool shows() const {
    return std::holds_alternative<Wanted>(state.screen);
  }
  ScreenModel model() const { return screen_model(state, config, EnglishTexts()); }

  // What the stage hands in with every event: ids that nothing else here has.
  void renew() {
    base::IdBytes bytes{};
    bytes.front() = 1;
    bytes.at(1) = static_cast<std::uint8_t>(events >> 8U);
    bytes.at(2) = static_cast<std::uint8_t>(events);
    ++events;
    state.given = {.now = now,
                   .scan = rules::ScanId(bytes),
                   .ticket = rules::TicketId(bytes),
                   .guest = rules::GuestId(bytes),
                   .job = rules::PrintJobId(bytes)};
  }

  State state;
  FlowConfig config;
  base::Instant now = base::Instant::from_unix_ms(1'795'507'200'000);  // 24 November 2026, 09:00 in Berlin
  unsigned events = 0;
  std::vector<Command> asked;
  std::vector<Command> newest;
  std::uint8_t scans = 0;
  std::uint8_t jobs = 0;
};

}  // namespace einlass::flow
