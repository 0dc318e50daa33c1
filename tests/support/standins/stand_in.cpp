#include "tests/support/standins/stand_in.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::test {
namespace {

namespace json = boost::json;

int connected(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    throw std::runtime_error("the stand-in's control interface does not listen");
  }
  return socket;
}

void send_all(int socket, std::string_view text) {
  while (!text.empty()) {
    const auto sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("the stand-in has hung up");
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string all_from(int socket) {
  std::string text;
  std::array<char, 65'536> part{};
  for (auto size = ::read(socket, part.data(), part.size()); size > 0;
       size = ::read(socket, part.data(), part.size())) {
    text.append(part.data(), static_cast<std::size_t>(size));
  }
  return text;
}

// HTTP/1.0: the connection's end is the reply's.
std::string exchanged(int port, std::string_view request) {
  const int socket = connected(port);
  send_all(socket, request);
  std::string reply = all_from(socket);
  ::close(socket);
  return reply;
}

}  // namespace

StandIn::StandIn(const std::string& system)
    : process_(EINLASS_PYTHON, {"-B", EINLASS_STAND_INS "/standin.py", system}, {.reads_until_test_ends = true}),
      port_(std::stoi(process_.read_line())),
      control_port_(std::stoi(process_.read_line())) {}

std::string StandIn::url() const {
  return fmt::format("http://127.0.0.1:{}", port_);
}

void StandIn::load(const json::object& tables) {
  control("POST", "load", tables);
}

void StandIn::generate(int count, int seed) {
  change({{"generate", {{"count", count}, {"seed", seed}}}});
}

void StandIn::change(const json::object& changes) {
  control("POST", "change", changes);
}

json::object StandIn::state() {
  return control("GET", "state").as_object();
}

json::array StandIn::rows(std::string_view table) {
  return state().at(table).as_array();
}

void StandIn::reset() {
  control("POST", "reset");
}

std::int64_t StandIn::fault(const json::object& fault) {
  return control("POST", "faults", fault).at("id").as_int64();
}

void StandIn::clear_faults() {
  control("DELETE", "faults");
}

void StandIn::refuse_row(std::string_view id_or_email) {
  fault({{"kind", "refuse_row"}, {"row", id_or_email}});
}

void StandIn::go_away() {
  control("POST", "away");
}

void StandIn::come_back() {
  control("POST", "back");
}

void StandIn::set_now(std::int64_t unix_seconds) {
  control("POST", "clock", {{"now", unix_seconds}});
}

void StandIn::advance(std::int64_t seconds) {
  control("POST", "clock", {{"advance", seconds}});
}

std::int64_t StandIn::now() {
  return control("GET", "clock").at("now").to_number<std::int64_t>();
}

json::array StandIn::log() {
  return control("GET", "log").as_array();
}

std::size_t StandIn::calls(std::string_view method, std::string_view part_of_path) {
  const auto all = log();
  const auto count = std::ranges::count_if(all, [&](const json::value& call) {
    return call.at("method").as_string() == method &&
           call.at("path").as_string().find(part_of_path) != json::string::npos;
  });
  return static_cast<std::size_t>(count);
}

void StandIn::clear_log() {
  control("DELETE", "log");
}

json::value StandIn::control(std::string_view method, std::string_view name, const json::object& body) {
  const auto text = body.empty() ? std::string() : json::serialize(body);
  const auto reply = exchanged(control_port_, fmt::format("{} /_standin/{} HTTP/1.0\r\nContent-Length: {}\r\n\r\n{}",
                                                          method, name, text.size(), text));
  const auto head = reply.find("\r\n\r\n");
  if (head == std::string::npos) throw std::runtime_error("the stand-in gave no answer");
  const auto content = std::string_view(reply).substr(head + 4);
  if (reply.find(" 20") != reply.find(' ')) throw std::runtime_error(std::string(content));
  return content.empty() ? json::value() : json::parse(content);
}

}  // namespace einlass::test
