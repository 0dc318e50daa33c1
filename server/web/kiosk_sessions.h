// The kiosks that are connected: one sync::PeerSession each. Carries out what the sessions command, with the desk, and
// returns the answers to them. Lives on the desk thread.
#pragma once

#include "core/base/clock.h"
#include "core/net/tls_server.h"
#include "core/sync/peer.h"
#include "server/venue/desk.h"
#include "server/web/desk_thread.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace einlass::web {

// The way out to the kiosks; called on the desk thread. `sent`, where there is one, may be called on any thread once
// the message is out.
struct KioskOutlet {
  std::function<void(net::SessionId, wire::Message, std::function<void()> sent)> send;
  std::function<void(net::SessionId, std::string reason)> close;
};

struct KioskSessionsOptions {
  venue::Desk& desk;
  DeskThread& thread;
  const base::Clock& clock;
  std::string software;
};

class KioskSessions {
 public:
  explicit KioskSessions(const KioskSessionsOptions& options);
  ~KioskSessions();

  // Before the first call of opened().
  void connect_outlet(KioskOutlet outlet) { outlet_ = std::move(outlet); }

  void opened(net::SessionId id, const net::SessionOpened& opened);
  // What the kiosk sent, decoded; or why that was not possible.
  void received(net::SessionId id, base::Result<wire::Message> message);
  void closed(net::SessionId id);

  // Where this server is to be reached now: what connected kiosks are told, and find it by when the network changes.
  void use_hosts(std::vector<std::string> hosts);
  // Something of what kiosks are told may have changed: assignments, documents, guest lists, revocations.
  void refresh();
  // Rows that were committed: for every kiosk that has them not, told a little later, many at once. No guest waits for
  // that, and a busy door would else send each row in a message of its own.
  void rows_written(std::vector<rules::JournalRow> rows);
  // A source said something of a code that nobody here knew: scans that waited for no more than that go on.
  void source_answered();
  void time_passed();
  std::optional<base::Milliseconds> next_due() const;

  std::size_t count() const { return peers_.size(); }

  // From the first word to a proof; then the connection ends.
  static constexpr base::Milliseconds time_to_prove{15'000};
  static constexpr base::Milliseconds telling_pause{50};
  // A scan for which seats were recalled is decided then at the latest; the kiosk waits for three seconds.
  static constexpr base::Milliseconds longest_recall{1'000};
  // In all, for the answer of a source and for seats.
  static constexpr base::Milliseconds longest_wait{2'500};
  static constexpr base::Milliseconds leases_settled_every{30'000};

 private:
  struct Peer;
  // A guest list on its way; kiosks that ask for the same one share it.
  using GuestParts = std::shared_ptr<const std::vector<wire::GuestList>>;
  struct SharedParts {
    std::optional<base::Hash> have;
    std::weak_ptr<const std::vector<wire::GuestList>> parts;
  };

  void feed(net::SessionId id, const sync::PeerEvent& event);
  void carry_out(net::SessionId id, Peer& peer, sync::PeerCommands commands);

  void act(net::SessionId id, Peer& peer, sync::PeerSend& command);
  void act(net::SessionId id, Peer& peer, sync::PeerClose& command);
  void act(net::SessionId id, Peer& peer, sync::PairKiosk& command);
  void act(net::SessionId id, Peer& peer, sync::FindKiosk& command);
  void act(net::SessionId id, Peer& peer, sync::AdmitPeer& command);
  void act(net::SessionId id, Peer& peer, sync::TellPeerHello& command);
  void act(net::SessionId id, Peer& peer, sync::ReadDocumentPart& command);
  void act(net::SessionId id, Peer& peer, sync::AdmitScan& command);
  void act(net::SessionId id, Peer& peer, sync::ReadRows& command);
  void act(net::SessionId id, Peer& peer, sync::MergePeerRows& command);
  void act(net::SessionId id, Peer& peer, sync::ReadGuests& command);
  void act(net::SessionId id, Peer& peer, sync::RegisterKiosk& command);
  void act(net::SessionId id, Peer& peer, sync::SeeOffer& command);
  void act(net::SessionId id, Peer& peer, sync::StorePeerDocument& command);
  void act(net::SessionId id, Peer& peer, sync::StorePeerGuests& command);
  void act(net::SessionId id, Peer& peer, sync::TakeEvent& command);
  void act(net::SessionId id, Peer& peer, sync::GrantLease& command);
  void act(net::SessionId id, Peer& peer, sync::NoteInStep& command);
  void act(net::SessionId id, Peer& peer, sync::NoteParked& command);
  void act(net::SessionId id, Peer& peer, sync::NoteReport& command);
  void act(net::SessionId id, Peer& peer, sync::FindDestinations& command);
  void act(net::SessionId id, Peer& peer, sync::MoveKiosk& command);

  // The desk failed: it is logged, and the kiosk's own patience asks again.
  void give_up(const Peer& peer, const char* what, const base::Error& why) const;
  void close_where(net::SessionId except, const std::string& why, const std::function<bool(const Peer&)>& concerns);
  void assign(net::SessionId id, Peer& peer);
  void tell_rows();
  base::Result<GuestParts> guest_parts(const wire::GuestListRequest& request);
  void send_next_guests(net::SessionId id);

  void decide(net::SessionId id, Peer& peer, sync::AdmitScan& command);
  std::vector<net::SessionId> to_recall_from(const Peer& peer, const wire::AdmitRequest& request);
  struct WaitingScan;
  bool wait_for_source(net::SessionId id, const Peer& peer, const sync::AdmitScan& command);
  bool wait_for_seats(net::SessionId id, const Peer& peer, const sync::AdmitScan& command, base::Milliseconds until);
  void go_on(WaitingScan& waiting, Peer& peer);
  void look_at_waiting();
  void decide_waiting();
  void recall_for_pages();
  void settle_leases();

  venue::Desk& desk_;
  DeskThread& thread_;
  const base::Clock& clock_;
  std::string software_;
  std::vector<std::string> hosts_;
  KioskOutlet outlet_;
  std::map<net::SessionId, std::unique_ptr<Peer>> peers_;
  std::map<rules::EventId, SharedParts> guest_parts_;
  struct WaitingScan {
    net::SessionId session{};
    sync::AdmitScan scan;
    base::Milliseconds came{0};
    base::Milliseconds until{0};
    bool is_for_source = false;  // else for recalled seats
  };
  std::vector<WaitingScan> waiting_;
  base::Milliseconds settle_at_{0};
  std::vector<rules::JournalRow> untold_;
  base::Milliseconds told_at_{0};
};

}  // namespace einlass::web
