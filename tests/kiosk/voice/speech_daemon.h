// A speech-dispatcher of the test's own, with socket, settings and logs in the test's folder. It writes down what it is
// told to say, or speaks with the real voices into a sound file.
#pragma once

#include "tests/server/app/child_process.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace einlass::voice {

class SpeechDaemon {
 public:
  enum class Voice { Written, Spoken };

  // Makes the folder, which goes with it, and points libspeechd of this process, and of those that it starts, there.
  // Not started yet.
  explicit SpeechDaemon(std::filesystem::path folder, Voice voice = Voice::Written);
  ~SpeechDaemon();
  SpeechDaemon(const SpeechDaemon&) = delete;
  SpeechDaemon& operator=(const SpeechDaemon&) = delete;

  // Returns once it listens.
  void start();
  // With SIGKILL.
  void kill();
  // Instead of start(): libspeechd is to start one that is like this one.
  void leave_to_library() const;
  bool kill_other() const;  // that one; false: there is none
  // Hangs, or goes on.
  void signal(int number) const { daemon_->signal(number); }
  // Each sentence takes five seconds from now on, or none.
  void speak_slowly(bool slowly) const;

  // What was begun so far, one line per sentence: "de 60: Willkommen.", the volume in percent.
  std::vector<std::string> said() const;
  // What was said to its end.
  std::vector<std::string> finished() const;
  // Whether a line is among what was said, within ten seconds.
  bool says(const std::string& line) const;

  std::filesystem::path sound() const { return folder_ / "sound.wav"; }

 private:
  void configure(Voice voice) const;
  std::vector<std::string> lines(const std::string& file) const;

  std::filesystem::path folder_;
  std::unique_ptr<server::ChildProcess> daemon_;
};

}  // namespace einlass::voice
