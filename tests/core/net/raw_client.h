// A client that misbehaves at the level of TCP or TLS, on blocking sockets of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

struct ssl_st;
struct ssl_ctx_st;

namespace einlass::net {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False: the handshake failed. `newest` is an OpenSSL version number; 0: any. `server_name`: what it asks for.
  bool shake_hands(int newest = 0, const std::string& server_name = {});
  std::string shown_certificate() const;  // the server's own, as PEM
  bool write(const std::string& bytes);   // false: the server has closed
  // Until what has come ends in `end`, or nothing more comes; what was not returned before.
  std::string read_until(const std::string& end);
  // Says that it leaves (TLS close_notify); the destructor just hangs up.
  void say_goodbye();
  // What comes until the server closes, over TLS if hands were shaken; gives up after ten seconds.
  std::string read_to_end();
  // The server closed, rather than the patience of read_to_end() ran out.
  bool was_closed() const { return closed_; }

 private:
  long read_some(char* into, std::size_t most);

  int socket_ = -1;
  ssl_ctx_st* context_ = nullptr;
  ssl_st* tls_ = nullptr;
  bool closed_ = false;
};

}  // namespace einlass::net
