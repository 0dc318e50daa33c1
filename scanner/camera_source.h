// A camera through GStreamer. Survives being unplugged: it shows as Interrupted, and is tried again, first soon, then
// every few seconds, until it is back.
#pragma once

#include "core/base/clock.h"
#include "scanner/frame_source.h"

#include <memory>
#include <string>

namespace einlass::scan {

struct CameraConfig {
  std::string device = "/dev/video0";
  int width = 1280;  // asked for; a camera that lacks the size gives another one
  int height = 720;

  // A GStreamer pipeline without its sink, instead of the device: for a network camera, or a test's picture.
  std::string pipeline{};

  base::Milliseconds first_retry{500};  // doubled after each failure
  base::Milliseconds last_retry{5000};
  base::Milliseconds longest_silence{5000};  // a camera that hangs counts as unplugged
};

// The whole description handed to GStreamer; ends in an appsink that keeps only the newest frame, in grey.
std::string camera_pipeline(const CameraConfig& config);

class CameraSource final : public FrameSource {
 public:
  // `clock` outlives the source.
  CameraSource(CameraConfig config, const base::Clock& clock);
  ~CameraSource() override;

  void open() override;
  void close() override;
  FramePtr next(base::Milliseconds wait) override;
  SourceStatus status() const override;

 private:
  class Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace einlass::scan
