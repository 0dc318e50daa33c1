// A real window with real catalogues and theme, and a recorder behind it.
#pragma once

#include "kiosk/screens/catalogue_texts.h"
#include "kiosk/screens/kiosk_frame.h"
#include "tests/kiosk/screens/gallery.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::screens {

class RecordedInput final : public flow::Input {
 public:
  void on_press(const flow::Event& event, base::Milliseconds late) override {
    pressed.push_back(event);
    lates.push_back(late);
  }
  // As the stage does.
  void on_key(flow::Key key) override {
    keys.push_back(key);
    if (key == flow::Key::Next || key == flow::Key::Previous) display->move_focus(key == flow::Key::Next);
    if (key == flow::Key::Press) display->press_focused();
    if (key == flow::Key::Back) on_press(flow::DonePressed{}, base::Milliseconds(0));
  }
  void on_focus(const std::string& button) override { reached.push_back(button); }
  bool on_character(const flow::TypedKey& key) override {
    typed += key.text;
    on_us_keyboard += key.on_us_keyboard;
    times.push_back(key.at);
    return swallow;
  }
  bool on_enter(base::Milliseconds /*at*/) override {
    ++enters;
    return swallow;
  }

  template <typename Wanted>
  int count() const {
    int found = 0;
    for (const flow::Event& event : pressed) found += std::holds_alternative<Wanted>(event) ? 1 : 0;
    return found;
  }

  flow::Display* display = nullptr;
  std::vector<flow::Event> pressed;
  std::vector<base::Milliseconds> lates;  // of each of them
  std::vector<flow::Key> keys;
  std::vector<std::string> reached;
  std::string typed;
  std::string on_us_keyboard;
  std::vector<base::Milliseconds> times;
  int enters = 0;
  bool swallow = true;
};

// Runs the event loop until `done`; false if that takes unreasonably long.
bool pump_until(const std::function<bool()>& done);
// Lets everything that is already under way happen.
void pump();

std::map<flow::Look, Theme> packaged_themes();
CatalogueTexts& packaged_texts();

// A frame with packaged looks, not shown yet, and an event to fill it.
KioskFrame* new_frame(const DisplaySize& display);
flow::FlowConfig shown_config();

// Shows a screen of the gallery as a person would leave it; returns what the frame was given.
flow::ScreenModel show_in(KioskFrame& frame, const Shown& shown, const Shape& shape, const flow::FlowConfig& config);

class WindowTest : public testing::Test {
 protected:
  void open(const wxSize& size, const DisplaySize& display = {});
  void TearDown() override;
  void show(const flow::State& state) { frame->show(flow::screen_model(state, config, packaged_texts())); }
  wxWindow* named(const std::string& name) const;
  void click(const std::string& name) const;

  flow::FlowConfig config;
  RecordedInput input;
  KioskFrame* frame = nullptr;
};

}  // namespace einlass::screens
