// One connection of the load generator: a kiosk of the real protocol that asks for admissions and keeps nothing.
//
// Everything happens on the IoThread, the callbacks too; made and destroyed on the thread that measures.
#pragma once

#include "core/net/io_thread.h"
#include "core/net/tls_client.h"
#include "core/rules/ids.h"
#include "core/wire/messages.h"
#include "core/wire/pairing_code.h"

#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace einlass::bench {

struct Venue {
  std::vector<net::ServerAddress> addresses;
  net::CaFingerprint pin{};
};

struct Identity {
  rules::KioskId kiosk;
  base::SigningPair keys;
};

Venue venue_of(const wire::PairingCode& code);

// A question for an admission, written once but for the two ids that change: on a machine with few processors the time
// that the load generator takes is the server's.
class AdmitText {
 public:
  AdmitText() = default;
  explicit AdmitText(rules::EventId event);
  std::string with(rules::ScanId scan, rules::TicketId ticket) const;

 private:
  std::string text_;
  std::size_t scan_at_ = 0;
  std::size_t ticket_at_ = 0;
};

enum class Outcome { Granted, Refused, Failed };

enum class Replication {
  None,   // says no hello: the server sends it nobody else's entries
  Follow  // takes every new entry, as a kiosk does
};

class LoadKiosk final : public net::ClientHandler {
 public:
  LoadKiosk(net::IoThread& io, const Venue& venue, Identity identity, Replication replication);

  // Blocks until the server has assigned an event. Throws std::runtime_error if that does not come.
  rules::EventId wait_until_assigned();
  // Blocks until the whole guest list is there.
  std::vector<rules::TicketId> fetch_tickets();

  // On the IoThread.
  using Done = std::function<void(Outcome)>;
  void admit(rules::TicketId ticket, Done done);

 private:
  void on_connected(const net::ServerAddress& address, const std::string& channel_binding) override;
  void on_message(std::string text) override;
  void on_closed(const base::Error& why) override;

  void take(const wire::Challenge& challenge);
  void take(const wire::Welcome& welcome);
  void take(const wire::Assignment& assignment);
  void take(const wire::Hello& hello);
  void take(const wire::Entries& entries);
  void take(const wire::GuestList& part);
  void take(const wire::ErrorReport& report);
  void take(const wire::Bye& bye);
  template <typename Other>
  void take(const Other&) {}
  void say_hello(std::uint64_t held);
  bool take_reply(std::string_view text);
  void settle(rules::ScanId scan, Outcome outcome);
  void send(const wire::Message& message);

  Identity identity_;
  Replication replication_;
  rules::JournalId own_journal_ = rules::JournalId::random();
  rules::JournalId server_journal_;
  bool knows_where_to_begin_ = false;
  std::uint64_t hellos_said_ = 0;
  std::string channel_binding_;
  rules::EventId event_;
  std::promise<rules::EventId> assigned_;
  bool is_assigned_ = false;
  std::vector<rules::TicketId> tickets_;
  std::promise<std::vector<rules::TicketId>> fetched_;
  std::unordered_map<rules::ScanId, Done> waiting_;
  AdmitText request_;
  std::optional<std::string> fault_;
  net::TlsClient client_;  // last: its thread uses all of the above
};

// Pairs one more kiosk. Throws std::runtime_error with the server's words if it is refused.
Identity pair(net::IoThread& io, const wire::PairingCode& code);

}  // namespace einlass::bench
