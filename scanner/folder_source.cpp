#include "scanner/folder_source.h"

#include "core/base/guarded.h"
#include "core/base/log.h"
#include "scanner/image_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace einlass::scan {
namespace {

namespace fs = std::filesystem;
using base::Milliseconds;

// How a file looked, and since when it has looked so.
struct Look {
  std::uintmax_t size = 0;
  fs::file_time_type written;
  Milliseconds since{0};
};

}  // namespace

class FolderSource::Watch {
 public:
  Watch(FolderConfig config, const base::Clock& clock) : config_(std::move(config)), clock_(clock) {}
  ~Watch() { close(); }

  void open() {
    opened_ = true;
    report(SourceState::Starting, "");
    watch();
  }

  void close() {
    unwatch();
    opened_ = false;
    report(SourceState::Off, "");
  }

  FramePtr next(Milliseconds wait) {
    if (!opened_) return nullptr;
    if (descriptor_ < 0 && !watch()) {
      std::this_thread::sleep_for(wait);
      return nullptr;
    }
    if (auto frame = take_first()) return frame;
    pollfd waiting{descriptor_, POLLIN, 0};
    ::poll(&waiting, 1, static_cast<int>(wait.count()));
    return take_first();
  }

  SourceStatus status() const {
    return status_.with([](const SourceStatus& status) { return status; });
  }

 private:
  bool watch() {
    descriptor_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    const auto events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
    if (descriptor_ >= 0 && ::inotify_add_watch(descriptor_, config_.folder.c_str(), events) >= 0) {
      report(SourceState::Running, "");
      return true;
    }
    interrupt();
    return false;
  }

  void unwatch() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
    complete_.clear();
    looks_.clear();
  }

  void interrupt() {
    unwatch();
    report(SourceState::Interrupted,
           fmt::format("The folder {} cannot be watched; make sure that it exists.", config_.folder.string()));
  }

  FramePtr take_first() {
    drain_events();
    if (descriptor_ < 0) return nullptr;
    while (const auto name = first_ready()) {
      auto frame = load_image(config_.folder / *name);
      put_away(*name, frame.has_value());
      if (!frame) continue;
      frame->taken_at = clock_.monotonic();
      return std::make_shared<const Frame>(std::move(*frame));
    }
    return nullptr;
  }

  void drain_events() {
    alignas(inotify_event) std::array<char, 16 * 1024> buffer;
    ssize_t size = 0;
    while (descriptor_ >= 0 && (size = ::read(descriptor_, buffer.data(), buffer.size())) > 0) {
      for (const char* at = buffer.data(); at < buffer.data() + size;) {
        const auto* event = reinterpret_cast<const inotify_event*>(at);
        at += sizeof(inotify_event) + event->len;
        if ((event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) != 0) return interrupt();
        if (event->len > 0) complete_.insert(event->name);
      }
    }
  }

  std::optional<std::string> first_ready() {
    std::map<std::string, Look> looks;
    std::error_code trouble;
    for (const auto& entry : fs::directory_iterator(config_.folder, trouble)) {
      std::error_code gone;
      if (!has_image_name(entry.path()) || !entry.is_regular_file(gone)) continue;
      const std::string name = entry.path().filename().string();
      looks.emplace(name, look_at(name, entry));
    }
    looks_ = std::move(looks);
    std::erase_if(complete_, [this](const std::string& name) { return !looks_.contains(name); });
    for (const auto& [name, look] : looks_) {
      if (is_ready(name, look)) return name;
    }
    return std::nullopt;
  }

  Look look_at(const std::string& name, const fs::directory_entry& entry) const {
    std::error_code gone;
    const Look now{entry.file_size(gone), entry.last_write_time(gone), clock_.monotonic()};
    const auto before = looks_.find(name);
    const bool same =
        before != looks_.end() && before->second.size == now.size && before->second.written == now.written;
    return same ? before->second : now;
  }

  bool is_ready(const std::string& name, const Look& look) const {
    const auto stuck = stuck_.find(name);
    if (stuck != stuck_.end() && stuck->second == look.written) return false;
    return complete_.contains(name) || clock_.monotonic() - look.since >= config_.settled_after;
  }

  void put_away(const std::string& name, bool readable) {
    complete_.erase(name);
    const fs::path file = config_.folder / name;
    std::error_code trouble;
    if (!readable)
      base::log_warning("a file in the scan folder is no picture; it is put into its subfolder unreadable");
    if (readable && config_.after == AfterTaking::Remove) {
      fs::remove(file, trouble);
    } else {
      const fs::path target = config_.folder / (readable ? "done" : "unreadable");
      fs::create_directory(target, trouble);
      fs::rename(file, target / name, trouble);
    }
    if (trouble) keep_off(name);
  }

  // Taken, but it cannot be moved away: once is enough nevertheless.
  void keep_off(const std::string& name) {
    stuck_[name] = looks_[name].written;
    report(SourceState::Running, fmt::format("Pictures in {} cannot be moved; give Einlass the right to write there.",
                                             config_.folder.string()));
  }

  void report(SourceState state, std::string message) {
    status_.with([&](SourceStatus& status) { status = {state, std::move(message)}; });
  }

  FolderConfig config_;
  const base::Clock& clock_;
  int descriptor_ = -1;
  bool opened_ = false;
  std::set<std::string> complete_;  // closed or renamed by their writers
  std::map<std::string, Look> looks_;
  std::map<std::string, fs::file_time_type> stuck_;
  base::Guarded<SourceStatus> status_;
};

FolderSource::FolderSource(FolderConfig config, const base::Clock& clock)
    : watch_(std::make_unique<Watch>(std::move(config), clock)) {}
FolderSource::~FolderSource() = default;

void FolderSource::open() {
  watch_->open();
}
void FolderSource::close() {
  watch_->close();
}
FramePtr FolderSource::next(base::Milliseconds wait) {
  return watch_->next(wait);
}
SourceStatus FolderSource::status() const {
  return watch_->status();
}

}  // namespace einlass::scan
