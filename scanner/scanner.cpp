#include "scanner/scanner.h"

#include "core/base/log.h"

#include <utility>

namespace einlass::scan {
namespace {

constexpr base::Milliseconds longest_wait{100};  // how late a stop may be noticed
// A ticket is held up for about so long: all its pictures are read, though it may be still by then.
constexpr base::Milliseconds awake{4'000};
// At rest, so that nothing is missed even if it came without a motion.
constexpr base::Milliseconds between_reads{400};

double per_second(int count, std::chrono::duration<double> time) {
  return time.count() > 0 ? count / time.count() : 0;
}

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
  motion_ = {};
  aim_ = {};
  resting_ = false;
  source_->rest(false);
  while (!stopping_) {
    const FramePtr frame = source_->next(longest_wait);
    const auto status = source_->status();
    tell(status);
    if (frame) {
      show(frame);
      if (worth_reading(*frame)) read(*frame);
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

bool Scanner::worth_reading(const Frame& frame) {
  counts_.with([](Counts& counts) { ++counts.frames; });
  if (frame.still) return true;
  if (motion_.moves(frame)) moved_at_ = frame.taken_at;
  const bool rests = frame.taken_at - moved_at_ > awake;
  if (resting_.exchange(rests) != rests) source_->rest(rests);
  return !rests || frame.taken_at - read_at_ >= between_reads;
}

void Scanner::read(const Frame& frame) {
  read_at_ = frame.taken_at;
  const auto begun = std::chrono::steady_clock::now();
  auto codes = frame.still ? decoder_.decode_still(frame) : decoder_.decode(frame);
  if (codes.empty() && !frame.still) codes = decoder_.decode_harder(frame);
  counts_.with([&](Counts& counts) {
    ++counts.read;
    counts.reading += std::chrono::steady_clock::now() - begun;
  });
  for (const ScannedCode& code : codes) on_code_(code);
  help_aim(frame, !codes.empty());
}

// A picture from a file is nobody who could hold it otherwise.
void Scanner::help_aim(const Frame& frame, bool read) {
  if (!on_aim_ || frame.still) return;
  if (const auto report = aim_.look(frame, read)) on_aim_(*report);
}

ScanFigures Scanner::take_figures() {
  const Counts seen = counts_.with([](Counts& counts) { return std::exchange(counts, Counts()); });
  const auto time = std::chrono::steady_clock::now() - seen.since;
  const auto frame = latest_frame();
  const std::chrono::duration<double, std::milli> reading = seen.reading;
  return {.source = source_->name(),
          .width = frame ? frame->width : 0,
          .height = frame ? frame->height : 0,
          .frames_per_second = per_second(seen.frames, time),
          .read_per_second = per_second(seen.read, time),
          .milliseconds_a_read = seen.read > 0 ? reading.count() / seen.read : 0,
          .resting = resting_};
}

}  // namespace einlass::scan
