#include "scanner/scanner.h"

#include "core/base/log.h"

#include <utility>

namespace einlass::scan {
namespace {

constexpr base::Milliseconds longest_wait{100};  // how late a stop may be noticed

}  // namespace

Scanner::Scanner(std::unique_ptr<FrameSource> source, OnCode on_code, OnAim on_aim)
    : source_(std::move(source)), on_code_(std::move(on_code)), on_aim_(std::move(on_aim)) {}

Scanner::~Scanner() {
  stop();
}

void Scanner::start() {
  if (running()) return;
  stopping_ = false;
  thread_ = std::thread([this] { run(); });
}

void Scanner::stop() {
  if (!running()) return;
  stopping_ = true;
  thread_.join();
}

FramePtr Scanner::latest_frame() const {
  return latest_.with([](const FramePtr& frame) { return frame; });
}

void Scanner::run() {
  source_->open();
  while (!stopping_) {
    const FramePtr frame = source_->next(longest_wait);
    const auto status = source_->status();
    tell(status);
    if (frame) {
      show(frame);
      read(*frame);
    } else if (status.state == SourceState::Interrupted) {
      show(nullptr);
    }
  }
  source_->close();
  show(nullptr);
}

// No screen shows these sentences: the team finds them in the log, each outage once.
void Scanner::tell(const SourceStatus& status) {
  if (status.message == told_) return;
  told_ = status.message;
  if (!told_.empty()) base::log_warning("{}", told_);
}

void Scanner::show(FramePtr frame) {
  latest_.with([&](FramePtr& latest) { latest.swap(frame); });
}

void Scanner::read(const Frame& frame) {
  auto codes = frame.still ? decoder_.decode_still(frame) : decoder_.decode(frame);
  if (codes.empty() && !frame.still) codes = decoder_.decode_harder(frame);
  for (const ScannedCode& code : codes) on_code_(code);
  help_aim(frame, !codes.empty());
}

// A picture from a file is nobody who could hold it otherwise.
void Scanner::help_aim(const Frame& frame, bool read) {
  if (!on_aim_ || frame.still) return;
  if (const auto report = aim_.look(frame, read)) on_aim_(*report);
}

}  // namespace einlass::scan
