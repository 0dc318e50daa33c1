#include "core/net/port_state.h"

#include <list>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace einlass::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

PortState state_of_port(const std::string& host, std::uint16_t port, base::Milliseconds patience) {
  asio::io_context io;
  error_code unknown;
  const auto endpoints = tcp::resolver(io).resolve(host, std::to_string(port), unknown);
  if (unknown) return PortState::Silent;
  auto state = PortState::Silent;
  std::list<tcp::socket> attempts;
  for (const auto& endpoint : endpoints) {
    attempts.emplace_back(io).async_connect(endpoint, [&](const error_code& failed) {
      if (failed == asio::error::connection_refused && state == PortState::Silent) state = PortState::Refusing;
      if (failed) return;
      state = PortState::Open;
      io.stop();
    });
  }
  io.run_for(patience);
  return state;
}

}  // namespace einlass::net
