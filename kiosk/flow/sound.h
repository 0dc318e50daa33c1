// Short sounds as a port: each says the same as the screen that comes with it, in a melody of its own (EN 301
// 549, 5.1.5 and 8.1.3).
#pragma once

#include <string_view>

namespace einlass::flow {

// Announced: whatever became of a scan at a closed event, where all sounds alike. Aim: how near a code is, by how
// often.
enum class Sound { Welcome, AlreadyIn, SeeTeam, NotTheTicket, Announced, BadgeReady, HelpCalled, Warning, Key, Aim };

// Its file in assets/sounds, without its ending.
constexpr std::string_view name_of(Sound sound) {
  switch (sound) {
    case Sound::Welcome:
      return "welcome";
    case Sound::AlreadyIn:
      return "already_in";
    case Sound::SeeTeam:
      return "see_team";
    case Sound::NotTheTicket:
      return "not_the_ticket";
    case Sound::Announced:
      return "announced";
    case Sound::BadgeReady:
      return "badge_ready";
    case Sound::HelpCalled:
      return "help_called";
    case Sound::Warning:
      return "warning";
    case Sound::Key:
      return "key";
    case Sound::Aim:
      return "aim";
  }
  return {};
}

class SoundPlayer {
 public:
  virtual ~SoundPlayer() = default;

  // UI thread; returns at once, whether or not anything can be heard. A newer sound ends an older one.
  virtual void play(Sound sound) = 0;
  virtual void stop() = 0;
};

}  // namespace einlass::flow
