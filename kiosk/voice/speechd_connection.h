// One connection to speech-dispatcher. Inner to kiosk/voice; of the thread that made it, but for break_off() and the
// callback, which comes on a thread of libspeechd's.
#pragma once

#include "core/base/error.h"

#include <functional>
#include <memory>
#include <string>

namespace einlass::voice {

class SpeechdConnection {
 public:
  using OnOver = std::function<void(int message)>;

  // Unavailable: nobody answers. Of several connections at a time only the newest hears what is over.
  static base::Result<std::unique_ptr<SpeechdConnection>> open(bool start_daemon, OnOver on_over);
  ~SpeechdConnection();
  SpeechdConnection(const SpeechdConnection&) = delete;
  SpeechdConnection& operator=(const SpeechdConnection&) = delete;

  // Behind what is being said: the number that `on_over` tells once it is spoken or cancelled. All of these:
  // Unavailable where the connection is gone; then it stays so.
  base::Result<int> say(const std::string& language, const std::string& text);
  base::Result<void> cancel();
  base::Result<void> set_volume(int percent);

  // False once the daemon has gone.
  bool is_up() const;
  // Any thread: whatever waits for an answer gets none.
  void break_off() const;

 private:
  struct Inside;
  explicit SpeechdConnection(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace einlass::voice
