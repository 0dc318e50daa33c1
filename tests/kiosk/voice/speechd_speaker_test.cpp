// The kiosk's voice before a real speech-dispatcher: what arrives there, and what happens when it goes.
#include "kiosk/voice/speechd_speaker.h"

#include "core/base/file.h"
#include "core/base/guarded.h"
#include "tests/kiosk/voice/speech_daemon.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::voice {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class SpeechdSpeakerTest : public testing::Test {
 protected:
  SpeechdSpeakerTest() {
    std::string name = (fs::temp_directory_path() / "einlass-voice-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    daemon_.emplace(folder_);
    speaker_.emplace(SpeechdOptions{.start_daemon = false, .again_after = milliseconds(100)});
    speaker_->when_over([this](std::uint64_t number) { over_.with([&](auto& last) { last = number; }); });
    speaker_->set_volume(60);
  }
  ~SpeechdSpeakerTest() override {
    speaker_.reset();
    daemon_.reset();
    fs::remove_all(folder_);
  }

  bool is_over(std::uint64_t number, milliseconds longest = milliseconds(10'000)) {
    const auto start = steady_clock::now();
    while (steady_clock::now() - start < longest) {
      if (over_.with([&](auto last) { return last >= number; })) return true;
      std::this_thread::sleep_for(milliseconds(5));
    }
    return false;
  }

  fs::path folder_;
  std::optional<SpeechDaemon> daemon_;
  base::Guarded<std::uint64_t> over_{0U};
  std::optional<SpeechdSpeaker> speaker_;
};

TEST_F(SpeechdSpeakerTest, SaysSentencesInTheirLanguageAndOrder) {
  daemon_->start();
  speaker_->say("de", "Willkommen.");
  speaker_->say("de", "Jürgen Groß.");
  const auto last = speaker_->say("en", "It's \"2 < 3\" & $HOME.");
  ASSERT_TRUE(is_over(last));
  EXPECT_THAT(daemon_->said(),
              ElementsAre("de 60: Willkommen.", "de 60: Jürgen Groß.", "en 60: It's \"2 < 3\" & $HOME."));
}

TEST_F(SpeechdSpeakerTest, ChangesItsVolumeFromTheNextSentenceOn) {
  daemon_->start();
  speaker_->say("en", "As before.");
  EXPECT_TRUE(daemon_->says("en 60: As before."));
  speaker_->set_volume(100);
  speaker_->say("en", "Louder.");
  EXPECT_TRUE(daemon_->says("en 100: Louder."));
  speaker_->set_volume(10);
  speaker_->say("en", "Quieter.");
  EXPECT_TRUE(daemon_->says("en 10: Quieter."));
}

TEST_F(SpeechdSpeakerTest, StopsInTheMiddleAndForgetsWhatWaits) {
  daemon_->start();
  daemon_->speak_slowly(true);
  speaker_->say("en", "A long sentence.");
  speaker_->say("en", "Another one.");
  ASSERT_TRUE(daemon_->says("en 60: A long sentence."));
  daemon_->speak_slowly(false);
  const auto start = steady_clock::now();
  speaker_->stop();
  const auto next = speaker_->say("en", "What matters now.");
  ASSERT_TRUE(is_over(next));
  EXPECT_LT(steady_clock::now() - start, milliseconds(2'500)) << "the long sentence would have taken five seconds";
  EXPECT_THAT(daemon_->finished(), ElementsAre("en 60: What matters now."));
  EXPECT_THAT(daemon_->said(), Not(Contains("en 60: Another one.")));
}

TEST_F(SpeechdSpeakerTest, IsSilentWithoutADaemonAndSpeaksOnceThereIsOne) {
  const auto number = speaker_->say("de", "Guten Tag.");
  EXPECT_TRUE(is_over(number)) << "nobody waits for what cannot be said";
  daemon_->start();
  EXPECT_TRUE(daemon_->says("de 60: Guten Tag."));
}

TEST_F(SpeechdSpeakerTest, HasADaemonStartedWhereNoneRuns) {
  daemon_->leave_to_library();
  speaker_.emplace();
  speaker_->set_volume(60);
  speaker_->say("de", "Guten Tag.");
  EXPECT_TRUE(daemon_->says("de 60: Guten Tag."));
  speaker_.reset();
  EXPECT_TRUE(daemon_->kill_other());
}

TEST_F(SpeechdSpeakerTest, SaysAgainWhatTheDaemonTookWithIt) {
  daemon_->start();
  daemon_->speak_slowly(true);
  const auto number = speaker_->say("de", "Ihr Namensschild wird gedruckt.");
  ASSERT_TRUE(daemon_->says("de 60: Ihr Namensschild wird gedruckt."));
  daemon_->kill();
  daemon_->speak_slowly(false);
  daemon_->start();
  EXPECT_TRUE(is_over(number));
  EXPECT_THAT(daemon_->said(), Contains("de 60: Ihr Namensschild wird gedruckt.").Times(2));
}

TEST_F(SpeechdSpeakerTest, FindsADaemonThatWasRestartedWhileNobodySpoke) {
  daemon_->start();
  ASSERT_TRUE(is_over(speaker_->say("de", "Vorher.")));
  daemon_->kill();
  daemon_->start();
  EXPECT_TRUE(is_over(speaker_->say("de", "Nachher.")));
  EXPECT_THAT(daemon_->said(), ElementsAre("de 60: Vorher.", "de 60: Nachher."));
}

TEST_F(SpeechdSpeakerTest, NeverWaitsForADaemonThatHangs) {
  daemon_->start();
  ASSERT_TRUE(is_over(speaker_->say("de", "Vorher.")));
  daemon_->signal(SIGSTOP);
  const auto start = steady_clock::now();
  for (int i = 0; i < 100; ++i) {
    speaker_->say("de", "Eins.");
    speaker_->set_volume(i);
    speaker_->stop();
  }
  EXPECT_LT(steady_clock::now() - start, milliseconds(500));
  std::this_thread::sleep_for(milliseconds(200));  // the thread is inside libspeechd
  speaker_.reset();
  EXPECT_LT(steady_clock::now() - start, milliseconds(2'500)) << "and ends all the same";
  daemon_->signal(SIGCONT);
}

TEST_F(SpeechdSpeakerTest, EndsWhileADaemonHangsThatItWasAboutToMeet) {
  daemon_->start();
  daemon_->signal(SIGSTOP);
  speaker_->say("de", "Eins.");
  std::this_thread::sleep_for(milliseconds(200));
  const auto start = steady_clock::now();
  speaker_.reset();
  EXPECT_LT(steady_clock::now() - start, milliseconds(4'000));
  daemon_->kill();
  std::this_thread::sleep_for(milliseconds(200));  // its thread goes with the daemon
}

// The installed voices, into a sound file.
class RealVoices : public testing::Test {
 protected:
  RealVoices() {
    std::string name = (fs::temp_directory_path() / "einlass-voice-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~RealVoices() override { fs::remove_all(folder_); }

  // Samples of one sentence.
  std::vector<std::int16_t> sound_of(const std::string& language, int percent) const {
    const auto place = folder_ / (language + std::to_string(percent));
    SpeechDaemon daemon(place, SpeechDaemon::Voice::Spoken);
    daemon.start();
    base::Guarded<bool> over{false};
    SpeechdSpeaker speaker(SpeechdOptions{.start_daemon = false});
    speaker.when_over([&](std::uint64_t) { over.with([](bool& is) { is = true; }); });
    speaker.set_volume(percent);
    speaker.say(language, "Taste 3 von 5.");
    for (int i = 0; i < 3'000 && !over.with([](bool is) { return is; }); ++i) {
      std::this_thread::sleep_for(milliseconds(5));
    }
    const auto bytes = base::read_file(daemon.sound(), 1U << 24U).value_or("");
    constexpr std::size_t header = 44;
    std::vector<std::int16_t> samples(bytes.size() > header ? (bytes.size() - header) / 2 : 0);
    std::copy_n(bytes.begin() + header, samples.size() * 2, reinterpret_cast<char*>(samples.data()));
    return samples;
  }
  static double loudness(const std::vector<std::int16_t>& sound) {
    double sum = 0;
    for (const auto sample : sound) sum += static_cast<double>(sample) * sample;
    return std::sqrt(sum / static_cast<double>(std::max<std::size_t>(1, sound.size())));
  }

  fs::path folder_;
};

TEST_F(RealVoices, SpeakGermanAndEnglishAsLoudAsTheyAreTold) {
  const auto german = sound_of("de", 60);
  const auto english = sound_of("en", 60);
  EXPECT_GT(german.size(), 22'050U / 2) << "half a second at least";
  EXPECT_GT(loudness(german), 100);
  EXPECT_NE(german, english) << "one text, two voices";
  EXPECT_GT(loudness(sound_of("de", 100)), 1.2 * loudness(german));
  EXPECT_LT(loudness(sound_of("de", 20)), 0.7 * loudness(german));
}

}  // namespace
}  // namespace einlass::voice
