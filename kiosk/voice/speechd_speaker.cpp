#include "kiosk/voice/speechd_speaker.h"

#include "core/base/log.h"
#include "kiosk/voice/speechd_connection.h"

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <pthread.h>

namespace einlass::voice {

namespace {

constexpr base::Milliseconds kLongestEnd{2'000};
constexpr base::Milliseconds kWatch{300};

struct Utterance {
  std::uint64_t number = 0;
  std::string language;
  std::string text;
  int message = 0;  // of speech-dispatcher's, once it has it
};

// Writing to a daemon that went would end the program.
void survive_broken_pipes() {
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

}  // namespace

// What is wanted, and the thread that does it. Everything below is under mutex_, but for calls to speech-dispatcher.
class SpeechdSpeaker::Line {
 public:
  explicit Line(SpeechdOptions options) : options_(options) {}

  void run();
  // False: a daemon that hangs holds the thread, which then keeps this object.
  bool end();

  void when_over(std::function<void(std::uint64_t)> tell) {
    const std::lock_guard lock(mutex_);
    tell_ = std::move(tell);
  }
  std::uint64_t say(const std::string& language, const std::string& text);
  void stop();
  void set_volume(int percent);

 private:
  struct Step {
    bool cancel = false;
    std::optional<int> volume;
    std::optional<Utterance> say;
  };

  bool has_work() const { return ending_ || cancel_ || !waiting_.empty(); }
  bool wait_for_work();
  std::unique_ptr<SpeechdConnection> take_connection();
  bool connect();
  std::optional<Step> next_step();
  bool carry_out(const Step& step);
  void taken(Utterance utterance, int message);
  void over(int message);
  void lost();
  void pause();
  void tell(std::uint64_t number) const {
    if (tell_) tell_(number);
  }

  const SpeechdOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void(std::uint64_t)> tell_;
  std::deque<Utterance> waiting_;
  std::deque<Utterance> spoken_;  // speech-dispatcher has them, in this order
  std::deque<int> early_;         // over before the answer to say() said which they were
  std::uint64_t said_ = 0;
  int volume_ = 100;
  bool volume_changed_ = true;
  bool cancel_ = false;
  bool ending_ = false;
  bool ended_ = false;
  bool warned_ = false;
  std::unique_ptr<SpeechdConnection> connection_;  // replaced under the lock, used by the thread without it
};

bool SpeechdSpeaker::Line::end() {
  std::unique_lock lock(mutex_);
  ending_ = true;
  tell_ = nullptr;
  if (connection_) connection_->break_off();
  changed_.notify_all();
  return changed_.wait_for(lock, kLongestEnd, [this] { return ended_; });
}

std::uint64_t SpeechdSpeaker::Line::say(const std::string& language, const std::string& text) {
  const std::lock_guard lock(mutex_);
  waiting_.push_back({.number = ++said_, .language = language, .text = text});
  changed_.notify_all();
  return said_;
}

void SpeechdSpeaker::Line::stop() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty() && spoken_.empty()) return;
  waiting_.clear();
  spoken_.clear();
  cancel_ = true;
  changed_.notify_all();
}

void SpeechdSpeaker::Line::set_volume(int percent) {
  const std::lock_guard lock(mutex_);
  volume_changed_ = volume_changed_ || volume_ != percent;
  volume_ = percent;
}

void SpeechdSpeaker::Line::run() {
  survive_broken_pipes();
  while (wait_for_work()) {
    if (!connect()) {
      pause();
      continue;
    }
    const auto step = next_step();
    if (step && !carry_out(*step)) lost();
  }
  take_connection().reset();
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

// Nobody tells of a daemon that goes while it speaks. False: it is over.
bool SpeechdSpeaker::Line::wait_for_work() {
  std::unique_lock lock(mutex_);
  while (!has_work()) {
    if (spoken_.empty()) {
      changed_.wait(lock);
    } else {
      changed_.wait_for(lock, kWatch);
      if (connection_ && !connection_->is_up()) break;
    }
  }
  return !ending_;
}

// Its end waits for a callback that is under way, and so must not hold the lock.
std::unique_ptr<SpeechdConnection> SpeechdSpeaker::Line::take_connection() {
  const std::lock_guard lock(mutex_);
  return std::move(connection_);
}

bool SpeechdSpeaker::Line::connect() {
  if (connection_) return true;
  auto made = SpeechdConnection::open(options_.start_daemon, [this](int message) { over(message); });
  const std::lock_guard lock(mutex_);
  if (made) {
    connection_ = *std::move(made);
    if (ending_) connection_->break_off();
    cancel_ = false;
    volume_changed_ = true;
    warned_ = false;
    return true;
  }
  if (ending_) return false;  // whoever ended it may be gone, and the log with it
  if (!std::exchange(warned_, true)) base::log_warning("{}", made.error().message);
  cancel_ = false;
  if (!waiting_.empty()) tell(waiting_.back().number);  // nobody is to wait for what cannot be said
  return false;
}

// What is on the screen stays wanted: it is said as soon as there is a voice again.
void SpeechdSpeaker::Line::pause() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, options_.again_after, [this] { return ending_; });
}

std::optional<SpeechdSpeaker::Line::Step> SpeechdSpeaker::Line::next_step() {
  const std::lock_guard lock(mutex_);
  if (ending_) return std::nullopt;
  if (!connection_->is_up()) return Step{.cancel = true};  // which fails
  Step step{.cancel = std::exchange(cancel_, false)};
  if (step.cancel || waiting_.empty()) return step;
  if (std::exchange(volume_changed_, false)) step.volume = volume_;
  step.say = waiting_.front();
  return step;
}

bool SpeechdSpeaker::Line::carry_out(const Step& step) {
  if (step.cancel) return connection_->cancel().has_value();
  if (!step.say) return true;
  if (step.volume && !connection_->set_volume(*step.volume)) return false;
  const auto message = connection_->say(step.say->language, step.say->text);
  if (!message) return false;
  taken(*step.say, *message);
  return true;
}

void SpeechdSpeaker::Line::taken(Utterance utterance, int message) {
  const std::lock_guard lock(mutex_);
  const bool still_wanted = !waiting_.empty() && waiting_.front().number == utterance.number;
  if (!still_wanted) {
    cancel_ = true;
    return;
  }
  waiting_.pop_front();
  utterance.message = message;
  spoken_.push_back(std::move(utterance));
  if (const auto early = std::find(early_.begin(), early_.end(), message); early != early_.end()) {
    early_.clear();
    tell(spoken_.back().number);
    spoken_.pop_back();
  }
}

void SpeechdSpeaker::Line::over(int message) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(spoken_.begin(), spoken_.end(),
                                  [message](const Utterance& utterance) { return utterance.message == message; });
  if (found == spoken_.end()) {
    early_.push_back(message);
    if (early_.size() > 16) early_.pop_front();
    return;
  }
  const auto number = found->number;
  spoken_.erase(found);
  tell(number);
}

// The voice broke off: what it had not finished is said again from its beginning.
void SpeechdSpeaker::Line::lost() {
  take_connection().reset();
  const std::lock_guard lock(mutex_);
  waiting_.insert(waiting_.begin(), spoken_.begin(), spoken_.end());
  spoken_.clear();
  early_.clear();
  base::log_warning("speech-dispatcher is gone; it is looked for again");
}

SpeechdSpeaker::SpeechdSpeaker(SpeechdOptions options)
    : line_(std::make_shared<Line>(options)), thread_([line = line_] { line->run(); }) {}

SpeechdSpeaker::~SpeechdSpeaker() {
  if (line_->end()) {
    thread_.join();
  } else {
    base::log_warning("speech-dispatcher hangs; the kiosk ends without it");
    thread_.detach();
  }
}

void SpeechdSpeaker::when_over(std::function<void(std::uint64_t)> tell) {
  line_->when_over(std::move(tell));
}

std::uint64_t SpeechdSpeaker::say(const std::string& language, const std::string& text) {
  return line_->say(language, text);
}

void SpeechdSpeaker::stop() {
  line_->stop();
}

void SpeechdSpeaker::set_volume(int percent) {
  line_->set_volume(percent);
}

}  // namespace einlass::voice
