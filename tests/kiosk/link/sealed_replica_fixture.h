// A kiosk whose disk is searched, byte by byte, for names, codes and keys.
#pragma once

#include "core/wire/event_keys.h"
#include "db/venue_store.h"
#include "kiosk/link/event_keys_at_rest.h"
#include "kiosk/link/state_directory.h"
#include "tests/kiosk/link/link_world.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::link {

constexpr auto a_week = std::chrono::hours(24 * 7);
constexpr const char* complaint = R"({"reason":"Frau Sommer ist enttäuscht"})";

inline std::string everything_in(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    bytes.append(entry.path().filename().string()).append(std::istreambuf_iterator<char>(in), {});
  }
  return bytes;
}

inline void expect_none(const std::string& bytes, const std::vector<std::string>& secrets) {
  ASSERT_GT(bytes.size(), 4096U);
  for (const auto& secret : secrets) EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
}

inline const std::vector<std::string> names_and_codes{
    "Jana",   "jana",   "JANA",   "Weiß",   "weiß",   "weiss",  "Omar",       "omar",       "Haddad",
    "haddad", "HADDAD", "Sommer", "sommer", "SOMMER", "nttäus", "TICKET-000", "ticket-000", "ticket000"};

inline std::string raw(const base::SecretKey& key) {
  return {key.begin(), key.end()};
}

// The replica's key and the key of the codes, and what they look like on disk.
inline std::vector<std::string> keys_in(const std::filesystem::path& folder, rules::EventId event) {
  std::vector<std::string> secrets;
  const auto note = [&](const base::SecretKey& key) {
    secrets.push_back(base::hex(key));
    secrets.push_back(raw(key));
  };
  const auto sealing = EventKeysAtRest(StateDirectory(folder).keys_folder()).key(event).value();
  if (sealing) note(*sealing);
  const auto venue = store::VenueStore::open(StateDirectory(folder).venue_file()).value();
  const auto documents = venue.documents_of_kind("keys").value();
  for (const auto& document : documents) {
    const auto keys = wire::read_event_keys(venue.document(document.hash).value()->content).value();
    note(keys.code_key);
    for (const char* code : {"TICKET-0001", "TICKET-0002", "TICKET-0003"}) {
      secrets.push_back(raw(rules::code_hash(keys.code_key, code)));
    }
  }
  return secrets;
}

inline std::string name_on(const AdmissionDecided& decided) {
  if (decided.tickets.empty() || !decided.tickets.front().guest) return "";
  return decided.tickets.front().guest->full_name;
}

class SealedReplica : public testing::Test {
 protected:
  void set_up(rules::KeyAtRest key_at_rest = rules::KeyAtRest::UntilExpiry) {
    venue = std::make_unique<Venue>(key_at_rest);
    venue->start();
    pair();
    kiosk.start_and_join();
  }

  void pair() {
    venue->stop();
    const auto code = venue->code("Left");
    venue->start();
    kiosk.pair(code);
  }

  // A fact with a private part that is this kiosk's own.
  void complain(rules::TicketId ticket) {
    rules::EntryDraft draft;
    draft.ticket = ticket;
    draft.fact = rules::BadgeFailed{.serial = rules::BadgeSerial::random(), .fault = rules::BadgeFault::Other};
    draft.private_content = complaint;
    kiosk.link().write({.token = 1, .event = venue->event(), .draft = draft, .print = std::nullopt});
    ASSERT_TRUE(kiosk.await<Written>().row);
  }

  void admit_alone_and_complain(const std::string& code) {
    const auto decided = kiosk.admit(code);
    ASSERT_TRUE(is_granted(decided));
    ASSERT_TRUE(decided.alone);
    complain(std::get<rules::AdmissionGranted>(decided.admission).ticket);
  }

  // What the server holds in the end.
  void expect_all_handed_over() {
    kiosk.stop();
    venue->stop();
    const auto failed = venue->rows("badge_failed");
    ASSERT_THAT(failed, testing::SizeIs(1));
    ASSERT_TRUE(failed.front().private_part);
    EXPECT_EQ(failed.front().private_part->content, complaint);
    EXPECT_EQ(venue->count("admitted"), 2);
  }

  std::filesystem::path keys() const { return StateDirectory(kiosk.folder()).keys_folder(); }

  std::unique_ptr<Venue> venue;
  Kiosk kiosk;
};

}  // namespace einlass::link
