// What headers and statuses say. Pure.
#include "server/crm/http_client.h"

#include <algorithm>
#include <charconv>

#include <curl/curl.h>
#include <fmt/format.h>
#include <sodium.h>

namespace einlass::crm {

bool HttpReply::is_json() const {
  const auto type = header("content-type");
  return type.starts_with("application/json") || type.find("+json") != std::string::npos;
}

std::string HttpReply::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

Trouble trouble_of(int status, bool says_when) {
  constexpr int conflict = 409;
  if (200 <= status && status < 300) return Trouble::None;
  if (status < 400 || status == 401 || status == 403) return Trouble::Target;
  if (status == 408 || status == 425 || status == 429 || status >= 500 || (status == conflict && says_when))
    return Trouble::Moment;
  return Trouble::Row;
}

std::optional<base::Milliseconds> parse_retry_after(const std::string& value, base::Instant now) {
  constexpr std::int64_t longest = 24 * 3600;
  std::int64_t seconds = 0;
  const auto [stop, failed] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (failed != std::errc() || stop != value.data() + value.size()) {
    const auto date = ::curl_getdate(value.c_str(), nullptr);
    if (date < 0) return {};
    seconds = date - now.unix_ms() / 1000;
  }
  return base::Milliseconds(std::clamp<std::int64_t>(seconds, 0, longest) * 1000);
}

base::Instant answered_at(const HttpReply& reply, base::Instant now) {
  const auto date = ::curl_getdate(reply.header("date").c_str(), nullptr);
  return date < 0 ? now : base::Instant::from_unix_ms(static_cast<std::int64_t>(date) * 1000);
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

HttpHeader basic_authorization(std::string_view user, std::string_view password) {
  const std::string pair = fmt::format("{}:{}", user, password);
  std::string text(sodium_base64_ENCODED_LEN(pair.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  ::sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(pair.data()), pair.size(),
                      sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its terminating zero
  return {.name = "Authorization", .value = "Basic " + text};
}

}  // namespace einlass::crm
