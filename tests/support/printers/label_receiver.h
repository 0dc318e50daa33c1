// The network side of a label printer (port 9100 of most): takes whatever a driver sends and keeps it, one label per
// connection. One test's thread.
#pragma once

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

  std::string uri() const;  // socket://127.0.0.1:…
  std::vector<std::string> received() const;

 private:
  void serve();

  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> received_;
  std::thread thread_;
};

}  // namespace einlass::test
