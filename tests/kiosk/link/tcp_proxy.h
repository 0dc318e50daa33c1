// A wire between kiosk and server that the test can hold: bytes wait in it, neither lost nor delivered.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace einlass::link {

class TcpProxy {
 public:
  explicit TcpProxy(std::uint16_t server_port);  // on loopback, a free port of its own
  ~TcpProxy();
  TcpProxy(const TcpProxy&) = delete;
  TcpProxy& operator=(const TcpProxy&) = delete;

  std::uint16_t port() const { return port_; }
  void hold() { held_ = requests_held_ = true; }
  void hold_requests() { requests_held_ = true; }  // what the kiosk sends; it still hears the server
  void let_go() { held_ = requests_held_ = false; }

 private:
  struct Pair {
    int kiosk = -1;
    int server = -1;
  };
  void run();
  void accept_one();
  static bool pass(int from, int to);

  std::uint16_t server_port_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  std::atomic<bool> held_ = false;
  std::atomic<bool> requests_held_ = false;
  std::atomic<bool> ending_ = false;
  std::vector<Pair> pairs_;  // of the thread
  std::thread thread_;
};

}  // namespace einlass::link
