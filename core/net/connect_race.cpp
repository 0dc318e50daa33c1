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
  const auto end = asio::steady_timer::clock_type::now() + timeout_;
  for (const auto& address : addresses_) {
    if (over()) break;
    begin(address);
    co_await wait_for_news(head_start);
  }
  co_await knock_until(end);
  while (!over() && !under_way_.empty()) co_await wait_for_news(std::nullopt);
  close_all();
  if (stopped_) co_return given_up();
  if (winner_) co_return *std::exchange(winner_, std::nullopt);
  if (failure_) co_return tl::make_unexpected(*failure_);
  co_return base::fail(ErrorKind::Unavailable, "There is no address to connect to.");
}

void ConnectRace::begin(const ServerAddress& address) {
  auto context = asio_context(tls_);
  const auto stream = std::make_shared<ClientStream>(io_, context);
  under_way_.push_back({address, stream});
  asio::co_spawn(io_, attempt(address, stream), asio::detached);
}

asio::awaitable<void> ConnectRace::knock_until(asio::steady_timer::time_point end) {
  using Time = asio::steady_timer::clock_type;
  auto next = Time::now() + knock_again;
  while (!over() && !under_way_.empty() && next < end) {
    co_await wait_for_news(std::chrono::duration_cast<base::Milliseconds>(next - Time::now()));
    if (over() || Time::now() < next) continue;
    for (const auto& address : silent()) begin(address);
    next = Time::now() + knock_again;
  }
}

std::vector<ServerAddress> ConnectRace::silent() const {
  std::vector<ServerAddress> silent;
  for (const auto& attempt : under_way_) {
    error_code not_connected;
    (void)boost::beast::get_lowest_layer(*attempt.stream).socket().remote_endpoint(not_connected);
    const auto is_this = [&](const ServerAddress& other) { return other == attempt.address; };
    const bool known = std::any_of(silent.begin(), silent.end(), is_this);
    if (not_connected && !known) silent.push_back(attempt.address);
  }
  return silent;
}

asio::awaitable<void> ConnectRace::attempt(ServerAddress address, std::shared_ptr<ClientStream> stream) {
  const auto self = shared_from_this();
  const auto secured = co_await connect(*stream, address);
  std::erase_if(under_way_, [&](const Attempt& each) { return each.stream == stream; });
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
  for (const auto& each : under_way_) boost::beast::get_lowest_layer(*each.stream).socket().close(ignored);
}

}  // namespace einlass::net
