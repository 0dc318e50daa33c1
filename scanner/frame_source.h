// Where pictures come from. A port: a camera (camera_source.h), a folder (folder_source.h), or a test's own.
//
// A source belongs to one Scanner and is called on that scanner's thread only, status() excepted.
#pragma once

#include "core/base/instant.h"
#include "scanner/frame.h"

#include <string>

namespace einlass::scan {

enum class SourceState {
  Off,         // closed: the camera's light is out
  Starting,    // opened, no picture yet
  Running,     // delivers pictures
  Interrupted  // unplugged, folder gone: the source tries again by itself
};

struct SourceStatus {
  SourceState state = SourceState::Off;
  std::string message;  // one sentence if something needs a hand, else empty; the Scanner logs it

  friend bool operator==(const SourceStatus&, const SourceStatus&) = default;
};

class FrameSource {
 public:
  virtual ~FrameSource() = default;

  // Never fails: what stands in the way shows in status(), and next() tries again.
  virtual void open() = 0;
  // Lets go of the device. Safe to call twice; open() may follow.
  virtual void close() = 0;

  // The newest picture; waits up to `wait` for one, and returns null if there is none.
  virtual FramePtr next(base::Milliseconds wait) = 0;

  // Fewer pictures will do, until it is told otherwise: nothing moves. A source may take no notice.
  virtual void rest(bool /*resting*/) {}

  // Any thread. What it is called, for the diagnosis.
  virtual std::string name() const { return {}; }
  virtual SourceStatus status() const = 0;
};

}  // namespace einlass::scan
