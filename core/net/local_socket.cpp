#include "core/net/local_socket.h"

#include "core/base/log.h"
#include "core/net/asio_tls.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace einlass::net {
namespace {

namespace asio = boost::asio;
using asio::local::stream_protocol;
using base::ErrorKind;
using boost::system::error_code;

bool fits(const std::filesystem::path& path) {
  return path.native().size() < sizeof(sockaddr_un::sun_path);
}

tl::unexpected<base::Error> too_long(const std::filesystem::path& path) {
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("The path {} is too long for a socket ({} bytes at most); use a state directory with a "
                                "shorter path.",
                                path.string(), sizeof(sockaddr_un::sun_path) - 1));
}

// A line that came, or is to be waited for, on the server's side.
struct PendingLine {
  explicit PendingLine(asio::io_context& io) : arrived(io, asio::steady_timer::time_point::max()) {}
  asio::steady_timer arrived;  // cancelled when the line is here
  std::optional<LocalAnswer> answer;
};

constexpr std::size_t answer_piece = 256 * 1024;

}  // namespace

class LocalServer::Impl {
 public:
  Impl(std::filesystem::path path, Handler handler, const LocalLimits& limits)
      : shared_(std::make_shared<Shared>()),
        path_(std::move(path)),
        handler_(std::move(handler)),
        limits_(limits),
        acceptor_(shared_->io) {}

  ~Impl() {
    shared_->io.stop();
    if (!thread_.joinable()) return;
    thread_.join();
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  base::Result<void> start() {
    if (!fits(path_)) return too_long(path_);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
    error_code failed;
    acceptor_.open(stream_protocol(), failed);
    // Before bind: the file never exists with another mode (Linux takes it from the socket).
    if (!failed && ::fchmod(acceptor_.native_handle(), 0600) != 0) failed = {errno, boost::system::system_category()};
    if (!failed) acceptor_.bind(stream_protocol::endpoint(path_.string()), failed);
    if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
    if (failed) {
      return base::fail(ErrorKind::Storage,
                        fmt::format("The socket {} cannot be made: {}; check the directory's owner.", path_.string(),
                                    failed.message()));
    }
    asio::co_spawn(shared_->io, accept_connections(), asio::detached);
    thread_ = std::thread([io = &shared_->io] { io->run(); });
    return {};
  }

 private:
  struct Shared {
    asio::io_context io{1};
  };

  asio::awaitable<void> accept_connections() {
    while (true) {
      if (open_ >= limits_.connections) {
        co_await pause(base::Milliseconds(20));
        continue;
      }
      auto [failed, socket] = co_await acceptor_.async_accept(as_result);
      if (failed == asio::error::operation_aborted) co_return;
      if (failed) {  // out of file descriptors, or the peer has gone already
        base::log_warning("a command was not accepted: {}", failed.message());
        co_await pause(base::Milliseconds(100));
        continue;
      }
      ++open_;
      asio::co_spawn(shared_->io, serve(std::move(socket)), [this](const std::exception_ptr&) { --open_; });
    }
  }

  asio::awaitable<void> pause(base::Milliseconds wait) {
    asio::steady_timer timer(shared_->io, wait);
    co_await timer.async_wait(as_result);
  }

  asio::awaitable<void> serve(stream_protocol::socket socket) {
    std::string received;
    while (true) {
      const auto size = co_await read_line(socket, received);
      if (size == 0) co_return;
      std::string line = received.substr(0, size - 1);
      received.erase(0, size);
      auto answer = co_await ask_handler(std::move(line));
      answer.end.push_back('\n');
      if (!co_await write(socket, answer.begin)) co_return;
      if (answer.middle && !co_await write(socket, *answer.middle)) co_return;
      if (!co_await write(socket, answer.end)) co_return;
    }
  }

  // False: it is lost.
  asio::awaitable<bool> write(stream_protocol::socket& socket, const BodySource& source) {
    for (std::uint64_t offset = 0; offset < source.bytes;) {
      const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(answer_piece, source.bytes - offset));
      const auto piece = source.read(offset, wanted);
      if (piece.size() != wanted || !co_await write(socket, piece)) co_return false;
      offset += wanted;
    }
    co_return true;
  }

  // In pieces, each with its own time: a long answer to a slow reader takes as long as it takes. False: it is lost.
  asio::awaitable<bool> write(stream_protocol::socket& socket, const std::string& answer) {
    for (std::size_t sent = 0; sent < answer.size();) {
      const auto limit = closing_after(socket, limits_.write);
      auto [failed, size] = co_await socket.async_write_some(asio::buffer(answer) + sent, as_result);
      if (failed) co_return false;
      sent += size;
    }
    co_return true;
  }

  // Closes the socket unless it is destroyed before.
  asio::steady_timer closing_after(stream_protocol::socket& socket, base::Milliseconds wait) {
    asio::steady_timer limit(shared_->io, wait);
    limit.async_wait([&socket](const error_code& cancelled) {
      error_code ignored;
      if (!cancelled) socket.close(ignored);
    });
    return limit;
  }

  // The size of the line with its end; 0: the peer has gone, was silent too long, or sent too much.
  asio::awaitable<std::size_t> read_line(stream_protocol::socket& socket, std::string& received) {
    const auto limit = closing_after(socket, limits_.read);
    auto [failed, size] =
        co_await asio::async_read_until(socket, asio::dynamic_buffer(received, limits_.request_bytes), '\n', as_result);
    co_return failed ? 0 : size;
  }

  asio::awaitable<LocalAnswer> ask_handler(std::string line) {
    const auto pending = std::make_shared<PendingLine>(shared_->io);
    handler_(std::move(line), [weak = std::weak_ptr(shared_), waiting = std::weak_ptr(pending)](LocalAnswer answer) {
      const auto alive = weak.lock();
      if (!alive) return;
      asio::post(alive->io, [waiting, answer = std::move(answer)]() mutable {
        const auto asked = waiting.lock();
        if (!asked) return;
        asked->answer = std::move(answer);
        asked->arrived.cancel();
      });
    });
    co_await pending->arrived.async_wait(as_result);
    co_return pending->answer ? *std::move(pending->answer) : LocalAnswer(std::string());
  }

  std::shared_ptr<Shared> shared_;  // answers that come after the end find it gone
  std::filesystem::path path_;
  Handler handler_;
  LocalLimits limits_;
  stream_protocol::acceptor acceptor_;
  std::size_t open_ = 0;
  std::thread thread_;
};

LocalServer::LocalServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LocalServer::~LocalServer() = default;

base::Result<std::unique_ptr<LocalServer>> LocalServer::start(const std::filesystem::path& path, Handler handler,
                                                              const LocalLimits& limits) {
  auto impl = std::make_unique<Impl>(path, std::move(handler), limits);
  if (auto started = impl->start(); !started) return tl::make_unexpected(started.error());
  return std::unique_ptr<LocalServer>(new LocalServer(std::move(impl)));
}

namespace {

asio::awaitable<base::Result<void>> ask(stream_protocol::socket& socket, std::filesystem::path path, std::string line,
                                        const base::PieceTaker& take, std::size_t largest) {
  auto [absent] = co_await socket.async_connect(stream_protocol::endpoint(path.string()), as_result);
  if (absent) {
    co_return base::fail(ErrorKind::NotFound, fmt::format("No program listens on {}.", path.string()));
  }
  line.push_back('\n');
  auto [unsent, sent] = co_await asio::async_write(socket, asio::buffer(line), as_result);
  std::string received(answer_piece, '\0');
  for (std::size_t all = 0;;) {
    auto [lost, size] = co_await socket.async_read_some(asio::buffer(received), as_result);
    all += size;
    if (unsent || lost || all > largest) {
      co_return base::fail(ErrorKind::Unavailable,
                           fmt::format("The server closed {} before it answered; see its log.", path.string()));
    }
    const auto piece = std::string_view(received).substr(0, size);
    const auto end = piece.find('\n');
    if (auto taken = take(piece.substr(0, end)); !taken || end != std::string_view::npos) co_return taken;
  }
}

}  // namespace

base::Result<void> local_request(const std::filesystem::path& path, const std::string& line, base::Milliseconds timeout,
                                 const base::PieceTaker& take, const LocalLimits& limits) {
  if (!fits(path)) return too_long(path);
  asio::io_context io(1);
  stream_protocol::socket socket(io);
  base::Result<void> result = base::fail(
      ErrorKind::Timeout, fmt::format("The server behind {} did not answer in time; see its log.", path.string()));
  asio::co_spawn(io, ask(socket, path, line, take, limits.response_bytes),
                 [&](const std::exception_ptr& failure, base::Result<void> answered) {
                   if (failure) std::rethrow_exception(failure);
                   result = std::move(answered);
                 });
  io.run_for(timeout);
  return result;
}

base::Result<std::string> local_request(const std::filesystem::path& path, const std::string& line,
                                        base::Milliseconds timeout, const LocalLimits& limits) {
  std::string answer;
  const base::PieceTaker keep = [&](std::string_view piece) {
    answer += piece;
    return base::Result<void>();
  };
  return local_request(path, line, timeout, keep, limits).map([&] { return std::move(answer); });
}

}  // namespace einlass::net
