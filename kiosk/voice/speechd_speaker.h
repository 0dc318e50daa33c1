// The kiosk's voice: speech-dispatcher through libspeechd, at the address that libspeechd itself finds
// (SPEECHD_ADDRESS), started by it where it does not run yet. Reached when something is to be said for the first time;
// without it, and whenever it goes, the kiosk is silent and tries again. Never waits for it: its library blocks, so a
// thread of its own calls it.
#pragma once

#include "core/base/instant.h"
#include "kiosk/flow/speaker.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace einlass::voice {

struct SpeechdOptions {
  bool start_daemon = true;               // where none answers
  base::Milliseconds again_after{3'000};  // a try that failed
};

class SpeechdSpeaker final : public flow::Speaker {
 public:
  explicit SpeechdSpeaker(SpeechdOptions options = {});
  // Breaks off what is being said.
  ~SpeechdSpeaker() override;

  // Called on threads of the speaker's with each number of say() that is over; at most one number may stand for others
  // before it. Before the first say().
  void when_over(std::function<void(std::uint64_t)> tell);

  std::uint64_t say(const std::string& language, const std::string& text) override;
  void stop() override;
  void set_volume(int percent) override;

 private:
  class Line;
  std::shared_ptr<Line> line_;
  std::thread thread_;
};

}  // namespace einlass::voice
