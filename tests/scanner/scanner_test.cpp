#include "scanner/scanner.h"

#include "core/base/guarded.h"
#include "core/base/log.h"
#include "scanner/decoder.h"
#include "tests/scanner/code_picture.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

namespace einlass::scan {
namespace {

using base::Milliseconds;
using testing::paint_code;

struct Stage {
  std::deque<FramePtr> frames;
  SourceStatus status;
  int opened = 0;
  int closed = 0;
};

// Shows the frames that a test hands in, one after the other.
class PlayedSource final : public FrameSource {
 public:
  explicit PlayedSource(base::Guarded<Stage>& stage) : stage_(stage) {}

  void open() override { change(1, 0, SourceState::Starting); }
  void close() override { change(0, 1, SourceState::Off); }
  FramePtr next(Milliseconds) override {
    auto frame = stage_.with([](Stage& stage) -> FramePtr {
      if (stage.frames.empty()) return nullptr;
      auto first = stage.frames.front();
      stage.frames.pop_front();
      return first;
    });
    if (!frame) std::this_thread::sleep_for(Milliseconds(1));
    return frame;
  }
  SourceStatus status() const override {
    return stage_.with([](const Stage& stage) { return stage.status; });
  }

 private:
  void change(int opened, int closed, SourceState state) {
    stage_.with([&](Stage& stage) {
      stage.opened += opened;
      stage.closed += closed;
      stage.status.state = state;
    });
  }
  base::Guarded<Stage>& stage_;
};

class ScannerTest : public ::testing::Test {
 protected:
  void show(Frame frame) {
    stage_.with([&](Stage& stage) { stage.frames.push_back(std::make_shared<const Frame>(std::move(frame))); });
  }
  std::string next_code() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return !codes_.empty(); });
    auto text = codes_.front();
    codes_.pop_front();
    return text;
  }
  void arrived(const ScannedCode& code) {
    const std::lock_guard lock(mutex_);
    codes_.push_back(code.text);
    arrived_.notify_all();
  }
  template <typename Condition>
  void wait_until(Condition&& condition) {
    while (!condition()) std::this_thread::sleep_for(Milliseconds(1));
  }

  base::Guarded<Stage> stage_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::string> codes_;
  Scanner scanner_{std::make_unique<PlayedSource>(stage_), [this](const ScannedCode& code) { arrived(code); }};
};

Frame inverted_ticket(const std::string& text, bool still) {
  Frame frame = paint_code(text, CodeFormat::QrCode, {.black = 230, .white = 15, .wall = 15});
  frame.still = still;
  return frame;
}

TEST_F(ScannerTest, HandsOverTheCodesOfEachFrame) {
  show(paint_code("first"));
  show(paint_code("second"));
  scanner_.start();
  EXPECT_EQ(next_code(), "first");
  EXPECT_EQ(next_code(), "second");
}

TEST_F(ScannerTest, TriesEverythingOnASinglePicture) {
  show(inverted_ticket("hard", true));
  scanner_.start();
  EXPECT_EQ(next_code(), "hard");
}

TEST_F(ScannerTest, ClimbsTheLadderWhileAHardCodeIsHeldUp) {
  for (int frame = 0; frame < 8; ++frame) show(inverted_ticket("hard", false));
  scanner_.start();
  EXPECT_EQ(next_code(), "hard");
}

TEST_F(ScannerTest, ShowsTheLatestFrame) {
  EXPECT_EQ(scanner_.latest_frame(), nullptr);
  show(testing::checkerboard(9, 70, 50));
  scanner_.start();
  wait_until([this] { return scanner_.latest_frame() != nullptr; });
  EXPECT_EQ(scanner_.latest_frame()->width, 70);
  scanner_.stop();
  EXPECT_EQ(scanner_.latest_frame(), nullptr);
}

TEST_F(ScannerTest, ShowsNoOldPictureWhileTheCameraIsUnplugged) {
  show(testing::checkerboard(9, 70, 50));
  scanner_.start();
  wait_until([this] { return scanner_.latest_frame() != nullptr; });
  stage_.with([](Stage& stage) { stage.status = {SourceState::Interrupted, "Unplugged."}; });
  wait_until([this] { return scanner_.latest_frame() == nullptr; });
  EXPECT_EQ(scanner_.status().message, "Unplugged.");
}

// An empty room, then a ticket; the source's own clock goes ten times a second.
class ScannerEconomy : public ScannerTest {
 protected:
  void show_at(Frame frame, int milliseconds) {
    frame.taken_at = Milliseconds(milliseconds);
    show(std::move(frame));
  }
  void show_empty_room(int from, int until) {
    for (int at = from; at < until; at += 100) show_at(testing::checkerboard(9, 640, 480), at);
  }
  void wait_until_seen() {
    wait_until([this] { return stage_.with([](const Stage& stage) { return stage.frames.empty(); }); });
  }
};

TEST_F(ScannerEconomy, ReadsFewPicturesOfAnEmptyRoom) {
  show_empty_room(0, 5'000);
  scanner_.start();
  wait_until_seen();
  scanner_.take_figures();
  show_empty_room(5'000, 15'000);
  wait_until_seen();
  const ScanFigures rested = scanner_.take_figures();
  EXPECT_TRUE(rested.resting);
  EXPECT_NEAR(rested.read_per_second / rested.frames_per_second, 0.25, 0.03) << "every fourth of ten a second";
}

TEST_F(ScannerEconomy, ReadsTheFirstPictureWithATicketInIt) {
  show_empty_room(0, 9'900);
  // Between two pictures that would have been read, and only there.
  const Frame ticket = testing::paint_onto(testing::checkerboard(9, 640, 480), "held up", CodeFormat::QrCode, {});
  ASSERT_FALSE(Decoder().decode(ticket).empty());
  for (int at = 9'900; at < 10'200; at += 100) {
    show_at(ticket, at);
    show_at(testing::checkerboard(9, 640, 480), at + 50);
  }
  int seen = 0;
  scanner_.start();
  while (next_code() == "held up" && ++seen < 3) {
  }
  EXPECT_EQ(seen, 3) << "each of the three";
}

TEST_F(ScannerEconomy, ReadsATicketThatIsHeldStillForSeconds) {
  show_empty_room(0, 6'000);
  const Frame hard = inverted_ticket("hard", false);
  for (int at = 6'000; at < 9'000; at += 100) show_at(hard, at);
  scanner_.start();
  EXPECT_EQ(next_code(), "hard") << "all rungs have their turn";
}

// What the programs log while it lives.
class LogBook {
 public:
  LogBook() { spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", sink_)); }
  ~LogBook() { spdlog::set_default_logger(before_); }
  std::size_t count(const std::string& words) const {
    const auto text = lines_.str();
    std::size_t found = 0;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
    return found;
  }

 private:
  std::ostringstream lines_;
  std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();
  std::shared_ptr<spdlog::sinks::ostream_sink_mt> sink_ = std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_);
};

TEST_F(ScannerTest, LogsOnceWhatStandsInTheWay) {
  const LogBook log;
  const auto run_with = [this](const std::string& message) {
    stage_.with([&](Stage& stage) { stage.status.message = message; });
    for (const auto* code : {"first", "second"}) {
      show(paint_code(code));
      EXPECT_EQ(next_code(), code);
    }
  };
  scanner_.start();
  for (const auto* message : {"The folder is gone.", "", "The folder is gone.", "It is read-only."}) run_with(message);
  scanner_.stop();
  EXPECT_EQ(log.count("The folder is gone."), 2U);
  EXPECT_EQ(log.count("It is read-only."), 1U);
}

TEST_F(ScannerTest, ClosesTheSourceWhenStoppedAndOpensItAgain) {
  EXPECT_EQ(scanner_.status().state, SourceState::Off);
  scanner_.start();
  scanner_.start();
  wait_until([this] { return scanner_.status().state == SourceState::Starting; });
  scanner_.stop();
  EXPECT_EQ(scanner_.status().state, SourceState::Off);
  EXPECT_FALSE(scanner_.running());
  scanner_.stop();
  show(paint_code("again"));
  scanner_.start();
  EXPECT_EQ(next_code(), "again");
  scanner_.stop();
  EXPECT_EQ(stage_.with([](const Stage& stage) { return std::pair(stage.opened, stage.closed); }), std::pair(2, 2));
}

}  // namespace
}  // namespace einlass::scan
