// The real link: one thread with a database and a connection to the venue server, on which the pump works, and a second
// one for what takes long and needs neither.
#pragma once

#include "kiosk/link/inbox.h"
#include "kiosk/link/link_pump.h"
#include "kiosk/link/server_connection.h"

#include <thread>

namespace einlass::link {

class VenueLink final : public Link {
 public:
  explicit VenueLink(LinkPumpParts parts);
  ~VenueLink() override;

  void admit(ScanRequest request) override;
  void write(WriteRequest request) override;
  void confirm_time(base::Instant venue) override;
  void ask(std::uint64_t token, rules::DoorQuestion question) override;
  void act(std::uint64_t token, ActRequest request) override;
  void move(std::uint64_t token, rules::KioskMove move) override;
  void tell_printing(wire::PrintingReport printing) override;

 private:
  void run();
  void run_aside();

  Inbox inbox_;
  bool ending_ = false;
  Inbox aside_;
  bool aside_ending_ = false;
  ServerConnection connection_;
  LinkPump pump_;
  std::thread aside_thread_;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace einlass::link
