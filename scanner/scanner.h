// A source and a decoder on a thread of their own. While nothing moves before the camera, few frames are decoded; the
// first that differs, and all in the seconds after it, are.
//
// Owned by the kiosk's stage. start() and stop() are called on the owner's thread; the other functions on any thread.
// While stopped there is no thread and the source is closed: the camera is really off.
#pragma once

#include "core/base/guarded.h"
#include "scanner/aim.h"
#include "scanner/decoder.h"
#include "scanner/frame_source.h"
#include "scanner/motion.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace einlass::scan {

// What a scanner did since it was asked last.
struct ScanFigures {
  std::string source;
  int width = 0;  // of the newest frame; 0: none
  int height = 0;
  double frames_per_second = 0;
  double read_per_second = 0;
  double milliseconds_a_read = 0;
  bool resting = false;
};

class Scanner {
 public:
  // Called on the scanner's thread for every code of every frame, so many times for one ticket (see debounce.h). It
  // should only post the value on: while it runs, no frame is read. It must not call stop().
  using OnCode = std::function<void(const ScannedCode&)>;

  // The same, about four times a second while no code is read, and when one is: what would help.
  using OnAim = std::function<void(const AimReport&)>;

  Scanner(std::unique_ptr<FrameSource> source, OnCode on_code, OnAim on_aim = {});
  ~Scanner();  // stops
  Scanner(const Scanner&) = delete;
  Scanner& operator=(const Scanner&) = delete;

  void start();
  void stop();  // returns when the source is closed, within a fraction of a second
  bool running() const { return thread_.joinable(); }

  // The frame that was taken last, for the live picture; null while there is none (stopped,
  // interrupted). A new frame is a new pointer.
  FramePtr latest_frame() const;
  SourceStatus status() const { return source_->status(); }
  ScanFigures take_figures();

 private:
  void run();
  void tell(const SourceStatus& status);
  void show(FramePtr frame);
  bool worth_reading(const Frame& frame);
  void read(const Frame& frame);
  void help_aim(const Frame& frame, bool read);

  struct Counts {
    int frames = 0;
    int read = 0;
    std::chrono::steady_clock::duration reading{};
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
  };

  std::unique_ptr<FrameSource> source_;
  OnCode on_code_;
  OnAim on_aim_;
  Aim aim_;
  Decoder decoder_;
  std::string told_;  // in the log; of the scanner's thread, as are these
  Motion motion_;
  base::Milliseconds moved_at_{0};
  base::Milliseconds read_at_{0};
  std::atomic<bool> resting_{false};
  base::Guarded<Counts> counts_;
  base::Guarded<FramePtr> latest_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace einlass::scan
