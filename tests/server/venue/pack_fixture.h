// Two servers, the office's and the laptop's, and files that are carried from one to the other.
#pragma once

#include "core/base/file.h"
#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "tests/server/venue/desk_fixture.h"

#include <filesystem>
#include <map>
#include <string>

namespace einlass::venue {

namespace fs = std::filesystem;

class PackFixture : public DeskFixture {
 protected:
  PackFixture() : outside_(folder_.string() + "-outside") {
    fs::create_directories(outside_);
    laptop_ = open(laptop_state());
  }
  ~PackFixture() override {
    laptop_.reset();
    fs::remove_all(outside_);
  }

  fs::path laptop_state() const { return outside_ / "laptop"; }
  Desk& office() { return *desk_; }
  Desk& laptop() { return *laptop_; }
  std::unique_ptr<Desk> open(const fs::path& state) const {
    auto there = options();
    there.connectors = connectors_;
    there.state_directory = state;
    return value_of(Desk::open(there));
  }

  // With three guests and a kiosk at the office.
  void set_up(const NewEvent& event) {
    create(event);
    import("Name,Code\nAda Lovelace,A\nMax Born,B\nLise Meitner,C\n");
    office_kiosk_ = pair("Nord 1");
  }
  void import_at(Desk& desk, const std::string& csv) {
    value_of(desk.guests().import({.event = event_.text(), .content = csv}));
  }

  fs::path pack(Desk& desk, const std::string& label = "") {
    const auto file = outside_ / (std::to_string(++files_) + ".einlass");
    const PackOrder order{.event = event_.text(), .label = label};
    const auto job = value_of(desk.packs().begin(order));
    value_of(job.write(file, passphrase));
    value_of(desk.packs().note_packed(job, order));
    clock_.advance(base::Milliseconds(1000));
    return file;
  }
  base::Result<OpenedPack> opened(Desk& desk, const fs::path& file, const std::string& with = passphrase) {
    return open_pack(file, with, desk.packs().folder_for_one());
  }
  base::Result<Unpacked> try_unpack(Desk& desk, const fs::path& file, const UnpackOrder& order = {}) {
    return opened(desk, file).and_then([&](const OpenedPack& pack) { return desk.packs().take(pack, order); });
  }
  Unpacked unpack(Desk& desk, const fs::path& file) { return value_of(try_unpack(desk, file)); }

  store::KioskRecord pair_at(Desk& desk, const std::string& name) {
    const auto grant = value_of(desk.kiosks().offer({.kiosk_name = name, .door = "north", .event = event_.text()}));
    const auto answer = value_of(desk.kiosks().pair({.secret = grant.secret, .key = base::make_signing_pair().open}));
    return value_of(desk.kiosks().find(std::get<wire::PairAccepted>(answer).name));
  }
  std::string scan_at(Desk& desk, const store::KioskRecord& kiosk, const std::string& code) {
    auto request = scan(code, code + " " + std::to_string(++scans_));
    value_of(desk.door().begin());
    const auto reply = desk.door().admit(kiosk.id, request);
    value_of(desk.door().commit());
    return outcome(value_of(reply));
  }

  store::EventStore& store_at(Desk& desk) { return value_of(desk.event(event_))->store; }
  store::EventTotals totals_at(Desk& desk) { return value_of(desk.door().totals(event_)); }
  store::GuestRow row_at(Desk& desk, const std::string& code) {
    const auto hash = rules::code_hash(value_of(desk.event(event_))->keys.code_key, code);
    return value_of(store_at(desk).guests().by_code(hash)).at(0);
  }
  // All that was recorded, and the list: equal where two servers, or two moments, know the same.
  struct Known {
    std::map<rules::JournalId, std::uint64_t> held;
    base::Hash list{};
    store::EventTotals totals;
    std::size_t parked = 0;
    friend bool operator==(const Known&, const Known&) = default;
  };
  Known known_at(Desk& desk) {
    auto& store = store_at(desk);
    return {.held = value_of(store.journal().held()),
            .list = value_of(store.guests().version()),
            .totals = value_of(store.journal().totals()),
            .parked = value_of(store.journal().parked()).size()};
  }
  std::size_t left_in(const fs::path& state) const {
    std::size_t left = 0;
    for (const auto& entry : fs::directory_iterator(state)) {
      if (entry.path().filename().string().find("packing-") != std::string::npos) ++left;
    }
    return left;
  }

  static constexpr const char* passphrase = "drei rote Laternen";
  fs::path outside_;
  std::vector<settings::ConnectorSettings> connectors_{};  // of desks that are opened from now on
  std::unique_ptr<Desk> laptop_;
  store::KioskRecord office_kiosk_;
  int files_ = 0;
  int scans_ = 0;
};

}  // namespace einlass::venue
