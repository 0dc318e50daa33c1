#include "server/pages/headers.h"

#include <boost/algorithm/string/predicate.hpp>

namespace einlass::pages {
namespace {

// 'wasm-unsafe-eval': the scanner of the host page is WebAssembly. No inline script or style anywhere.
constexpr auto content_security_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

}  // namespace

std::vector<std::string_view> headers_named(const net::HttpRequest& request, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& [each, value] : request.headers) {
    if (boost::algorithm::iequals(each, name)) values.emplace_back(value);
  }
  return values;
}

std::string_view header(const net::HttpRequest& request, std::string_view name) {
  const auto values = headers_named(request, name);
  return values.empty() ? std::string_view() : values.front();
}

bool has_content_type(const net::HttpRequest& request, std::string_view type) {
  const auto given = header(request, "Content-Type");
  return boost::algorithm::iequals(given.substr(0, given.find(';')), type);
}

bool is_from_another_site(const net::HttpRequest& request) {
  const auto site = header(request, "Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const auto origin = header(request, "Origin");
  return !origin.empty() && origin != "https://" + std::string(header(request, "Host"));
}

void add_page_headers(net::HttpResponse& response) {
  const net::HttpHeaders always{{"Content-Security-Policy", content_security_policy},
                                {"Referrer-Policy", "no-referrer"},
                                {"X-Frame-Options", "DENY"},
                                {"Cross-Origin-Opener-Policy", "same-origin"},
                                {"Cross-Origin-Resource-Policy", "same-origin"},
                                {"Permissions-Policy", "camera=(self), microphone=(), geolocation=()"}};
  response.headers.insert(response.headers.end(), always.begin(), always.end());
}

}  // namespace einlass::pages
