#include "server/pages/pages_endpoint.h"

#include "server/pages/headers.h"
#include "server/pages/session_cookie.h"

#include <utility>

#include <boost/json.hpp>

namespace einlass::pages {

PageFiles files_of(const ServedFiles& served) {
  PageFiles files(served.pages);
  if (served.ca_certificate.empty()) return files;
  // Not as an attachment: a phone that only keeps the file does not offer to trust it.
  files.add(ca_path, "application/x-x509-ca-cert", served.ca_certificate);
  files.add(ca_fingerprint_path, "application/json",
            boost::json::serialize(boost::json::object{{"fingerprint", served.ca_fingerprint}, {"path", ca_path}}));
  return files;
}

void PagesEndpoint::on_http(const net::HttpRequest& request, const Reply& reply) {
  const Reply dressed = [reply](net::HttpResponse response) {
    add_page_headers(response);
    reply(std::move(response));
  };
  const auto path = request.target.substr(0, request.target.find('?'));
  if (!path.starts_with("/api/") || path == ca_fingerprint_path) return dressed(files_.answer(request, path));
  auto visit = admit_visit(request, dressed);
  if (!visit) return;
  const auto shared = std::make_shared<Visit>(*std::move(visit));
  if (!sign_in_.take(shared)) api_.answer(shared);
}

std::size_t body_limit(const net::HttpRequest& head, std::size_t usual) {
  const auto target = parse_target(head.target);
  if (!target) return usual;
  const auto found = find_route(head.method, *target);
  const bool takes_upload = found.route != nullptr && found.route->takes_upload;
  return takes_upload && session_token_in(head) ? largest_upload : usual;
}

}  // namespace einlass::pages
