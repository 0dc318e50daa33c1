#include "tests/server/crm/raw_server.h"

#include <cstdlib>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::crm {
namespace {

std::size_t length_of_body(const std::string& head) {
  const auto at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : static_cast<std::size_t>(std::atoi(head.c_str() + at + 16));
}

// Nothing: the other side closed before it asked anything.
std::string read_request(int connection) {
  std::string text;
  char buffer[4096];
  while (true) {
    const auto end = text.find("\r\n\r\n");
    if (end != std::string::npos && text.size() >= end + 4 + length_of_body(text)) return text;
    const auto got = ::read(connection, buffer, sizeof buffer);
    if (got <= 0) return {};
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace

RawServer::RawServer(std::deque<std::string> answers)
    : listener_(::socket(AF_INET, SOCK_STREAM, 0)), answers_(std::move(answers)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, plain, size) != 0 || ::listen(listener_, 8) != 0 ||
      ::getsockname(listener_, plain, &size) != 0) {
    throw std::runtime_error("no port of the loopback is free");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

std::string RawServer::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

std::vector<std::string> RawServer::requests() {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void RawServer::keep_open() {
  keep_open_ = true;
}

void RawServer::serve() {
  std::vector<std::jthread> connections;
  while (true) {
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    connections.emplace_back([this, connection] {
      while (answer_one(connection)) {
      }
      ::close(connection);
    });
  }
}

bool RawServer::answer_one(int connection) {
  const auto request = read_request(connection);
  if (request.empty()) return false;
  const std::lock_guard lock(mutex_);
  requests_.push_back(request);
  if (answers_.empty() || answers_.front().empty()) {
    if (!answers_.empty()) answers_.pop_front();
    return false;
  }
  const auto answer = answers_.front();
  answers_.pop_front();
  return ::write(connection, answer.data(), answer.size()) > 0 && keep_open_;
}

}  // namespace einlass::crm
