// HTTP messages as plain values.
#pragma once

#include "core/net/body_source.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace einlass::net {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;  // "GET"
  std::string target;  // "/healthz?x=1"
  HttpHeaders headers;
  std::string body;
  std::string peer;  // IP address; empty on the client
};

enum class SessionId : std::uint64_t {};  // of one WebSocket or event stream; never used again

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  HttpHeaders headers{};               // further ones, such as Set-Cookie; over those that every response has
  std::optional<BodySource> source{};  // instead of `body`: what is too long to be held in memory
  // Set by a handler of TlsServer: the answer stays open after header and body, for server-sent events. Called on the
  // server's thread, once, as soon as pieces can be sent under this id; never for HEAD, nor where the peer has gone.
  std::function<void(SessionId)> stream{};
};

}  // namespace einlass::net
