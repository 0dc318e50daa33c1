// HTTP messages as plain values.
#pragma once

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

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  HttpHeaders headers{};  // further ones, such as Set-Cookie; over those that every response has
};

}  // namespace einlass::net
