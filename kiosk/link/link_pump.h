// Pumps replica, session, gate and venue time, and posts what came of it. No thread and no socket: VenueLink has both,
// the simulation (tests/simulation) has others. Used on one thread.
#pragma once

#include "core/sync/gate.h"
#include "core/sync/session.h"
#include "core/sync/venue_time.h"
#include "kiosk/link/door.h"
#include "kiosk/link/kept_notice.h"
#include "kiosk/link/link.h"
#include "kiosk/link/replica.h"
#include "kiosk/link/self_report.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace einlass::link {

// The way to the venue server; LinkPump says when. The answers are LinkPump::opened, received and closed.
class ServerLine {
 public:
  virtual ~ServerLine() = default;
  virtual void use_hosts(const std::vector<std::string>& hosts) = 0;  // from the next connection on
  virtual void connect() = 0;
  // Nowhere while there is no connection. `sent`, where there is one, is called like LinkPump::received once the
  // message is out.
  virtual void send(const wire::Message& message, std::function<void()> sent) = 0;
  virtual void close() = 0;  // nothing of this connection is handed on afterwards
};

struct LinkPumpParts {
  LinkOptions options;
  wire::KioskIdentity identity;
  std::unique_ptr<Replica> replica;
  sync::VenueTime time;
  base::Instant latest_sure;  // ever seen on this kiosk
};

// `machine_boot`: as sync::VenueTimeStart. NotFound: this kiosk is not paired.
base::Result<LinkPumpParts> open_pump_parts(LinkOptions options, std::string machine_boot);

class LinkPump {
 public:
  // `random`: [0, 1), for the backoff.
  LinkPump(LinkPumpParts parts, ServerLine& line, std::function<double()> random);

  // Before start(). Without it what takes long is done at once, and all else waits.
  void use_another_thread(RunAside aside) { door_.use_another_thread(std::move(aside)); }
  void start();
  void admit(const ScanRequest& request);
  void write(const WriteRequest& request);
  void confirm_time(base::Instant venue);
  void ask(std::uint64_t token, const rules::DoorQuestion& question) { door_.ask(token, question); }
  void act(std::uint64_t token, const ActRequest& request);
  void move(std::uint64_t token, const rules::KioskMove& move);
  void tell_printing(wire::PrintingReport printing) { report_.note_printing(std::move(printing)); }

  void opened(const std::string& host, const std::string& channel_binding);
  void received(base::Result<wire::Message> message);
  void closed(const base::Error& why) { feed(sync::ConnectionClosed{why}); }

  // To be called after each of the above, and once time_until_due() has passed.
  void pass_time();
  std::optional<base::Milliseconds> time_until_due() const;
  // The server has answered for everything that is here.
  bool in_step() const { return session_.joined() && session_.to_hand_over() == 0; }
  Replica& replica() { return *replica_; }

 private:
  void start_from_disk();
  void start_from_assignment();
  void feed(const sync::SyncEvent& event);

  void act(sync::Connect&);
  void act(sync::CloseConnection&);
  void act(sync::Send& command);
  void act(sync::TellHello&);
  void act(sync::ReadRows& command);
  void act(sync::MergeRows& command);
  void act(sync::StoreDocument& command);
  void act(sync::StoreGuests& command);
  void act(sync::SwitchTo& command);
  void act(sync::TakeTime& command);
  void act(sync::TakeReply& command);
  void act(sync::TakeFailure& command);
  void act(sync::KeepHosts& command);
  void act(sync::Joined&);
  void act(sync::Left& command);
  void act(sync::TurnedAway& command);
  void act(sync::NoteHandedOver& command);
  void act(sync::ReportParked& command);
  void act(sync::ReadDocument& command);
  void act(sync::ReadGuestList& command);
  void act(sync::TellLeases&);
  void act(sync::NoteLease& command);
  void act(sync::ForgetLease& command);
  void act(sync::ReturnLeases& command);
  void act(sync::CompareHeld& command);
  void act(sync::DropEvents& command);
  void act(sync::TakeDestinations& command);
  void act(sync::TakeMoved& command);
  void act(sync::TakeNotMoved& command);

  void run_gate(const sync::GateCommands& commands);
  void act(const sync::AskServer& command);
  void act(const sync::TryAlone& command);
  void act(const sync::ShowChecking& command);
  void act(const sync::DecideAlone& command);
  void act(const sync::ShowReply& command);
  void act(const sync::MergeReply& command);

  static constexpr const char* revoked_words =
      "This kiosk was revoked; pair it with a new code if it is to be used again.";
  void set_revoked(bool revoked);
  void show(const rules::ScanStep& scan, const Decided& decided, bool alone);
  void could_not_decide(const rules::ScanStep& scan, const base::Error& why);
  void give_up(const rules::ScanStep& scan, const base::Error& why);
  void announce_event(wire::Assignment assignment);
  void decide_waiting();
  void give_up_waiting();
  void tell_totals();
  void note_held_by_server();
  void tell_parked();
  void tell_of_itself();
  void show_notice();
  void count_if_parked(const std::vector<rules::Merged>& merged);
  base::Result<void> merge_reply();
  void remember_time();
  void mend_replica();
  void connect_anew(const char* why);
  // link_pump_keys.cpp: which names this kiosk may still hold (core/sync/key_expiry.h).
  void check_keys(bool time_confirmed = false);
  void take_servers_word(const rules::EntryTime& now);
  void note_sure_time(const rules::EntryTime& now);
  bool judge_key(rules::EventId event, base::Instant expires, const rules::EntryTime& now, bool time_confirmed);
  void lock(rules::EventId event);
  void unlock(rules::EventId event);
  void renew_key_if_missing(const rules::EntryTime& now);
  void ask_for_impossible_time(const rules::EntryTime& now);
  void forget(rules::EventId event);
  void drop(rules::EventId event);
  bool stop_deciding(rules::EventId event);  // true: it was open
  void tell_closed();
  void forget_all();
  static constexpr base::Milliseconds keys_every{15'000};
  // link_pump_donations.cpp: the guest list for a server that lost it, read and sent bit by bit.
  void read_on();
  void send_next_guests();
  void guests_went_out();
  // Logged once per kind of trouble, not once per second.
  void complain(const char* what, const base::Error& why);
  void post(LinkEvent event) { options_.post(std::move(event)); }

  sync::DeviceTime device_time() const { return {options_.clock->wall(), options_.clock->monotonic()}; }
  base::Milliseconds now() const { return options_.clock->monotonic(); }
  rules::EntryTime entry_time() { return time_.at(device_time()); }

  LinkOptions options_;
  wire::KioskIdentity identity_;
  std::string reached_at_;  // the host that answered last
  std::unique_ptr<Replica> replica_;
  sync::VenueTime time_;
  sync::SyncSession session_;
  sync::Gate gate_;

  std::map<rules::ScanStep, ScanToDecide> scans_;  // asked, not yet decided
  std::deque<AdmissionDecided> decided_;           // the latest: a retry is answered alike
  std::optional<wire::AdmitReply> reply_;          // while the gate says what to do with it
  std::string announced_;                          // the assignment as last posted
  bool open_prints_told_ = false;
  std::optional<sync::RememberedTime> time_on_disk_;
  base::Instant latest_sure_;
  base::Instant latest_sure_on_disk_;
  std::map<rules::EventId, base::Milliseconds> locked_since_;
  base::Milliseconds keys_checked_{0};
  bool asks_for_time_ = false;
  bool wants_assignment_ = false;      // it forgot its event by a wrong time of the server: to be told anew
  base::Milliseconds may_mend_at_{0};  // reading every file takes long
  std::optional<ListDonation> donation_;
  bool revoked_ = false;
  bool totals_changed_ = true;
  base::Milliseconds totals_told_{0};
  std::optional<sync::SurelyHeld> held_on_disk_;
  std::uint64_t parked_ = 0;
  std::optional<base::Instant> heard_;  // the server's last word
  std::string last_complaint_;
  bool disk_may_be_damaged_ = false;
  SelfReport report_;
  NoticeBoard notices_;
  Door door_;
  ServerLine& line_;
};

}  // namespace einlass::link
