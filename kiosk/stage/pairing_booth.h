// Pairs beside the UI thread, for a server that is slow or out of reach. Owned by the stage of a kiosk that is not
// paired yet; UI thread. Its destructor ends an attempt that is under way.
#pragma once

#include "core/base/error.h"
#include "kiosk/flow/ui_loop.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

namespace einlass::stage {

class PairingBooth {
 public:
  // Called on the booth's thread with a code's text; ends early when it is told to stop. Errors as link::pair().
  using Pair = std::function<base::Result<void>(const std::string& code, const std::stop_token& stop)>;
  using Done = std::function<void(base::Result<void>)>;  // on the UI thread

  PairingBooth(Pair pair, flow::UiLoop& ui, Done done) : pair_(std::move(pair)), ui_(ui), done_(std::move(done)) {}

  // One at a time: an attempt before it has been answered.
  void pair(std::string code);

 private:
  Pair pair_;
  flow::UiLoop& ui_;
  Done done_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::jthread attempt_;
};

}  // namespace einlass::stage
