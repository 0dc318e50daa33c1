// Keys that type: a hand scanner's bursts become scans, what a person types goes into the form that is open. Owned by
// the stage, on the UI thread.
//
// The first keys of a burst look like a person's. While a form is open each key is therefore held for a moment; what a
// slow scanner gets into a field all the same is taken back once its burst is one. Nothing of a burst gets into a PIN.
#pragma once

#include "kiosk/flow/display.h"
#include "kiosk/flow/screen_model.h"
#include "kiosk/flow/ui_loop.h"
#include "kiosk/stage/hand_scanner.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace einlass::stage {

class TypingDesk {
 public:
  struct Parts {
    flow::UiLoop& ui;
    std::function<const flow::State&()> state;
    std::function<const flow::ScreenModel&()> shown;
    std::function<void(const flow::Event&)> give;  // to the flow
    std::function<void(const std::string&)> scanned;
  };
  TypingDesk(Parts parts, HandScannerOptions options) : parts_(std::move(parts)), scanner_(std::move(options)) {}

  // As of flow::Input.
  bool on_character(const flow::TypedKey& key);
  bool on_enter(base::Milliseconds at);
  // Whoever reaches a field types there.
  void on_focus(const std::string& button);
  // A key of another kind: what was typed before it is a person's, and goes first.
  void end_typing();

  // Enter fills the field in, rather than pressing a button that somebody went to.
  bool enter_is_for_form() const { return form() != nullptr && !focus_is_on_button(); }
  const HandScanner& scanner() const { return scanner_; }

 private:
  const flow::Form* form() const;
  const flow::FormField* typed_into() const;
  bool focus_is_on_button() const;
  void listen(base::Milliseconds at);
  void on_silence(base::Milliseconds now, base::Milliseconds held);
  void scan(const scan::WedgeCode& code);
  void type(std::string text);

  Parts parts_;
  HandScanner scanner_;
  flow::TypingUndone before_burst_;               // what a hand scanner's keys may have got into
  std::optional<base::Milliseconds> code_ended_;  // by a key of a hand scanner, on the keys' own clock
  std::string focus_;                             // the button that was reached last
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace einlass::stage
