// Speech as a port: whatever a screen shows can be said (EN 301 549, 5.1.3.1).
#pragma once

#include <cstdint>
#include <string>

namespace einlass::flow {

// UI thread; returns at once, whether or not anything can be heard.
class Speaker {
 public:
  virtual ~Speaker() = default;

  // After what is being said. `language`: "de", "en". Returns a number that is told back once this is spoken, or cannot
  // be; not where it was stopped. Numbers grow.
  virtual std::uint64_t say(const std::string& language, const std::string& text) = 0;
  // What is being said and what waits (EN 301 549, 5.1.3.4).
  virtual void stop() = 0;
  // Of what is said from now on: 10 to 100.
  virtual void set_volume(int percent) = 0;
};

}  // namespace einlass::flow
