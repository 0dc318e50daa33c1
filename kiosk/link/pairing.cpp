#include "kiosk/link/pairing.h"

#include "core/net/tls_client.h"
#include "core/wire/messages.h"
#include "kiosk/link/hand_over.h"
#include "kiosk/link/state_directory.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace einlass::link {
namespace {

using base::ErrorKind;
using base::Result;

constexpr base::Milliseconds time_limit{30'000};

ErrorKind kind_of(wire::PairRefusal refusal) {
  switch (refusal) {
    case wire::PairRefusal::Code:
      return ErrorKind::NotFound;
    case wire::PairRefusal::TooMany:
      return ErrorKind::Timeout;
    case wire::PairRefusal::Version:
      return ErrorKind::Incompatible;
    case wire::PairRefusal::Event:
      return ErrorKind::InvalidInput;
  }
  return ErrorKind::NotFound;
}

// One conversation: challenge, pair_request, answer.
class PairingTalk final : public net::ClientHandler {
 public:
  PairingTalk(net::IoThread& io, const net::ClientOptions& options, wire::PairRequest request)
      : request_(std::move(request)), client_(io, options, *this) {}

  Result<wire::PairAccepted> wait(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    settled_.wait_for(lock, stop, time_limit, [&] { return result_.has_value(); });
    if (result_) return *result_;
    return base::fail(ErrorKind::Timeout, "The venue server did not answer in time; try again.");
  }

  void on_connected(const net::ServerAddress& address, const std::string&) override { address_ = address; }

  void on_message(std::string text) override {
    const auto message = wire::decode(text);
    if (!message) return settle(tl::make_unexpected(message.error()));
    if (const auto* challenge = std::get_if<wire::Challenge>(&*message)) return answer(*challenge);
    if (const auto* accepted = std::get_if<wire::PairAccepted>(&*message)) return settle(*accepted);
    if (const auto* refused = std::get_if<wire::PairRefused>(&*message)) {
      return settle(base::fail(kind_of(refused->reason), refused->message));
    }
    if (const auto* bye = std::get_if<wire::Bye>(&*message)) {
      const bool version = bye->reason == wire::ByeReason::Version;
      settle(base::fail(version ? ErrorKind::Incompatible : ErrorKind::Refused, bye->message));
    }
  }

  void on_closed(const base::Error& why) override { settle(tl::make_unexpected(why)); }

  // The one that answered: it comes first next time.
  const net::ServerAddress& address() const { return address_; }

 private:
  void answer(const wire::Challenge& challenge) {
    const auto& theirs = challenge.versions;
    if (wire::protocol_version < theirs.oldest || theirs.newest < wire::protocol_version) {
      return settle(base::fail(ErrorKind::Incompatible,
                               "The server (" + challenge.software +
                                   ") speaks another protocol version than this kiosk; install the same version of "
                                   "Einlass on both."));
    }
    client_.send(wire::encode(request_));
  }

  void settle(Result<wire::PairAccepted> result) {
    const std::lock_guard lock(mutex_);
    if (!result_) result_ = std::move(result);
    settled_.notify_all();
  }

  wire::PairRequest request_;
  net::ServerAddress address_;
  std::mutex mutex_;
  std::condition_variable_any settled_;
  std::optional<Result<wire::PairAccepted>> result_;
  net::TlsClient client_;  // last: it calls what is above
};

net::ClientOptions options_for(const wire::PairingCode& code) {
  net::ClientOptions options;
  for (const auto& host : code.hosts) options.addresses.push_back({.host = host, .port = code.port});
  options.pin = code.ca_key;
  options.target = std::string(wire::websocket_target);
  options.subprotocol = std::string(wire::websocket_subprotocol);
  return options;
}

}  // namespace

Result<PairedAs> pair(const wire::PairingCode& code, const PairOptions& options) {
  const StateDirectory directory(options.state_dir);
  std::optional<EventsToHandOver> brought;
  if (options.hand_over) {
    auto events = events_to_hand_over(directory);
    if (!events) return tl::make_unexpected(events.error());
    brought = *std::move(events);
  }
  // Written before the code is spent: whatever is lost afterwards, the same code and key make the same kiosk.
  const auto keys = directory.pairing_keys();
  if (!keys) return tl::make_unexpected(keys.error());
  wire::PairRequest request{.secret = code.secret,
                            .key = keys->open,
                            .name = options.name,
                            .versions = {wire::protocol_version, wire::protocol_version},
                            .software = options.software,
                            .event = std::nullopt};
  if (brought) {
    request.event = brought->served;
    request.further_events = brought->further;
  }
  net::IoThread io;
  PairingTalk talk(io, options_for(code), std::move(request));
  const auto accepted = talk.wait(options.stop);
  if (!accepted) return tl::make_unexpected(accepted.error());
  wire::KioskIdentity identity{.kiosk = accepted->kiosk,
                               .name = accepted->name,
                               .door = accepted->door,
                               .key = keys->secret,
                               .ca_key = code.ca_key,
                               .hosts = {talk.address().host},
                               .port = code.port};
  for (const auto& host : code.hosts) {
    if (host != identity.hosts.front()) identity.hosts.push_back(host);
  }
  if (const auto written = directory.put_identity(identity); !written) return tl::make_unexpected(written.error());
  if (brought) {
    if (const auto handed = hand_over_to(directory, code.ca_key); !handed) return tl::make_unexpected(handed.error());
  }
  directory.drop_pairing_key();
  return PairedAs{.kiosk = accepted->kiosk, .name = accepted->name, .door = accepted->door};
}

}  // namespace einlass::link
