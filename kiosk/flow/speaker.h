// Speech as a port: whatever a screen shows can be said (EN 301 549, 5.1.3.1).
#pragma once

#include <string>

namespace einlass::flow {

// UI thread; returns at once.
class Speaker {
 public:
  virtual ~Speaker() = default;

  // Interrupts what is being said (EN 301 549, 5.1.3.4). `language`: "de", "en".
  virtual void say(const std::string& language, const std::string& text) = 0;
  virtual void stop() = 0;
};

// A kiosk without a voice.
class MuteSpeaker final : public Speaker {
 public:
  void say(const std::string& /*language*/, const std::string& /*text*/) override {}
  void stop() override {}
};

}  // namespace einlass::flow
