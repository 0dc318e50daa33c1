// wx's event loop as the flow's UiLoop. Made after wx has started; whatever is still waiting when it goes is dropped.
#pragma once

#include "kiosk/flow/ui_loop.h"

#include <functional>
#include <list>
#include <memory>
#include <utility>

#include <wx/event.h>
#include <wx/timer.h>

namespace einlass::screens {

class WxLoop final : public flow::UiLoop {
 public:
  WxLoop();
  ~WxLoop() override;

  void post(std::function<void()> call) override { handler_.CallAfter(std::move(call)); }
  void after(base::Milliseconds delay, std::function<void()> call) override;

 private:
  class OneShot;

  wxEvtHandler handler_;
  std::list<std::unique_ptr<OneShot>> timers_;
};

}  // namespace einlass::screens
