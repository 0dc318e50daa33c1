// Requests to one connector's system over libcurl: spaced as its limits say, bounded in time and size, without
// following redirects. Blocks; one thread. Logs method, path and status, never a query, a header or a body.
#pragma once

#include "core/base/error.h"
#include "core/settings/connector_settings.h"
#include "server/crm/pace.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::crm {

enum class Method { Get, Post, Put, Delete };

struct HttpHeader {
  std::string name;
  std::string value;
};

struct HttpRequest {
  Method method = Method::Get;
  std::string path;  // behind the connector's url: "/customers?page=1"; it can lead to no other host
  std::string body{};
  std::string content_type = "application/json";  // of the body
  std::vector<HttpHeader> headers{};
  bool acts = false;  // although it is a GET: it must go out once
};

struct HttpReply {
  int status = 0;
  std::string body;
  std::map<std::string, std::string> headers;  // names in lower case
  std::optional<base::Milliseconds> retry_after{};

  bool ok() const { return 200 <= status && status < 300; }
  bool is_json() const;                               // errors come as HTML pages, too
  std::string header(const std::string& name) const;  // empty: it has none
};

// Whether the other side may have acted on a request that has no answer.
enum class Sent { No, Unsure };

struct NoReply {
  Sent sent = Sent::No;
  base::Error why;              // Unavailable, Timeout, InvalidInput (settings, answer too long); one sentence
  base::Milliseconds pause{0};  // at least, where the connector asked for one
};

using HttpOutcome = tl::expected<HttpReply, NoReply>;

// Whose trouble a status is, where the system's own words say nothing else.
enum class Trouble {
  None,
  Row,     // this request will never be taken: 400, 404, 409, 422 …
  Moment,  // later perhaps: 408, 425, 429, 5xx; 409 that says when, as pretix does while something is locked
  Target   // no request will be taken until a person acts: 401, 403, and 3xx, as the address is wrong
};
Trouble trouble_of(int status, bool says_when = false);  // in Retry-After

// Seconds or a date (RFC 9110 §10.2.3). Nothing: it says neither; never below zero.
std::optional<base::Milliseconds> parse_retry_after(const std::string& value, base::Instant now);

// When it answered, by its own clock where it says that (RFC 9110 §6.6.1).
base::Instant answered_at(const HttpReply& reply, base::Instant now);

std::string percent_encoded(std::string_view text);                                // for a part of a path or a query
HttpHeader basic_authorization(std::string_view user, std::string_view password);  // RFC 7617

class HttpClient {
 public:
  // `always` goes out with every request: who we are.
  HttpClient(settings::ConnectorSettings connector, std::vector<HttpHeader> always, Turns turns);
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

  // One attempt, after as long a pause as limits and earlier answers ask for. Ends within about a second once nobody
  // waits any more (Waiting::is_stopped()).
  HttpOutcome send(const HttpRequest& request);

  // For what may be asked again: up to `attempts`, with growing pauses, while the trouble is one of the moment. Any
  // other status is an answer.
  base::Result<HttpReply> ask(const HttpRequest& request, int attempts = 5);

  const settings::ConnectorSettings& connector() const;
  Waiting& waiting();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace einlass::crm
