// The packaged sounds through a real GStreamer, into a file instead of a sound card.
#include "kiosk/voice/sounds.h"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <stdlib.h>

namespace einlass::voice {
namespace {

using namespace std::chrono_literals;

const std::filesystem::path packaged = std::filesystem::path(EINLASS_SOURCE_DIR) / "assets/sounds";
constexpr std::size_t wav_header = 44;  // bytes

std::vector<std::int16_t> samples_of(const std::filesystem::path& file) {
  const std::size_t header = file.extension() == ".wav" ? wav_header : 0;
  std::ifstream in(file, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
  if (bytes.size() <= header) return {};
  std::vector<std::int16_t> samples((bytes.size() - header) / 2);
  std::memcpy(samples.data(), bytes.data() + header, 2 * samples.size());
  return samples;
}

// The packaged one so many times over.
void write_long_sound(const std::filesystem::path& file, const std::filesystem::path& from, std::uint32_t times) {
  std::ifstream in(from, std::ios::binary);
  std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
  const std::vector<char> once(bytes.begin() + wav_header, bytes.end());
  for (std::uint32_t i = 1; i < times; ++i) bytes.insert(bytes.end(), once.begin(), once.end());
  constexpr std::size_t riff_size_at = 4, data_size_at = 40;  // each counts what follows it
  for (const std::size_t at : {riff_size_at, data_size_at}) {
    const auto size = static_cast<std::uint32_t>(bytes.size() - at - sizeof(std::uint32_t));
    std::memcpy(&bytes[at], &size, sizeof size);
  }
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

int loudest(const std::vector<std::int16_t>& samples) {
  int most = 0;
  for (const int sample : samples) most = std::max(most, std::abs(sample));
  return most;
}

class PlayedSounds : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "einlass-sounds-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path heard() const { return folder_ / "heard.raw"; }
  SoundOptions options(int percent, const std::string& pace = "") const {
    return {.folder = packaged,
            .percent = percent,
            .sink = pace + "audio/x-raw,format=S16LE,rate=22050,channels=1 ! filesink location=" + heard().string()};
  }
  // What is in the file once it no longer grows.
  std::vector<std::int16_t> wait_for(std::size_t samples) const {
    for (int i = 0; i < 500 && samples_of(heard()).size() < samples; ++i) std::this_thread::sleep_for(10ms);
    return samples_of(heard());
  }

  std::filesystem::path folder_;
};

TEST(PackagedSounds, AreThereShortAndNeitherFaintNorClipped) {
  for (int i = 0; i <= static_cast<int>(flow::Sound::Aim); ++i) {
    const auto name = std::string(flow::name_of(static_cast<flow::Sound>(i)));
    const auto samples = samples_of(packaged / (name + ".wav"));
    ASSERT_FALSE(samples.empty()) << name;
    EXPECT_LT(samples.size(), 22'050U * 4 / 10) << name << " takes 400 ms or more";
    EXPECT_GT(loudest(samples), 1'000) << name;
    EXPECT_LT(loudest(samples), 24'000) << name;
  }
}

TEST_F(PlayedSounds, AreHeardAsLoudAsTheSettingsSay) {
  const auto original = samples_of(packaged / "welcome.wav");
  for (const int percent : {100, 30}) {
    Sounds sounds(options(percent));
    sounds.play(flow::Sound::Welcome);
    const auto played = wait_for(original.size());
    EXPECT_EQ(played.size(), original.size());
    EXPECT_NEAR(loudest(played), loudest(original) * percent / 100, 40) << percent;
    std::filesystem::remove(heard());
  }
}

TEST_F(PlayedSounds, EndWhenTheyAreStopped) {
  write_long_sound(folder_ / "badge_ready.wav", packaged / "badge_ready.wav", 5);
  const auto all = samples_of(folder_ / "badge_ready.wav").size();
  {
    auto slow = options(60, "identity sleep-time=100000 ! ");  // slower than life
    slow.folder = folder_;
    Sounds sounds(slow);
    sounds.play(flow::Sound::BadgeReady);
    std::this_thread::sleep_for(150ms);
    sounds.stop();
    std::this_thread::sleep_for(100ms);
  }
  EXPECT_LT(samples_of(heard()).size(), all);
}

TEST_F(PlayedSounds, GiveWayToANewerOne) {
  Sounds sounds(options(100));
  sounds.play(flow::Sound::BadgeReady);
  sounds.play(flow::Sound::Key);
  const auto original = samples_of(packaged / "key.wav");
  for (int i = 0; i < 500 && samples_of(heard()).size() != original.size(); ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(samples_of(heard()).size(), original.size());
}

TEST_F(PlayedSounds, AreSilentWithoutACardOrAFile) {
  for (const std::string sink : {"filesink location=/nowhere/at/all", "nosuchelement"}) {
    Sounds sounds({.folder = packaged, .sink = sink});
    sounds.play(flow::Sound::Welcome);
    std::this_thread::sleep_for(50ms);
  }
  // Without files of its own; with those it would be heard.
  auto without = options(100);
  without.folder = folder_;
  Sounds sounds(without);
  sounds.play(flow::Sound::Welcome);
  std::this_thread::sleep_for(50ms);
  EXPECT_TRUE(samples_of(heard()).empty());
}

}  // namespace
}  // namespace einlass::voice
