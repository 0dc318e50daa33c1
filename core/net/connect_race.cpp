#include "core/net/connect_race.h"

#include <algorithm>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace einlass::net {

using base::ErrorKind;

namespace {

tl::unexpected<base::Error> given_up() {
  return base::fail(ErrorKind::Unavailable, "The connection was given up before anybody answered.");
}

}  // namespace

ConnectRace::ConnectRace(asio::io_context& io, TlsContext tls, std::vector<ServerAddress> addresses,
                         base::Milliseconds timeout)
    : io_(io), tls_(std::move(tls)), addresses_(std::move(addresses)), timeout_(timeout), news_(io) {}

asio::awaitable<base::Result<RaceWinner>> ConnectRace::run() {
  const auto self = shared_from_this();
  for (const auto& address : addresses_) {
    if (over()) break;
    auto context = asio_context(tls_);
    const auto stream = std::make_shared<ClientStream>(io_, context);
    under_way_.push_back(stream);
    asio::co_spawn(io_, attempt(address, stream), asio::detached);
    co_await wait_for_news(head_start);
  }
  while (!over() && !under_way_.empty()) co_await wait_for_news(std::nullopt);
  close_all();
  if (stopped_) co_return given_up();
  if (winner_) co_return *std::exchange(winner_, std::nullopt);
  if (failure_) co_return tl::make_unexpected(*failure_);
  co_return base::fail(ErrorKind::Unavailable, "There is no address to connect to.");
}

asio::awaitable<void> ConnectRace::attempt(ServerAddress address, std::shared_ptr<ClientStream> stream) {
  const auto self = shared_from_this();
  const auto secured = co_await connect(*stream, address);
  std::erase(under_way_, stream);
  if (!secured) {
    note_failure(secured.error());
  } else if (!over()) {
    winner_ = RaceWinner{std::move(address), stream};
  }
  news_.cancel();
}

asio::awaitable<base::Result<void>> ConnectRace::connect(ClientStream& stream, ServerAddress address) {
  auto [unknown, endpoints] = co_await look_up(address, timeout_);
  if (unknown) co_return tl::make_unexpected(connection_failure(address, unknown));
  if (over()) co_return given_up();
  const auto failed = co_await secure(stream, std::move(endpoints), timeout_);
  if (failed) co_return tl::make_unexpected(connection_failure(address, failed));
  co_return base::Result<void>();
}

asio::awaitable<void> ConnectRace::wait_for_news(std::optional<base::Milliseconds> longest) {
  if (longest) {
    news_.expires_after(*longest);
  } else {
    news_.expires_at(asio::steady_timer::time_point::max());
  }
  co_await news_.async_wait(as_result);
}

void ConnectRace::note_failure(base::Error why) {
  if (!failure_ || failure_->kind != ErrorKind::Refused) failure_ = std::move(why);
}

void ConnectRace::stop() {
  stopped_ = true;
  close_all();
  news_.cancel();
}

void ConnectRace::close_all() {
  error_code ignored;
  for (const auto& stream : under_way_) boost::beast::get_lowest_layer(*stream).socket().close(ignored);
}

}  // namespace einlass::net
