#include "server/web/venue_endpoint.h"

#include "core/wire/messages.h"

#include <memory>
#include <utility>

#include <boost/json.hpp>

namespace einlass::web {

namespace json = boost::json;

void VenueEndpoint::on_http(net::HttpRequest request, std::function<void(net::HttpResponse)> reply) {
  const auto path = request.target.substr(0, request.target.find('?'));
  if (path != "/healthz") return parts_.pages.on_http(request, reply);
  if (request.method != "GET" && request.method != "HEAD") {
    return reply({.status = 405, .body = R"({"error":"Only GET is understood here."})"});
  }
  parts_.thread.post([this, reply = std::move(reply)] { reply(health()); });
}

net::HttpResponse VenueEndpoint::health() const {
  json::object state{{"status", "ok"}, {"software", software_}, {"kiosks", parts_.sessions.count()}};
  const auto failure = parts_.thread.last_failure();
  if (failure) state["status"] = "cannot write";
  return {.status = failure ? 503U : 200U, .body = json::serialize(state)};
}

void VenueEndpoint::on_stream_closed(net::SessionId id) {
  parts_.pages.feed().closed(id);
}

void VenueEndpoint::on_open(net::SessionId id, const net::SessionOpened& opened) {
  parts_.thread.post([this, id, opened] { parts_.sessions.opened(id, opened); });
}

void VenueEndpoint::on_message(net::SessionId id, std::string text) {
  auto message = std::make_shared<base::Result<wire::Message>>(wire::decode(text));
  parts_.thread.post([this, id, message = std::move(message)] { parts_.sessions.received(id, std::move(*message)); });
}

void VenueEndpoint::on_close(net::SessionId id) {
  parts_.thread.post([this, id] { parts_.sessions.closed(id); });
}

}  // namespace einlass::web
