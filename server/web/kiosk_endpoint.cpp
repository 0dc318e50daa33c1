#include "server/web/kiosk_endpoint.h"

#include "core/wire/messages.h"

#include <memory>
#include <utility>

#include <boost/json.hpp>

namespace einlass::web {

namespace json = boost::json;

void KioskEndpoint::on_http(net::HttpRequest request, std::function<void(net::HttpResponse)> reply) {
  const auto path = request.target.substr(0, request.target.find('?'));
  if (path != "/healthz") {
    return reply({.status = 404, .body = R"({"error":"There is no such page."})"});
  }
  if (request.method != "GET" && request.method != "HEAD") {
    return reply({.status = 405, .body = R"({"error":"Only GET is understood here."})"});
  }
  thread_.post([this, reply = std::move(reply)] { reply(health()); });
}

net::HttpResponse KioskEndpoint::health() const {
  json::object state{{"status", "ok"}, {"software", software_}, {"kiosks", sessions_.count()}};
  const auto failure = thread_.last_failure();
  if (failure) state["status"] = "cannot write";
  return {.status = failure ? 503U : 200U, .body = json::serialize(state)};
}

void KioskEndpoint::on_open(net::SessionId id, const net::SessionOpened& opened) {
  thread_.post([this, id, opened] { sessions_.opened(id, opened); });
}

void KioskEndpoint::on_message(net::SessionId id, std::string text) {
  auto message = std::make_shared<base::Result<wire::Message>>(wire::decode(text));
  thread_.post([this, id, message = std::move(message)] { sessions_.received(id, std::move(*message)); });
}

void KioskEndpoint::on_close(net::SessionId id) {
  thread_.post([this, id] { sessions_.closed(id); });
}

}  // namespace einlass::web
