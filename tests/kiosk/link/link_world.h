// A real venue server in a folder and on a port of its own, and real kiosks that talk to it over TLS.
#pragma once

#include "core/base/clock.h"
#include "core/rules/event_policy.h"
#include "core/sync/gate.h"
#include "core/wire/pairing_code.h"
#include "db/attendance_journal.h"
#include "kiosk/link/link.h"
#include "kiosk/link/pairing.h"
#include "server/venue/desk.h"
#include "server/web/venue_server.h"
#include "tests/support/reserved_port.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::link {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The machine's own clock, and as much later as a test wants; its wall clock also as wrong as it wants. Thread-safe.
class ShiftedClock final : public base::Clock {
 public:
  base::Instant wall() const override { return machine_.wall() + base::Milliseconds(shift_ + wrong_by_); }
  base::Milliseconds monotonic() const override { return machine_.monotonic() + base::Milliseconds(shift_); }
  void pass(base::Milliseconds by) { shift_ += by.count(); }
  void set_wrong_by(base::Milliseconds by) { wrong_by_ = by.count(); }

 private:
  base::SystemClock machine_;
  std::atomic<std::int64_t> shift_{0};
  std::atomic<std::int64_t> wrong_by_{0};
};

// With one event, "evening", that is open now, and the guests TICKET-0001 Jana Weiß, 0002 Omar Haddad, 0003 Lia Sommer.
class Venue {
 public:
  // With these fields in the event's policy, as its JSON has them.
  explicit Venue(const std::string& policy_fields = {});
  explicit Venue(rules::KeyAtRest key_at_rest);
  ~Venue();

  void start();  // always on the same port
  // Only while the server is stopped: where it listens from its next start on, and where it says that it is.
  void move_to(const std::string& address, const std::vector<std::string>& hosts);
  void stop();
  std::uint16_t port() const { return port_.number(); }
  ShiftedClock& clock() { return clock_; }
  net::CaFingerprint ca_key() const { return ca_key_; }

  // What an organiser asks of the running server, through its admin socket.
  std::string command(const std::string& name, const std::string& arguments);
  wire::PairingCode code_for_who_brings_the_event(const std::string& kiosk);

  // Only while the server is stopped.
  venue::Desk& desk() { return *desk_; }
  wire::PairingCode code(const std::string& kiosk);
  void create_event(const std::string& key);
  void import_guests();
  void import_long_rows(int count);             // 6 KB each
  void append(const rules::EntryDraft& draft);  // as a fact of the server's own
  rules::GuestId guest(const std::string& code);
  void damage_event_file();  // stops it first
  // As if the server took the event for a rehearsal that is over; stops it first.
  void note_as_dropped(rules::EventId event);
  // Its state directory is gone; a new one is made from the recovery kit alone.
  void lose_all_but_the_kit();
  // Stopped in between: the whole state directory as it was.
  void take_image(const std::filesystem::path& image);
  void put_image_back(const std::filesystem::path& image);
  void lose_everything();  // likewise without the kit: another venue, to kiosks
  // Entries of one kind in the server's journal, of whichever author.
  int count(const std::string& fact_kind);
  std::vector<store::JournalRow> rows(const std::string& fact_kind);
  rules::EventId event() const { return event_; }

 private:
  void open();
  void change_policy(const std::string& fields);
  void copy_state(const std::filesystem::path& from, const std::filesystem::path& to);

  TemporaryFolder folder_;
  ShiftedClock clock_;
  std::filesystem::path assets_ = std::filesystem::path(EINLASS_BINARY_DIR) / "share" / "einlass";
  std::unique_ptr<venue::Desk> desk_;
  std::unique_ptr<web::VenueServer> server_;
  net::CaFingerprint ca_key_{};
  std::string address_ = "127.0.0.1";
  std::vector<std::string> hosts_{"127.0.0.1"};
  support::ReservedPort port_;
  rules::EventId event_;
};

inline bool is_granted(const AdmissionDecided& decided) {
  return std::holds_alternative<rules::AdmissionGranted>(decided.admission);
}

// A little less than Kiosk::await_event() waits: no kiosk decides alone only because the machine is busy.
constexpr sync::GateTimes patient_gate{.admits_alone = base::Milliseconds(10'000),
                                       .otherwise = base::Milliseconds(12'000)};

class Kiosk {
 public:
  // Paired with a running server.
  void pair(const wire::PairingCode& code);
  void hand_over(const wire::PairingCode& code);  // likewise, with what it recorded for another server
  // Before start(), where a test makes the server slow: otherwise it waits as long as a busy machine may need.
  void decide_alone_as_soon_as_at_a_door() { gate_times_ = {}; }
  void start();
  void stop() { link_.reset(); }
  ShiftedClock& clock() { return clock_; }
  std::filesystem::path folder() const { return folder_.path(); }
  Link& link() { return *link_; }

  // The next event that fits; others before it are dropped. Fails the test after 15 s.
  LinkEvent await_event(const std::function<bool(const LinkEvent&)>& fits);
  template <typename Event>
  Event await(const std::function<bool(const Event&)>& fits = nullptr) {
    return std::get<Event>(await_event([&](const LinkEvent& event) {
      const auto* wanted = std::get_if<Event>(&event);
      return wanted != nullptr && (!fits || fits(*wanted));
    }));
  }

  // Starts, is assigned its event and has all of its guests.
  void start_and_join();
  ScanRequest scan(const std::string& text);
  AdmissionDecided admit(const std::string& text);
  AdmissionDecided admit(const ScanRequest& request);

 private:
  TemporaryFolder folder_;
  ShiftedClock clock_;
  sync::GateTimes gate_times_ = patient_gate;
  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<LinkEvent> events_;
  std::unique_ptr<Link> link_;
};

}  // namespace einlass::link
