// Plays the sounds of assets/sounds through GStreamer, on a thread of its own: opening a sound card takes its time.
//
// Owned by the kiosk's app; UI thread. Ends what it plays when it goes.
#pragma once

#include "kiosk/flow/sound.h"

#include <filesystem>
#include <memory>
#include <string>
#include <thread>

namespace einlass::voice {

struct SoundOptions {
  std::filesystem::path folder;        // NAME.wav each
  int percent = 60;                    // how loud
  std::string sink = "autoaudiosink";  // where to: the end of a GStreamer pipeline
};

class Sounds final : public flow::SoundPlayer {
 public:
  explicit Sounds(SoundOptions options);
  ~Sounds() override;
  Sounds(const Sounds&) = delete;
  Sounds& operator=(const Sounds&) = delete;

  // Where there is no sound card, the log says so, once, and nothing is heard.
  void play(flow::Sound sound) override;
  void stop() override;

 private:
  class Player;
  std::shared_ptr<Player> player_;
  std::thread thread_;
};

}  // namespace einlass::voice
