#include "tests/kiosk/voice/speech_daemon.h"

#include "core/base/file.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <thread>
#include <utility>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace einlass::voice {

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) {
  const auto written = base::write_file(file, text);
  EXPECT_TRUE(written) << file;
}

// Its socket is there a moment before anybody is heard at it.
bool hears(const fs::path& socket) {
  const int line = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socket.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
  const bool heard = ::connect(line, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  ::close(line);
  return heard;
}

// `$DATA` is filled in once, with its quotation marks made harmless for '…'. How slow it is it knows before it is
// heard: who waits to hear it makes it quick again.
std::string writing_module(const std::string& folder) {
  return "GenericExecuteSynth \"cd " + folder +
         R"(; echo '$VOICE $VOLUME: $DATA' >now; if test -e slow; then cat now >>said; sleep 5; )"
         R"(else cat now >>said; fi; cat now >>finished"
GenericMaxChunkLength 5000
GenericDelimiters "|"
GenericLanguage "de" "de" "utf-8"
GenericLanguage "en" "en" "utf-8"
AddVoice "de" "MALE1" "de"
AddVoice "en" "MALE1" "en"
GenericVolumeAdd 50
GenericVolumeMultiply 50
GenericVolumeForceInteger 1
)";
}

// Sound without a sound card: a plug-in of ALSA writes it into a file.
std::string sound_to_file(const std::string& folder) {
  return R"(pcm.paper { type plug slave { format S16_LE rate 22050 channels 1 pcm {
  type file file ")" +
         folder + R"(/sound.wav" format "wav" slave.pcm { type null } } } }
)";
}

}  // namespace

SpeechDaemon::SpeechDaemon(fs::path folder, Voice voice) : folder_(std::move(folder)) {
  fs::create_directories(folder_ / "speech-dispatcher" / "modules");
  fs::create_directories(folder_ / "run");
  configure(voice);
  ::setenv("SPEECHD_ADDRESS", ("unix_socket:" + (folder_ / "socket").string()).c_str(), 1);
}

SpeechDaemon::~SpeechDaemon() {
  if (daemon_) kill();  // on SIGTERM it hangs now and then
  // Its module may still be writing.
  std::error_code busy;
  for (int i = 0; i < 1'000 && fs::remove_all(folder_, busy) == static_cast<std::uintmax_t>(-1); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ::unsetenv("XDG_CONFIG_HOME");
  ::unsetenv("XDG_RUNTIME_DIR");
}

void SpeechDaemon::configure(Voice voice) const {
  const bool written = voice == Voice::Written;
  if (!written) write(folder_ / "asound.conf", sound_to_file(folder_.string()));
  write(folder_ / "speech-dispatcher/speechd.conf",
        std::string("LogLevel 1\nTimeout 1\nAudioOutputMethod \"alsa\"\n") +
            (written ? "AudioALSADevice \"null\"\nAddModule \"written\" \"sd_generic\" \"written.conf\"\n"
                     : "AudioALSADevice \"paper\"\nAddModule \"espeak-ng\" \"sd_espeak-ng\" \"espeak-ng.conf\"\n"));
  write(folder_ / "speech-dispatcher/modules/written.conf", writing_module(folder_.string()));
  if (!written) {
    fs::copy_file("/etc/speech-dispatcher/modules/espeak-ng.conf",
                  folder_ / "speech-dispatcher/modules/espeak-ng.conf");
  }
}

void SpeechDaemon::start() {
  fs::remove(folder_ / "socket");
  // It tells more than a pipe holds that nobody reads.
  const auto folder = folder_.string();
  const std::string command = "cd '" + folder +
                              "'; if test -e asound.conf; then export ALSA_CONFIG_PATH=asound.conf; fi; "
                              "XDG_RUNTIME_DIR=run exec speech-dispatcher -s -t 0"
                              " -c unix_socket -S '" +
                              folder + "/socket' -C '" + folder + "/speech-dispatcher' -P pid -L . >/dev/null 2>&1";
  daemon_ = std::make_unique<server::ChildProcess>("/bin/sh", std::vector<std::string>{"-c", command});
  for (int i = 0; i < 1'000 && !hears(folder_ / "socket"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_TRUE(hears(folder_ / "socket")) << "speech-dispatcher did not start";
}

void SpeechDaemon::leave_to_library() const {
  ::unsetenv("SPEECHD_ADDRESS");
  ::setenv("XDG_CONFIG_HOME", folder_.c_str(), 1);
  ::setenv("XDG_RUNTIME_DIR", (folder_ / "run").c_str(), 1);
}

bool SpeechDaemon::kill_other() const {
  const auto file = folder_ / "run/speech-dispatcher/pid/speech-dispatcher.pid";
  const auto pid = std::atoi(base::read_file(file).value_or("0").c_str());
  return pid > 1 && ::kill(pid, SIGKILL) == 0;
}

void SpeechDaemon::kill() {
  daemon_->signal(SIGKILL);
  daemon_->wait();
  daemon_.reset();
}

void SpeechDaemon::speak_slowly(bool slowly) const {
  if (slowly) write(folder_ / "slow", "");
  if (!slowly) fs::remove(folder_ / "slow");
}

std::vector<std::string> SpeechDaemon::lines(const std::string& file) const {
  std::istringstream text(base::read_file(folder_ / file).value_or(""));
  std::vector<std::string> all;
  for (std::string line; std::getline(text, line);) all.push_back(line);
  return all;
}

std::vector<std::string> SpeechDaemon::said() const {
  return lines("said");
}

std::vector<std::string> SpeechDaemon::finished() const {
  return lines("finished");
}

bool SpeechDaemon::says(const std::string& line) const {
  for (int i = 0; i < 1'000; ++i) {
    const auto all = said();
    if (std::find(all.begin(), all.end(), line) != all.end()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace einlass::voice
