#include "scanner/camera_source.h"

#include "core/base/guarded.h"
#include "core/base/log.h"
#include "scanner/cameras.h"
#include "scanner/frame_ops.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>

namespace einlass::scan {
namespace {

using base::Milliseconds;

template <auto release>
struct Release {
  template <typename T>
  void operator()(T* object) const {
    release(object);
  }
};
using Element = std::unique_ptr<GstElement, Release<gst_object_unref>>;
using Bus = std::unique_ptr<GstBus, Release<gst_object_unref>>;
using Sample = std::unique_ptr<GstSample, Release<gst_sample_unref>>;
using Message = std::unique_ptr<GstMessage, Release<gst_message_unref>>;
using Failure = std::unique_ptr<GError, Release<g_error_free>>;

std::string quoted(const std::string& text) {
  std::string made = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') made += '\\';
    made += letter;
  }
  return made + '"';
}

// Motion JPEG first: most cameras deliver 1280 × 720 uncompressed at 10 frames a second only.
std::string device_part(const CameraConfig& config, const std::string& device) {
  const std::string size = fmt::format("width={},height={}", config.width, config.height);
  return fmt::format("v4l2src device={} ! capsfilter caps=\"image/jpeg,{};video/x-raw,{};image/jpeg;video/x-raw\"",
                     quoted(device), size, size);
}

void start_gstreamer() {
  static std::once_flag once;
  std::call_once(once, [] { gst_init_check(nullptr, nullptr, nullptr); });
}

std::shared_ptr<Frame> copied(GstSample* sample) {
  GstVideoInfo layout;
  GstVideoFrame mapped;
  if (gst_video_info_from_caps(&layout, gst_sample_get_caps(sample)) == FALSE) return nullptr;
  if (gst_video_frame_map(&mapped, &layout, gst_sample_get_buffer(sample), GST_MAP_READ) == FALSE) return nullptr;
  auto frame = std::make_shared<Frame>();
  frame->width = GST_VIDEO_FRAME_WIDTH(&mapped);
  frame->height = GST_VIDEO_FRAME_HEIGHT(&mapped);
  frame->stride = GST_VIDEO_FRAME_PLANE_STRIDE(&mapped, 0);
  const auto* pixels = static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&mapped, 0));
  frame->pixels.assign(pixels, pixels + static_cast<std::ptrdiff_t>(frame->stride) * frame->height);
  gst_video_frame_unmap(&mapped);
  return frame;
}

}  // namespace

std::string camera_pipeline(const CameraConfig& config, const std::string& device) {
  return fmt::format(
      "{} ! identity name=gate ! decodebin ! videoconvert ! video/x-raw,format=GRAY8 ! "
      "appsink name=frames sync=false max-buffers=1 drop=true",
      config.pipeline.empty() ? device_part(config, device) : config.pipeline);
}

// All of GStreamer: what runs between open() and close().
class CameraSource::Stream {
 public:
  Stream(CameraConfig config, const base::Clock& clock) : config_(std::move(config)), clock_(clock) {}
  ~Stream() { close(); }

  void open() {
    opened_ = true;
    retry_after_ = config_.first_retry;
    report(SourceState::Starting, "");
    begin();
  }

  void close() {
    end();
    opened_ = false;
    report(SourceState::Off, "");
  }

  FramePtr next(Milliseconds wait) {
    if (!opened_) return nullptr;
    if (!pipeline_ && !due(wait)) return nullptr;
    if (!pipeline_ && !begin()) return nullptr;
    const Sample sample(gst_app_sink_try_pull_sample(GST_APP_SINK(sink_.get()), as_gst_time(wait)));
    auto frame = sample ? copied(sample.get()) : nullptr;
    if (frame && config_.rotate != 0) frame = std::make_shared<Frame>(rotated(*frame, config_.rotate / 90));
    if (frame) {
      frame->taken_at = clock_.monotonic();
      came(frame->taken_at);
    } else if (const auto trouble = what_is_wrong()) {
      interrupt(*trouble);
    }
    return frame;
  }

  void rest(bool resting) { between_ = resting ? kBetweenAtRest : 0; }

  std::string name() const {
    return name_.with([](const std::string& name) { return name; });
  }

  SourceStatus status() const {
    return status_.with([](const SourceStatus& status) { return status; });
  }

 private:
  static constexpr std::int64_t kBetweenAtRest = 95'000;  // microseconds: ten a second are enough to see a motion

  // On a thread of GStreamer's. Pictures that are dropped here are not even decompressed.
  static GstPadProbeReturn let_through(GstPad* /*pad*/, GstPadProbeInfo* /*info*/, void* stream) {
    auto& self = *static_cast<Stream*>(stream);
    const std::int64_t now = g_get_monotonic_time();
    if (now - self.let_through_at_ < self.between_) return GST_PAD_PROBE_DROP;
    self.let_through_at_ = now;
    return GST_PAD_PROBE_OK;
  }

  // The next one that `device` may mean, round and round: one that is there need not be one that works.
  std::string next_device() {
    if (!config_.pipeline.empty()) return "";
    const auto devices = devices_of(config_.device);
    const std::string device = devices.empty() ? "" : devices[attempts_++ % devices.size()].string();
    name_.with([&](std::string& name) {
      name = device;
      for (const Camera& camera : cameras()) {
        if (camera.device == device) name = camera.name;
      }
    });
    return device;
  }

  static GstClockTime as_gst_time(Milliseconds wait) { return static_cast<GstClockTime>(wait.count()) * GST_MSECOND; }

  bool begin() {
    start_gstreamer();
    const std::string device = next_device();
    if (device.empty() && config_.pipeline.empty()) {
      interrupt("none is plugged in that is meant");
      return false;
    }
    GError* error = nullptr;
    pipeline_.reset(gst_parse_launch(camera_pipeline(config_, device).c_str(), &error));
    const Failure failure(error);
    if (failure || !pipeline_) {
      interrupt(failure ? failure->message : "no pipeline");
      return false;
    }
    sink_.reset(gst_bin_get_by_name(GST_BIN(pipeline_.get()), "frames"));
    watch_gate();
    bus_.reset(gst_element_get_bus(pipeline_.get()));
    last_frame_ = clock_.monotonic();
    gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);  // a failure comes as a message on the bus
    return true;
  }

  void watch_gate() {
    const Element gate(gst_bin_get_by_name(GST_BIN(pipeline_.get()), "gate"));
    GstPad* pad = gst_element_get_static_pad(gate.get(), "sink");
    gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, &Stream::let_through, this, nullptr);
    gst_object_unref(pad);
  }

  void end() {
    if (pipeline_) gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
    bus_.reset();
    sink_.reset();
    pipeline_.reset();
  }

  bool due(Milliseconds wait) const {
    const Milliseconds missing = retry_at_ - clock_.monotonic();
    if (missing > Milliseconds(0)) std::this_thread::sleep_for(std::min(missing, wait));
    return missing <= Milliseconds(0);
  }

  void came(Milliseconds now) {
    last_frame_ = now;
    retry_after_ = config_.first_retry;
    if (status().state != SourceState::Running) report(SourceState::Running, "");
  }

  // In the library's words.
  std::optional<std::string> what_is_wrong() {
    while (const Message message{gst_bus_pop(bus_.get())}) {
      if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_EOS) return "the stream ended";
      if (GST_MESSAGE_TYPE(message.get()) != GST_MESSAGE_ERROR) continue;
      GError* error = nullptr;
      gst_message_parse_error(message.get(), &error, nullptr);
      return Failure(error)->message;
    }
    if (clock_.monotonic() - last_frame_ > config_.longest_silence) return "no picture for too long";
    return std::nullopt;
  }

  void interrupt(const std::string& trouble) {
    end();
    retry_at_ = clock_.monotonic() + retry_after_;
    retry_after_ = std::min(2 * retry_after_, config_.last_retry);
    if (status().state == SourceState::Interrupted) return;  // one line in the log for one outage
    base::log_info("camera interrupted: {}", trouble);
    report(SourceState::Interrupted, "The camera delivers no picture; check its plug, it is tried again by itself.");
  }

  void report(SourceState state, std::string message) {
    status_.with([&](SourceStatus& status) { status = {state, std::move(message)}; });
  }

  CameraConfig config_;
  const base::Clock& clock_;
  Element pipeline_;
  Element sink_;
  Bus bus_;
  bool opened_ = false;
  Milliseconds last_frame_{0};
  Milliseconds retry_at_{0};
  Milliseconds retry_after_{0};
  std::size_t attempts_ = 0;
  std::atomic<std::int64_t> between_{0};         // microseconds between two pictures that are let through
  std::atomic<std::int64_t> let_through_at_{0};  // of the monotonic clock
  base::Guarded<std::string> name_;
  base::Guarded<SourceStatus> status_;
};

CameraSource::CameraSource(CameraConfig config, const base::Clock& clock)
    : stream_(std::make_unique<Stream>(std::move(config), clock)) {}
CameraSource::~CameraSource() = default;

void CameraSource::open() {
  stream_->open();
}
void CameraSource::close() {
  stream_->close();
}
FramePtr CameraSource::next(base::Milliseconds wait) {
  return stream_->next(wait);
}
void CameraSource::rest(bool resting) {
  stream_->rest(resting);
}
std::string CameraSource::name() const {
  return stream_->name();
}
SourceStatus CameraSource::status() const {
  return stream_->status();
}

}  // namespace einlass::scan
