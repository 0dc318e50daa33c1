// A kiosk's real link - replica, session, gate, TLS - that tells on standard output what its session has done and when.
// The time is CLOCK_MONOTONIC, which all processes of a machine share.
//
//   {"kiosk":3,"what":"connected",…}           its hello is on the way to the server
//   {"kiosk":3,"what":"list","at_ns":…}        the whole guest list is in the replica
//   {"kiosk":3,"what":"known","rows":2,…}      so many entries of others are in the journal
//   {"kiosk":3,"what":"answered","rows":2,…}   the server has answered for so many entries of this kiosk
//   {"kiosk":3,"what":"decided","rows":1,…}    a scan was answered; rows: 1 where the kiosk was alone
#pragma once

#include "kiosk/link/server_connection.h"

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <thread>

namespace einlass::bench {

class MeasuredKiosk {
 public:
  MeasuredKiosk(std::size_t number, const std::filesystem::path& state);
  ~MeasuredKiosk();
  MeasuredKiosk(const MeasuredKiosk&) = delete;
  MeasuredKiosk& operator=(const MeasuredKiosk&) = delete;

  void admit(rules::TicketId ticket);  // any thread

  static void tell(std::size_t kiosk, std::string_view what, std::size_t rows);  // any thread

 private:
  link::LinkPumpParts parts(const std::filesystem::path& state) const;
  void run();
  void receive(base::Result<wire::Message> message);

  std::size_t number_;
  base::SystemClock clock_;
  link::Inbox inbox_;
  bool ending_ = false;
  wire::KioskIdentity identity_;
  link::ServerConnection connection_;
  link::LinkPump pump_;
  std::thread thread_;  // last: it uses all of the above
};

// Writes `count` admissions, from ticket `first` of the guest list on, into the replica that lies in `state`, as a
// kiosk does that is alone: each decided and committed by itself.
void admit_alone(const std::filesystem::path& state, std::size_t first, std::size_t count);

}  // namespace einlass::bench
