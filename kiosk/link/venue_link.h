// The real link: one thread that owns replica, session, gate and venue time, pumps them, and posts what came of it.
#pragma once

#include "core/sync/gate.h"
#include "core/sync/session.h"
#include "core/sync/venue_time.h"
#include "kiosk/link/inbox.h"
#include "kiosk/link/link.h"
#include "kiosk/link/replica.h"
#include "kiosk/link/server_connection.h"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace einlass::link {

struct VenueLinkParts {
  LinkOptions options;
  wire::KioskIdentity identity;
  std::unique_ptr<Replica> replica;
  sync::VenueTime time;
};

class VenueLink final : public Link {
 public:
  explicit VenueLink(VenueLinkParts parts);
  ~VenueLink() override;

  void admit(ScanRequest request) override;
  void write(WriteRequest request) override;

 private:
  // ---- on the link's thread ----
  void run();
  void start_from_disk();
  void start_from_assignment();
  void pass_time();
  std::optional<base::Milliseconds> time_until_due();

  void take_scan(const ScanRequest& request);
  void take_write(const WriteRequest& request);
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
  void act(sync::Joined&);
  void act(sync::Left& command);
  void act(sync::TurnedAway& command);
  void act(sync::ReportParked& command);

  void run_gate(const sync::GateCommands& commands);
  void act(const sync::AskServer& command);
  void act(const sync::TryAlone& command);
  void act(const sync::ShowChecking& command);
  void act(const sync::DecideAlone& command);
  void act(const sync::ShowReply& command);
  void act(const sync::MergeReply& command);

  void set_revoked(bool revoked);
  void show(const rules::ScanStep& scan, const Decided& decided, bool alone);
  void give_up(const rules::ScanStep& scan, const base::Error& why);
  void announce_event(wire::Assignment assignment);
  void decide_waiting();
  void tell_totals();
  base::Result<void> merge_reply();
  void remember_time();
  // Logged once per kind of trouble, not once per second.
  void complain(const char* what, const base::Error& why);
  void post(LinkEvent event) { options_.post(std::move(event)); }

  sync::DeviceTime device_time() const { return {options_.clock->wall(), options_.clock->monotonic()}; }
  base::Milliseconds now() const { return options_.clock->monotonic(); }
  rules::EntryTime entry_time() { return time_.at(device_time()); }

  LinkOptions options_;
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
  bool revoked_ = false;
  bool totals_changed_ = true;
  base::Milliseconds totals_told_{0};
  std::string last_complaint_;

  Inbox inbox_;
  bool ending_ = false;
  ServerConnection connection_;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace einlass::link
