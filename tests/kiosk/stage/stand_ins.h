// What surrounds a stage in its tests: a UI loop that is pumped by hand, a link and a display that remember.
#pragma once

#include "core/base/guarded.h"
#include "kiosk/flow/display.h"
#include "kiosk/flow/speaker.h"
#include "kiosk/flow/texts.h"
#include "kiosk/flow/ui_loop.h"
#include "kiosk/link/link.h"

#include <chrono>
#include <deque>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace einlass::stage {

class PumpedLoop final : public flow::UiLoop {
 public:
  void post(std::function<void()> call) override {
    calls_.with([&](auto& calls) { calls.push_back(std::move(call)); });
  }
  void after(base::Milliseconds delay, std::function<void()> call) override {
    timers_.push_back({delay, std::move(call)});
  }

  void pump() {
    while (auto call = next()) call();
  }
  // All that were started so far.
  void fire_timers() {
    for (auto& timer : std::exchange(timers_, {})) timer.call();
    pump();
  }
  // Until `done`, or for a minute, which only a test that hangs needs; other threads post in their own time.
  bool pump_until(const std::function<bool()>& done) {
    for (int i = 0; i < 12'000; ++i) {
      pump();
      if (done()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
  }

 private:
  struct Timer {
    base::Milliseconds delay;
    std::function<void()> call;
  };

  std::function<void()> next() {
    return calls_.with([](auto& calls) -> std::function<void()> {
      if (calls.empty()) return nullptr;
      auto call = std::move(calls.front());
      calls.pop_front();
      return call;
    });
  }

  base::Guarded<std::deque<std::function<void()>>> calls_;
  std::vector<Timer> timers_;
};

// Remembers what it was asked and told to write; answers only when the test says so.
class RememberingLink final : public link::Link {
 public:
  struct Memory {
    std::vector<link::ScanRequest> asked;
    std::vector<link::WriteRequest> written;
    std::vector<base::Instant> confirmed;
    std::vector<std::pair<std::uint64_t, rules::DoorQuestion>> questions;
    std::vector<std::pair<std::uint64_t, rules::StaffAct>> acts;
    std::vector<std::pair<std::uint64_t, rules::KioskMove>> moves;
    std::vector<wire::PrintingReport> printing;
  };
  explicit RememberingLink(Memory& memory) : memory_(memory) {}
  void admit(link::ScanRequest request) override { memory_.asked.push_back(std::move(request)); }
  void write(link::WriteRequest request) override { memory_.written.push_back(std::move(request)); }
  void confirm_time(base::Instant venue) override { memory_.confirmed.push_back(venue); }
  void ask(std::uint64_t token, rules::DoorQuestion question) override {
    memory_.questions.emplace_back(token, std::move(question));
  }
  void act(std::uint64_t token, link::ActRequest request) override {
    memory_.acts.emplace_back(token, std::move(request.act));
  }
  void move(std::uint64_t token, rules::KioskMove move) override { memory_.moves.emplace_back(token, std::move(move)); }
  void tell_printing(wire::PrintingReport printing) override { memory_.printing.push_back(std::move(printing)); }

 private:
  Memory& memory_;
};

class RememberingDisplay final : public flow::Display {
 public:
  void show(const flow::ScreenModel& model) override { shown = model; }
  void when_painted(std::function<void()> then) override { painted = std::move(then); }
  void move_focus(bool forward) override { moved += forward ? ">" : "<"; }
  void press_focused() override { moved += "!"; }
  flow::ScreenModel shown;
  std::function<void()> painted;
  std::string moved;
};

class RememberingSpeaker final : public flow::Speaker {
 public:
  std::uint64_t say(const std::string& language, const std::string& text) override {
    said.push_back(language + ": " + text);
    return ++number;
  }
  void stop() override { said.emplace_back("."); }
  void set_volume(int percent) override { volume = percent; }
  std::vector<std::string> said;  // a dot: stopped
  std::uint64_t number = 0;
  int volume = 0;
};

class RememberingSounds final : public flow::SoundPlayer {
 public:
  void play(flow::Sound sound) override { heard.emplace_back(flow::name_of(sound)); }
  void stop() override { heard.emplace_back("."); }
  std::vector<std::string> heard;  // a dot: stopped
};

class PlainTexts final : public flow::Texts {
 public:
  std::string text(const flow::Voice& /*voice*/, const char* msgid) const override { return msgid; }
};

}  // namespace einlass::stage
