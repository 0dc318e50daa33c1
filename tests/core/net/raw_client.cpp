#include "tests/core/net/raw_client.h"

#include <array>
#include <csignal>

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::net {

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

RawClient::~RawClient() {
  SSL_free(tls_);
  SSL_CTX_free(context_);
  ::close(socket_);
}

bool RawClient::shake_hands(int newest, const std::string& server_name) {
  context_ = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_security_level(context_, 0);  // else the client itself would refuse old versions
  if (newest != 0) SSL_CTX_set_max_proto_version(context_, newest);
  tls_ = SSL_new(context_);
  SSL_set_fd(tls_, socket_);
  if (!server_name.empty()) SSL_set_tlsext_host_name(tls_, server_name.c_str());
  return SSL_connect(tls_) == 1;
}

std::string RawClient::shown_certificate() const {
  BIO* pem = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(pem, SSL_get0_peer_certificate(tls_));
  char* text = nullptr;
  const auto size = BIO_get_mem_data(pem, &text);
  std::string shown(text, static_cast<std::size_t>(size));
  BIO_free(pem);
  return shown;
}

bool RawClient::write(const std::string& bytes) {
  if (tls_ == nullptr) return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0;
  return bytes.empty() || SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size())) > 0;
}

long RawClient::read_some(char* into, std::size_t most) {
  errno = 0;
  if (tls_ != nullptr) return SSL_read(tls_, into, static_cast<int>(most));
  return ::recv(socket_, into, most, 0);
}

std::string RawClient::read_until(const std::string& end) {
  std::string all;
  char next = 0;
  while (!all.ends_with(end) && read_some(&next, 1) == 1) all += next;
  return all;
}

void RawClient::say_goodbye() {
  SSL_shutdown(tls_);
}

std::string RawClient::read_to_end() {
  std::string all;
  std::array<char, 4096> part{};
  for (auto size = read_some(part.data(), part.size()); size > 0; size = read_some(part.data(), part.size())) {
    all.append(part.data(), static_cast<std::size_t>(size));
  }
  closed_ = errno != EAGAIN && errno != EWOULDBLOCK;
  return all;
}

}  // namespace einlass::net
