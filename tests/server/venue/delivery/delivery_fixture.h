// An evening of many guests at a desk, a stand-in of a system that takes its attendance, and programs that deliver it:
// a process each, killed where the stand-in is told to, on a clock that jumps to whatever is waited for.
#pragma once

#include "server/venue/delivery_desk.h"
#include "tests/server/venue/delivery/dying_disk.h"
#include "tests/server/venue/desk_fixture.h"
#include "tests/support/standins/stand_in.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

struct DeliverySystem {
  std::string stand_in;  // "cmf" …
  settings::ConnectorKind kind = settings::ConnectorKind::Pimcore;
  std::string path;   // of its interface
  std::string place;  // what it calls the event
  std::map<std::string, std::string> fields{};
  int requests_per_minute = 1'000'000;
  int reply_seconds = 60;
  bool gives_tickets = false;  // else the guests are of a list
};

// Between two of them nothing changes, on disk or at the system, but what is lost with the program.
enum class StepOfRun {
  Request,   // the system acted on it; nobody heard of it
  Received,  // it has arrived, and nothing was done about it
  Commit,    // on disk, and nothing was sent since
  Write      // to a file, within a transaction too
};

class DeliveryFixture : public DeskFixture {
 protected:
  explicit DeliveryFixture(const DeliverySystem& system);

  // Guests with the ids that the stand-in has them under, all of whom came but the last `absent`.
  void hold_evening(int guests, int absent = 0);
  virtual std::string external_id(int guest) const = 0;
  // As a full pull of the system's people brings them.
  void keep_persons(const std::vector<rules::CrmPerson>& persons);
  static std::string email(int guest);

  // Entries of a kiosk that comes late: the guest came, or what stood is taken back.
  void admit_late(int guest, base::Milliseconds after_the_others = std::chrono::minutes(5));
  void undo_late(int guest);
  // Another kiosk handed her ticket on, as if nobody had come on it.
  void hand_on_late(int guest);
  // A person says that what was disputed counts.
  void let_the_other_stand(int guest);
  // She is on no list.
  void admit_walk_in(const std::string& name, const std::string& email);
  void write(const std::optional<std::set<rules::TicketId>>& chosen = std::nullopt);
  void undo();
  // In this process, until nothing is due any more; the clock goes on by what is waited for.
  void deliver();
  // In a process of its own, which the stand-in may kill; whether it came to its end.
  bool deliver_in_process(const std::optional<boost::json::object>& kill = std::nullopt);
  // With each reply lost once: one delivery that is killed at its first step, goes on and is killed at a later one, and
  // so on, until it comes to its end: each time so many steps `further`, one in a long search.
  void die_ever_later(int further);

  // Of this many one never came, and of another one it was written when another kiosk knew that it was ten minutes
  // earlier: to be corrected.
  void hold_corrected_evening(int guests);
  // From here, with each reply lost once: a delivery that is killed at the first of its steps and started again, then
  // the same at the second, and so on. After each, and in the end, `holds`.
  void die_at_every_step(const std::function<void()>& holds);
  // Of the search: few, or more where it is a long one (scripts/test --soak).
  static int few_guests();

  void open_desk();  // anew, as its program would be started
  void open_desk_without_connectors();

  rules::GuestRow guest_row(int guest);
  std::map<rules::OutboxState, int> counts();

  DeliverySystem system_;
  test::StandIn stand_in_;
  store::KioskRecord kiosk_;
  int kills_ = 0;
  base::Instant admitted_;  // when the evening's guests came

 private:
  // What the disk and the system held, and when.
  struct Moment {
    std::filesystem::path folder;
    boost::json::object system;
    std::int64_t now = 0;
  };
  Moment this_moment();
  void go_back_to(const Moment& moment);
  int steps_from(const Moment& moment, StepOfRun step);
  bool lives_past(StepOfRun step, int nth);
  void die_at(const Moment& moment, StepOfRun step, int nth);

  std::optional<rules::JournalRow> late_;  // its last entry
  DyingDisk disk_;                         // of the programs
  void bring_of(int guest, rules::JournalRow row, base::Milliseconds after_the_others);
  void bring(rules::JournalRow row, base::Milliseconds after_the_others);
  DeskOptions delivering() const;
};

}  // namespace einlass::venue
