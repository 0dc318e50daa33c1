// The cookie that a signed-in browser shows (RFC 6265bis): never readable by scripts, never sent along by other sites.
// Pure; any thread.
#pragma once

#include "core/net/http.h"

#include <optional>
#include <string>
#include <string_view>

namespace einlass::pages {

// The prefix makes browsers refuse the cookie unless it is Secure, for this host alone and for all its paths.
inline constexpr std::string_view session_cookie_name = "__Host-einlass";

// Nothing: there is none, or there are two with different values, one of which somebody else has put there.
std::optional<std::string> session_token_in(const net::HttpRequest& request);

std::string session_cookie(std::string_view token);  // a value of Set-Cookie
std::string no_session_cookie();                     // likewise: the browser forgets it

}  // namespace einlass::pages
