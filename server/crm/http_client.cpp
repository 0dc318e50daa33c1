#include "server/crm/http_client.h"

#include "core/base/log.h"
#include "core/base/text_fold.h"
#include "core/sync/backoff.h"

#include <algorithm>
#include <random>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::ErrorKind;
using base::Milliseconds;

struct CurlClosed {
  void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
};
struct ListFreed {
  void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, CurlClosed>;
using HeaderList = std::unique_ptr<curl_slist, ListFreed>;

void start_curl_once() {
  [[maybe_unused]] static const CURLcode started = ::curl_global_init(CURL_GLOBAL_DEFAULT);
}

std::string_view word(Method method) {
  switch (method) {
    case Method::Get:
      return "GET";
    case Method::Post:
      return "POST";
    case Method::Put:
      return "PUT";
    case Method::Delete:
      return "DELETE";
  }
  return {};
}

// What arrives, while it arrives.
struct Arriving {
  HttpReply reply;
  std::size_t limit = 0;
  bool too_long = false;
};

std::size_t take_body(char* data, std::size_t /*one*/, std::size_t size, void* user) {
  auto& arriving = *static_cast<Arriving*>(user);
  arriving.too_long = arriving.reply.body.size() + size > arriving.limit;
  if (arriving.too_long) return 0;
  arriving.reply.body.append(data, size);
  return size;
}

std::size_t take_header(char* data, std::size_t /*one*/, std::size_t size, void* user) {
  auto& reply = static_cast<Arriving*>(user)->reply;
  const std::string_view line(data, size);
  if (line.starts_with("HTTP/")) reply.headers.clear();  // of a proxy, or 100 Continue
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  const auto name = base::lower_ascii(line.substr(0, colon));
  const auto begin = line.find_first_not_of(" \t", colon + 1);
  const auto end = line.find_last_not_of(" \t\r\n");
  const bool empty = begin == std::string_view::npos || end < begin;
  reply.headers[name] = empty ? std::string() : std::string(line.substr(begin, end - begin + 1));
  return size;
}

HeaderList header_list(const std::vector<HttpHeader>& always, const HttpRequest& request) {
  HeaderList list;
  const auto add = [&](const HttpHeader& header) {
    list.reset(::curl_slist_append(list.release(), (header.name + ": " + header.value).c_str()));
  };
  add({"Accept", "application/json"});
  add({"Expect", ""});  // no question before a body: many servers never answer it
  if (!request.body.empty()) add({"Content-Type", request.content_type});
  for (const auto& header : always) add(header);
  for (const auto& header : request.headers) add(header);
  return list;
}

ErrorKind kind_of(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return ErrorKind::Timeout;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION:
      return ErrorKind::InvalidInput;
    default:
      return ErrorKind::Unavailable;
  }
}

std::string advice(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return "it is tried again later";
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return "correct its \"url\"";
    case CURLE_SSL_CACERT_BADFILE:
      return "its \"ca_file\" cannot be used";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "its certificate is not trusted; name its issuer in \"ca_file\"";
    case CURLE_ABORTED_BY_CALLBACK:
      return "this server stops, and asks again when it is back";
    default:
      return "look at the network, its address and its proxy";
  }
}

// By curl while a request is under way, once a second at least.
int give_up(void* user, curl_off_t /*to_come*/, curl_off_t /*came*/, curl_off_t /*to_go*/, curl_off_t /*went*/) {
  return static_cast<const Waiting*>(user)->is_stopped() ? 1 : 0;
}

std::string path_only(const std::string& path) {
  return path.substr(0, path.find('?'));
}

}  // namespace

struct HttpClient::Impl {
  settings::ConnectorSettings connector;
  std::vector<HttpHeader> always;
  Turns turns;
  Curl curl{};
  std::mt19937 chance{std::random_device()()};

  void set_way(const HttpRequest& request) const;
  void set_content(const HttpRequest& request) const;
  HttpOutcome perform(const HttpRequest& request);
  HttpOutcome failure(CURLcode code, const Arriving& arriving) const;
  NoReply put_off() const;
  Milliseconds spacing() const { return Milliseconds(60'000 / connector.requests_per_minute); }
  // In milliseconds; to curl 0 would be no limit.
  long at_most_left(int seconds) const {
    const Milliseconds usual = std::chrono::seconds(seconds);
    return std::max<long>(1, std::min(usual, turns.waiting->left().value_or(usual)).count());
  }
  double random() { return std::uniform_real_distribution<double>(0, 1)(chance); }
};

void HttpClient::Impl::set_way(const HttpRequest& request) const {
  CURL* const handle = curl.get();
  ::curl_easy_reset(handle);
  ::curl_easy_setopt(handle, CURLOPT_URL, (connector.url + request.path).c_str());
  ::curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  ::curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  ::curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(handle, CURLOPT_PROXY, connector.proxy.c_str());
  ::curl_easy_setopt(handle, CURLOPT_NOPROXY, "");  // the environment may not say otherwise
  ::curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  ::curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, at_most_left(connector.connect_seconds));
  ::curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, at_most_left(connector.reply_seconds));
  ::curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  ::curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
  if (!connector.ca_file.empty()) ::curl_easy_setopt(handle, CURLOPT_CAINFO, connector.ca_file.c_str());
  // On a kept connection that turns out to be dead curl sends again by itself; a write must go out once.
  ::curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, request.method == Method::Get && !request.acts ? 0L : 1L);
}

void HttpClient::Impl::set_content(const HttpRequest& request) const {
  CURL* const handle = curl.get();
  if (request.method == Method::Get) {
    ::curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    return;
  }
  if (request.method != Method::Delete || !request.body.empty()) {
    ::curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    ::curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
  }
  ::curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, std::string(word(request.method)).c_str());
}

HttpOutcome HttpClient::Impl::failure(CURLcode code, const Arriving& arriving) const {
  long sent_bytes = 0;
  ::curl_easy_getinfo(curl.get(), CURLINFO_REQUEST_SIZE, &sent_bytes);
  const auto sent = sent_bytes > 0 ? Sent::Unsure : Sent::No;
  if (arriving.too_long) {
    return tl::make_unexpected(
        NoReply{sent,
                {ErrorKind::InvalidInput, fmt::format("The connector \"{}\" answered with more than {} MiB; choose a "
                                                      "smaller \"page_size\" or a larger \"reply_mib\".",
                                                      connector.name, connector.reply_mib)}});
  }
  return tl::make_unexpected(
      NoReply{sent,
              {kind_of(code), fmt::format("The connector \"{}\" does not answer ({}); {}.", connector.name,
                                          ::curl_easy_strerror(code), advice(code))}});
}

HttpOutcome HttpClient::Impl::perform(const HttpRequest& request) {
  Arriving arriving{.limit = static_cast<std::size_t>(connector.reply_mib) << 20U};
  const auto headers = header_list(always, request);
  set_way(request);
  set_content(request);
  CURL* const handle = curl.get();
  ::curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  ::curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &take_body);
  ::curl_easy_setopt(handle, CURLOPT_WRITEDATA, &arriving);
  ::curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &take_header);
  ::curl_easy_setopt(handle, CURLOPT_HEADERDATA, &arriving);
  ::curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  ::curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &give_up);
  ::curl_easy_setopt(handle, CURLOPT_XFERINFODATA, turns.waiting);
  const auto code = ::curl_easy_perform(handle);
  if (code != CURLE_OK) return failure(code, arriving);
  long status = 0;
  ::curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  arriving.reply.status = static_cast<int>(status);
  arriving.reply.retry_after =
      parse_retry_after(arriving.reply.header("retry-after"), answered_at(arriving.reply, turns.waiting->now()));
  return std::move(arriving.reply);
}

HttpClient::HttpClient(settings::ConnectorSettings connector, std::vector<HttpHeader> always, Turns turns)
    : impl_(new Impl{.connector = std::move(connector), .always = std::move(always), .turns = std::move(turns)}) {
  start_curl_once();
  impl_->curl.reset(::curl_easy_init());
}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

const settings::ConnectorSettings& HttpClient::connector() const {
  return impl_->connector;
}
Waiting& HttpClient::waiting() {
  return *impl_->turns.waiting;
}

NoReply HttpClient::Impl::put_off() const {
  const auto now = turns.waiting->now();
  const auto pause = turns.pace->free_at(now, spacing()) - now;
  const auto wanted = std::max(pause, turns.pace->wanted_until() - now);
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(wanted).count();
  const auto why =
      minutes > 1
          ? fmt::format("The connector \"{}\" wants a pause of {} minutes; it is asked again later.", connector.name,
                        minutes)
          : fmt::format("The connector \"{}\" wants a pause, or this server stops; ask again later.", connector.name);
  return {Sent::No, {ErrorKind::Unavailable, why}, pause};
}

HttpOutcome HttpClient::send(const HttpRequest& request) {
  auto& [waiting, pace] = impl_->turns;
  const auto spacing = impl_->spacing();
  do {
    if (!waiting->wait_until(pace->free_at(waiting->now(), spacing))) return tl::make_unexpected(impl_->put_off());
  } while (!pace->take(waiting->now(), spacing));
  auto outcome = impl_->perform(request);
  const auto status = outcome ? outcome->status : 0;
  base::log_debug("connector {}: {} {} -> {}", impl_->connector.name, word(request.method), path_only(request.path),
                  status);
  if (!outcome) return outcome;
  if (const auto until = pace->note(status, outcome->retry_after, waiting->now())) waiting->note_pause(*until);
  return outcome;
}

base::Result<HttpReply> HttpClient::ask(const HttpRequest& request, int attempts) {
  sync::Backoff backoff(Milliseconds(1'000), Milliseconds(60'000));
  for (int attempt = 1;; ++attempt) {
    auto outcome = send(request);
    if (outcome && trouble_of(outcome->status, outcome->retry_after.has_value()) != Trouble::Moment)
      return *std::move(outcome);
    const auto why = outcome ? base::Error{ErrorKind::Unavailable,
                                           fmt::format("The connector \"{}\" cannot answer now (HTTP {}); it is tried "
                                                       "again later.",
                                                       impl_->connector.name, outcome->status)}
                             : outcome.error().why;
    // A pause that nobody waits for is not over at the next attempt either.
    const bool is_put_off = !outcome && outcome.error().pause > Milliseconds(0);
    if (why.kind == ErrorKind::InvalidInput || is_put_off || attempt >= attempts) return tl::make_unexpected(why);
    auto& waiting = this->waiting();
    if (!waiting.wait_until(waiting.now() + backoff.next(impl_->random()))) return tl::make_unexpected(why);
  }
}

}  // namespace einlass::crm
