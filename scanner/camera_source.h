// A camera through GStreamer. Survives being unplugged: it shows as Interrupted, and is tried again, first soon, then
// every few seconds, until it is back.
#pragma once

#include "core/base/clock.h"
#include "scanner/frame_source.h"

#include <memory>
#include <string>

namespace einlass::scan {

struct CameraConfig {
  std::string device = "any";  // see devices_of() in cameras.h
  int width = 1280;            // asked for; a camera that lacks the size gives another one
  int height = 720;
  int rotate = 0;  // clockwise, in degrees: 0, 90, 180 or 270; for a camera that is built in on its side

  // A GStreamer pipeline without its sink, instead of the device: for a network camera, or a test's picture. Its
  // pictures may be raw or JPEG.
  std::string pipeline{};

  base::Milliseconds first_retry{500};  // doubled after each failure
  base::Milliseconds last_retry{5000};
  base::Milliseconds longest_silence{5000};  // a camera that hangs counts as unplugged
};

// The whole description handed to GStreamer; ends in an appsink that keeps only the newest frame, in grey. The element
// "gate" lets pictures through before anything expensive is done with them.
std::string camera_pipeline(const CameraConfig& config, const std::string& device);

class CameraSource final : public FrameSource {
 public:
  // `clock` outlives the source.
  CameraSource(CameraConfig config, const base::Clock& clock);
  ~CameraSource() override;

  void open() override;
  void close() override;
  FramePtr next(base::Milliseconds wait) override;
  void rest(bool resting) override;
  std::string name() const override;
  SourceStatus status() const override;

 private:
  class Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace einlass::scan
