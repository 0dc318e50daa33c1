#include "kiosk/voice/sounds.h"

#include "core/base/log.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <gst/gst.h>

namespace einlass::voice {

namespace {

using namespace std::chrono_literals;

constexpr auto longest_end = 2s;
constexpr auto longest_sound = 3s;  // a sound card that takes nothing

using Pipeline = std::unique_ptr<GstElement, void (*)(GstElement*)>;

void end_pipeline(GstElement* pipeline) {
  gst_element_set_state(pipeline, GST_STATE_NULL);
  gst_object_unref(pipeline);
}

std::string why(GstMessage* message) {
  GError* error = nullptr;
  gst_message_parse_error(message, &error, nullptr);
  std::string text = error != nullptr ? error->message : "";
  g_clear_error(&error);
  return text;
}

}  // namespace

// Everything but options_ is under mutex_; GStreamer is called without it.
class Sounds::Player {
 public:
  explicit Player(SoundOptions options) : options_(std::move(options)) {}

  void run();
  void want(std::optional<flow::Sound> sound);
  // False: a sound card that hangs holds the thread, which then keeps this object.
  bool end();

 private:
  std::optional<flow::Sound> next();
  bool wanted_otherwise();
  Pipeline pipeline_of(flow::Sound sound) const;
  void play(flow::Sound sound);
  void complain(const std::string& about);

  const SoundOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<flow::Sound> wanted_;
  bool stop_ = false;
  bool ending_ = false;
  bool ended_ = false;
  bool complained_ = false;  // of run()'s thread
};

void Sounds::Player::want(std::optional<flow::Sound> sound) {
  const std::lock_guard lock(mutex_);
  wanted_ = sound;
  stop_ = !sound;
  changed_.notify_all();
}

bool Sounds::Player::end() {
  std::unique_lock lock(mutex_);
  ending_ = true;
  changed_.notify_all();
  return changed_.wait_for(lock, longest_end, [this] { return ended_; });
}

std::optional<flow::Sound> Sounds::Player::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return ending_ || wanted_; });
  stop_ = false;
  return ending_ ? std::nullopt : std::exchange(wanted_, std::nullopt);
}

bool Sounds::Player::wanted_otherwise() {
  const std::lock_guard lock(mutex_);
  return ending_ || stop_ || wanted_;
}

void Sounds::Player::run() {
  const bool ready = gst_init_check(nullptr, nullptr, nullptr) != FALSE;
  if (!ready) complain("GStreamer does not start");
  while (const auto sound = next()) {
    if (ready) play(*sound);
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

Pipeline Sounds::Player::pipeline_of(flow::Sound sound) const {
  const auto file = options_.folder / (std::string(flow::name_of(sound)) + ".wav");
  const auto line =
      fmt::format("filesrc name=file ! wavparse ! volume volume={:.2f} ! audioconvert ! audioresample ! {}",
                  options_.percent / 100.0, options_.sink);
  GError* error = nullptr;
  GstElement* made = gst_parse_launch_full(line.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &error);
  g_clear_error(&error);
  if (made == nullptr) return {nullptr, end_pipeline};
  GstElement* source = gst_bin_get_by_name(GST_BIN(made), "file");
  g_object_set(source, "location", file.c_str(), nullptr);
  gst_object_unref(source);
  return {made, end_pipeline};
}

void Sounds::Player::play(flow::Sound sound) {
  const Pipeline pipeline = pipeline_of(sound);
  if (!pipeline) return complain("a part of GStreamer is missing");
  GstBus* bus = gst_element_get_bus(pipeline.get());
  gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
  const auto last = std::chrono::steady_clock::now() + longest_sound;
  while (!wanted_otherwise() && std::chrono::steady_clock::now() < last) {
    constexpr auto events = static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
    GstMessage* message = gst_bus_timed_pop_filtered(bus, 10 * GST_MSECOND, events);
    if (message == nullptr) continue;
    if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) complain(why(message));
    gst_message_unref(message);
    break;
  }
  gst_object_unref(bus);
}

void Sounds::Player::complain(const std::string& about) {
  if (std::exchange(complained_, true)) return;
  base::log_warning(
      "The kiosk cannot play sounds: {}; see whether the machine has a sound card and its user may use it.", about);
}

Sounds::Sounds(SoundOptions options)
    : player_(std::make_shared<Player>(std::move(options))), thread_([player = player_] { player->run(); }) {}

Sounds::~Sounds() {
  if (player_->end()) {
    thread_.join();
  } else {
    thread_.detach();
  }
}

void Sounds::play(flow::Sound sound) {
  player_->want(sound);
}

void Sounds::stop() {
  player_->want(std::nullopt);
}

}  // namespace einlass::voice
