// The UI thread as a port: the only door through which other threads reach flow, stage and windows.
#pragma once

#include "core/base/instant.h"

#include <functional>

namespace einlass::flow {

class UiLoop {
 public:
  virtual ~UiLoop() = default;

  // Any thread. `call` runs on the UI thread, in order; it is dropped once the window is gone.
  virtual void post(std::function<void()> call) = 0;

  // UI thread. Runs `call` once after `delay`; dropped once the window is gone.
  virtual void after(base::Milliseconds delay, std::function<void()> call) = 0;
};

}  // namespace einlass::flow
