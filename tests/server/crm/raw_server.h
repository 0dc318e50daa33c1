// A server on the loopback that says word for word what a test wrote down for it. Clients are gone before it is.
#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace einlass::crm {

class RawServer {
 public:
  // One text per request: sent as it is, then the connection is closed. Empty: closed without a word.
  explicit RawServer(std::deque<std::string> answers);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::string url() const;
  std::vector<std::string> requests();  // head and body, as they came
  void keep_open();                     // connections stay open after an answer that is not empty

 private:
  void serve();
  bool answer_one(int connection);

  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  std::deque<std::string> answers_;
  std::vector<std::string> requests_;
  bool keep_open_ = false;
  std::thread thread_;
};

inline std::string http(int status, const std::string& headers, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) + " x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         headers + "\r\n" + body;
}

}  // namespace einlass::crm
