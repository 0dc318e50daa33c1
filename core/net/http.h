// HTTP messages as plain values.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace einlass::net {

struct HttpRequest {
  std::string method;  // "GET"
  std::string target;  // "/healthz?x=1"
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string peer;  // IP address; empty on the client
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
};

}  // namespace einlass::net
