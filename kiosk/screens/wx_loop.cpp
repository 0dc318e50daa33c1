#include "kiosk/screens/wx_loop.h"

#include <algorithm>
#include <utility>

namespace einlass::screens {

class WxLoop::OneShot final : public wxTimer {
 public:
  explicit OneShot(std::function<void()> call) : call_(std::move(call)) {}
  void Notify() override {
    call_();
    over_ = true;  // not before: the call itself may ask for another timer
  }
  bool is_over() const { return over_; }

 private:
  std::function<void()> call_;
  bool over_ = false;
};

WxLoop::WxLoop() = default;
WxLoop::~WxLoop() = default;

void WxLoop::after(base::Milliseconds delay, std::function<void()> call) {
  // A timer cannot be destroyed inside its own call, so those that are over are cleared here.
  timers_.remove_if([](const auto& timer) { return timer->is_over(); });
  timers_.push_back(std::make_unique<OneShot>(std::move(call)));
  timers_.back()->StartOnce(std::max(1, static_cast<int>(delay.count())));
}

}  // namespace einlass::screens
