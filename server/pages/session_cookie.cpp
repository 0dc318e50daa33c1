#include "server/pages/session_cookie.h"

#include "server/pages/headers.h"

#include <fmt/format.h>

namespace einlass::pages {
namespace {

constexpr std::string_view attributes = "Path=/; Secure; HttpOnly; SameSite=Strict";
// As long as a session lasts at most (docs/pages.md, Signing in); the server ends it earlier by itself.
constexpr int longest_session_s = 14 * 24 * 60 * 60;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<std::string_view> value_of(std::string_view pair) {
  pair = trimmed(pair);
  if (!pair.starts_with(session_cookie_name)) return std::nullopt;
  pair.remove_prefix(session_cookie_name.size());
  if (!pair.starts_with('=')) return std::nullopt;
  return pair.substr(1);
}

}  // namespace

std::optional<std::string> session_token_in(const net::HttpRequest& request) {
  std::optional<std::string> token;
  for (std::string_view rest : headers_named(request, "Cookie")) {
    while (!rest.empty()) {
      const auto end = rest.find(';');
      const auto value = value_of(rest.substr(0, end));
      if (value && token && *token != *value) return std::nullopt;
      if (value) token = *value;
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
  }
  return token;
}

std::string session_cookie(std::string_view token) {
  return fmt::format("{}={}; Max-Age={}; {}", session_cookie_name, token, longest_session_s, attributes);
}

std::string no_session_cookie() {
  return fmt::format("{}=; Max-Age=0; {}", session_cookie_name, attributes);
}

}  // namespace einlass::pages
