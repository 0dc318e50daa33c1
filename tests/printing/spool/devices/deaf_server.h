// A printer at its worst: takes connections and bytes and never answers, or hangs up once it has a whole document. A
// thread of its own; ends with the object.
#pragma once

#include <atomic>
#include <string>
#include <thread>

namespace einlass::test {

class DeafServer {
 public:
  enum class Manner { Silent, TakesDocumentAndHangsUp };

  explicit DeafServer(Manner manner);
  ~DeafServer();
  DeafServer(const DeafServer&) = delete;
  DeafServer& operator=(const DeafServer&) = delete;

  std::string uri() const;
  bool has_document() const;

 private:
  void serve();
  void talk_with(int caller);

  Manner manner_;
  int listener_;
  std::atomic<bool> saw_end_of_document_{false};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace einlass::test
