// Headers of requests and answers. Pure; any thread.
#pragma once

#include "core/net/http.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::pages {

// Names compare without regard to case (RFC 9110 §5.1).
std::vector<std::string_view> headers_named(const net::HttpRequest& request, std::string_view name);
std::string_view header(const net::HttpRequest& request, std::string_view name);  // the first; empty: none

// "application/json; charset=utf-8" → is "application/json".
bool has_content_type(const net::HttpRequest& request, std::string_view type);

// Whether the browser says that another site's page sends this request (Origin, RFC 6454 §7; Sec-Fetch-Site).
bool is_from_another_site(const net::HttpRequest& request);

// What every answer to a browser carries: nothing from elsewhere is loaded, framed or told.
void add_page_headers(net::HttpResponse& response);

}  // namespace einlass::pages
