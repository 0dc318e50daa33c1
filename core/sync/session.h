// A kiosk's side of the conversation with the venue server (docs/protocol.md). No I/O and no clock: kiosk/link carries
// out the commands on its thread and answers with events; times are monotonic. One object for all connections.
#pragma once

#include "core/sync/backoff.h"
#include "core/sync/document_fetch.h"
#include "core/sync/exchange.h"
#include "core/sync/guest_list_fetch.h"
#include "core/sync/leases.h"
#include "core/sync/session_events.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::sync {

struct SessionOptions {
  rules::KioskId kiosk;
  base::SigningKey key{};
  std::string software;
  std::function<double()> random;  // [0, 1), for the backoff
  std::uint64_t to_hand_over = 0;  // of earlier runs of the program
};

class SyncSession {
 public:
  explicit SyncSession(SessionOptions options);

  // The first TimePassed starts the first connection.
  std::vector<SyncCommand> on(const SyncEvent& event, base::Milliseconds now);
  std::optional<base::Milliseconds> next_due() const;

  bool joined() const { return phase_ == Phase::Joined; }
  bool welcomed() const { return phase_ == Phase::CatchingUp || phase_ == Phase::Joined; }
  // Also of events that the server does not have now. Without it: what was left, and what was written since.
  std::uint64_t to_hand_over() const {
    return exchange_.has_begun() ? exchange_.outstanding() + withheld() : left_over_;
  }
  // Up to which number the server has answered for a journal, on this connection.
  std::uint64_t answered_up_to(const JournalOfEvent& journal) const { return exchange_.answered_up_to(journal); }
  // What is to outlive this run of the program for SessionOptions::to_hand_over; nothing while nobody can say.
  std::optional<SurelyHeld> held_by_server() const { return exchange_.surely_held(); }

  static constexpr base::Milliseconds ping_every{2'000};
  static constexpr base::Milliseconds silence_limit{5'000};      // then the connection is taken for dead
  static constexpr base::Milliseconds turned_away_wait{30'000};  // between attempts of a kiosk that is not wanted
  static constexpr base::Milliseconds move_answer_time{5'000};

 private:
  enum class Phase { Offline, Connecting, Proving, CatchingUp, Joined };

  void handle(const ConnectionOpened& event);
  void handle(const ConnectionClosed& event);
  void handle(const MessageReceived& event);
  void handle(const HelloTold& event);
  void handle(const RowsRead& event);
  void handle(const RowsMerged& event);
  void handle(const HeldCompared& event);
  void handle(const DocumentStored& event);
  void handle(const GuestsStored& event);
  void handle(const DocumentsHeld& event);
  void handle(const EventOpened& event);
  void handle(const SwitchFailed&);
  void handle(const RowsWritten& event);
  void handle(const HoldsLess&);
  void handle(const DocumentRead& event);
  void handle(const GuestListRead& event);
  void handle(const LeasesTold& event);
  void handle(const LeaseNoted& event);
  void handle(const MoveAsked& event);
  void handle(const ParkedCounted& event) { parked_ = event.parked; }
  void handle(const TimePassed& event);

  void take(const wire::Challenge& message);
  void take(const wire::Welcome& message);
  void take(const wire::Bye& message);
  void take(const wire::Hello& message);
  void take(const wire::Pong& message);
  void take(const wire::Assignment& message);
  void take(const wire::DocumentPart& message);
  void take(const wire::AdmitReply& message);
  void take(const wire::Entries& message);
  void take(const wire::EntriesAnswer& message);
  void take(const wire::GuestList& message);
  void take(const wire::DocumentRequest& message);
  void take(const wire::GuestListRequest& message);
  void take(const wire::EventTaken& message);
  void take(const wire::LeaseDenied& message);
  void take(const wire::LeaseRecall& message);
  void take(const wire::Destinations& message);
  void take(const wire::Moved& message);
  void take(const wire::ErrorReport& message);
  template <typename Other>
  void take(const Other& message);  // a message that is not for a kiosk

  void send(wire::Message message) { commands_.emplace_back(Send{std::move(message)}); }
  void run(ExchangeCommands commands);
  void lose(const base::Error& why);
  void turn_away(wire::ByeReason reason, const std::string& message);
  void ping();
  void tell_hello();
  std::vector<wire::Held> held_with_parts(std::vector<wire::Held> theirs) const;
  void report_answers(const wire::EntriesAnswer& message);
  std::set<rules::EventId> lacking() const;
  std::uint64_t withheld() const;
  const std::vector<wire::DocumentRef>& documents_of(rules::EventId event) const;
  std::optional<rules::EventId> next_to_offer() const;
  void offer_next();
  void put_off_offer(base::Milliseconds until);
  bool its_own_is_on_offer() const;
  void join_if_in_step();
  void fetch();
  void look_after_leases();
  void note_granted(const std::vector<rules::JournalRow>& rows);
  void run(LeaseCommands commands);
  // session_moves.cpp
  struct OpenQuestion {
    bool is_move = false;
    base::Milliseconds until{0};
  };
  void take_refusal(std::uint64_t token, const base::Error& why);
  void give_up_moves(bool connection_lost);

  SessionOptions options_;
  Phase phase_ = Phase::Offline;
  base::Milliseconds now_{0};
  std::vector<SyncCommand> commands_;

  Backoff backoff_;
  base::Milliseconds connect_at_{0};
  std::string channel_binding_;
  bool turned_away_ = false;
  std::optional<base::ErrorKind> left_for_;

  base::Milliseconds heard_at_{0};
  base::Milliseconds ping_at_{0};
  int quick_pings_ = 0;  // several at the start: the quickest one tells the time best
  base::Milliseconds welcomed_at_{0};
  base::Milliseconds hello_at_{0};

  std::optional<wire::Hello> my_hello_;
  std::vector<wire::Held> parts_not_handed_over_;  // with it
  std::vector<wire::ParkedCount> parked_;
  std::optional<wire::Hello> their_hello_;
  EntryExchange exchange_;
  std::uint64_t left_over_;  // rows to hand over, until the exchange begins
  DocumentFetch documents_;
  GuestListFetch guests_;
  LeaseKeeper leases_;
  std::uint64_t hello_number_ = 0;
  std::uint64_t assignment_number_ = 0;
  std::optional<wire::Assignment> assignment_;  // being prepared
  base::Milliseconds switch_at_{0};             // not before
  std::optional<wire::Assignment> assigned_;    // the last one switched to
  wire::Assignment serving_;                    // likewise, also of an earlier run of the program
  std::map<rules::EventId, KeptEvent> kept_;    // as told with the last hello
  std::optional<rules::EventId> offering_;      // the server is taking it in
  std::set<rules::EventId> offered_;            // on this connection: of others nobody gets documents and guests
  base::Milliseconds offered_at_{0};            // or when it last asked for a part
  std::map<rules::EventId, base::Milliseconds> put_off_;  // until when, on this connection
  std::map<std::uint64_t, OpenQuestion> open_questions_;  // about moving this kiosk, by token
};

}  // namespace einlass::sync
