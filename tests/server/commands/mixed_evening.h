// An evening with one guest of each kind that a review tells apart, and what a CRM knows of them.
#pragma once

#include "core/wire/entry_json.h"
#include "db/crm_store.h"
#include "db/guest_book.h"
#include "server/venue/desk.h"
#include "server/venue/state_files.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace einlass::test {

class MixedEvening {
 public:
  MixedEvening(venue::Desk& desk, rules::EventId event, base::Instant begins)
      : desk_(desk), event_(event), begins_(begins) {}

  // Of the event with this key.
  void hold(const std::string& key) {
    const std::string list =
        "Name,Email,Code\nAda Lovelace,ada@x.org,A\nMax Born,max@x.org,B\nLise Meitner,lise@x.org,C\n"
        "Emmy Noether,,D\nJan Müller,,E\nKurt Goedel,,F\n";
    ASSERT_TRUE(desk_.guests().import({.event = key, .content = list}));
    admit(listed("A"));
    bring(listed("B"), rules::Excused{});
    auto instead = listed("C");
    instead.guest = rules::GuestId::random();
    bring(listed("C"), rules::TicketTransferred{listed("C").guest, instead.guest, {}});
    bring(instead, rules::GuestAmended{{"full_name"}}, named("Otto Hahn"));
    admit(instead);
    bring(listed("F"), rules::GuestAmended{{"full_name"}}, named("Kurt Gödel"));
    admit(listed("F"));
    for (const auto* name : {"Jan Mueller", "Jan Mueller"}) walk_in(named(name));  // at two desks
    walk_in(R"({"email":"hans@x.org","full_name":"Hans Bethe"})");
  }

  // As a full pull of the connector "crm" brings them.
  static void keep_persons(const std::filesystem::path& state, base::Instant now) {
    auto crm = store::CrmStore::open(state / venue::crm_file);
    ASSERT_TRUE(crm);
    const store::PullKey key{.connector = "crm", .remote = ""};
    ASSERT_TRUE(crm->begin_pull(key, true, now));
    ASSERT_TRUE(crm->keep_page(key, {.persons = {person("1", "Ada", "Lovelace", {{"patron", "", ""}}),
                                                 person("2", "Max", "Born", {{"patron", "2010-01-01", "2012-12-31"}}),
                                                 person("4", "Hans", "Bethe", {})},
                                     .next = "W",
                                     .last = true}));
    ASSERT_TRUE(crm->finish_pull(key, now));
  }

 private:
  struct Who {
    rules::TicketId ticket;
    rules::GuestId guest;
  };

  static rules::CrmPerson person(const std::string& id, const std::string& first, const std::string& last,
                                 const std::vector<rules::Membership>& memberships) {
    return {.connector = "crm",
            .id = id,
            .first_name = first,
            .last_name = last,
            .email = static_cast<char>(first.front() - 'A' + 'a') + first.substr(1) + "@x.org",
            .memberships = memberships};
  }

  static std::string named(const std::string& name) { return fmt::format(R"({{"full_name":"{}"}})", name); }

  Who listed(const std::string& code) {
    auto& event = *desk_.event(event_).value();
    const auto row = event.store.guests().by_code(rules::code_hash(event.keys.code_key, code)).value().front();
    return {row.ticket.id, row.guest.id};
  }

  void admit(const Who& who) {
    bring(who,
          rules::Admitted{.persons = 1, .places = 1, .category = "guest", .day = base::VenueDay::parse("2026-11-23")});
  }

  void walk_in(const std::string& names) {
    const Who who{rules::TicketId::random(), rules::GuestId::random()};
    bring(who, rules::GuestRegistered{.category = "guest", .places = 1}, names);
    admit(who);
  }

  // Entries of one kiosk, each a scan of its own.
  void bring(const Who& who, const rules::Fact& fact, const std::string& names = {}) {
    rules::JournalRow row;
    row.entry.id = {journal_, event_, ++sequence_};
    if (last_) row.entry.previous = wire::entry_hash(last_->entry);
    row.entry.ticket = who.ticket;
    row.entry.guest = who.guest;
    row.entry.scan = rules::ScanStep{rules::ScanId::random(), 0};
    row.entry.place = {.name = "Süd 9"};
    row.entry.time.venue = begins_ + std::chrono::minutes(static_cast<int>(sequence_));
    row.entry.alone = true;
    row.entry.fact = fact;
    if (!names.empty()) {
      row.private_part = rules::make_private_part(names);
      row.entry.private_hash = rules::private_part_hash(*row.private_part);
    }
    last_ = row;
    ASSERT_TRUE(desk_.door().begin());
    ASSERT_TRUE(desk_.door().merge({row}));
    ASSERT_TRUE(desk_.door().commit());
  }

  venue::Desk& desk_;
  rules::EventId event_;
  base::Instant begins_;
  rules::JournalId journal_ = rules::JournalId::random();
  std::uint64_t sequence_ = 0;
  std::optional<rules::JournalRow> last_;
};

}  // namespace einlass::test
