// The network side of a label printer (port 9100 of most): takes whatever a driver sends and keeps it, one label per
// connection; connections without a byte are looks whether it is on. One test's thread.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace einlass::test {

class LabelReceiver {
 public:
  LabelReceiver();
  ~LabelReceiver();
  LabelReceiver(const LabelReceiver&) = delete;
  LabelReceiver& operator=(const LabelReceiver&) = delete;

  std::string uri() const;                    // socket://127.0.0.1:…
  std::vector<std::string> received() const;  // whole labels

  void vanish();        // off, or no network: nobody answers
  void refuse();        // nobody listens, though somebody answers
  void come_back();     // ends both
  void stop_reading();  // out of labels: takes connections, and nothing from them
  void read_on();
  void cut();                                   // hangs up in the middle of the next label
  bool has_caller() const { return calling_; }  // somebody is connected

 private:
  enum class Manner { Reads, Waits, Cuts };

  void open();
  void close();
  void serve();
  void talk_with(int caller);

  int listener_ = -1;
  int port_ = 0;
  std::vector<int> crowd_;  // fills the queue of connections: whoever comes next is not even refused
  std::atomic<Manner> manner_{Manner::Reads};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> calling_{false};
  mutable std::mutex mutex_;
  std::vector<std::string> received_;
  std::thread thread_;
};

}  // namespace einlass::test
