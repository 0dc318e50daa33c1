// A real desk in a folder of its own, with one event and a few guests.
#pragma once

#include "core/base/clock.h"
#include "server/venue/desk.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::web {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "einlass-web-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class VenueTest : public ::testing::Test {
 protected:
  // Half an hour after the doors of "evening" have opened.
  static base::Instant evening() { return base::Instant::from_unix_ms(1'795'455'000'000); }  // 2026-11-23T18:30 Berlin

  venue::DeskOptions desk_options() {
    return {.state_directory = folder.path() / "state",
            .assets = std::filesystem::path(EINLASS_BINARY_DIR) / "share" / "einlass",
            .clock = &clock,
            .vfs = vfs,
            .connectors = connectors};
  }
  void open_desk() {
    auto opened = venue::Desk::open(desk_options());
    ASSERT_TRUE(opened) << opened.error().message;
    desk = std::move(*opened);
  }
  void create_event() {
    create_another("evening");
    import_guests("evening");
  }
  void create_another(const std::string& key) {
    const auto event = desk->events().create({.preset = "lecture",
                                              .key = key,
                                              .name = "An evening",
                                              .organiser = "Club",
                                              .privacy_url = "https://club.example/privacy",
                                              .starts = "2026-11-23T18:00",
                                              .ends = "2026-11-23T22:00"});
    ASSERT_TRUE(event) << event.error().message;
    event_id = event->id;
  }
  void import_guests(const std::string& event) {
    tickets.clear();
    const auto imported = desk->guests().import({.event = event,
                                                 .content = "Code,First name,Last name\n"
                                                            "TICKET-0001,Jana,Weiß\n"
                                                            "TICKET-0002,Omar,Haddad\n"
                                                            "TICKET-0003,Lia,Sommer\n"});
    ASSERT_TRUE(imported) << imported.error().message;
    const auto parts = desk->door().guest_list({.event = event_id}).value();
    for (const auto& part : parts) {
      for (const auto& row : part.rows) tickets.push_back(row.ticket.id);
    }
    ASSERT_EQ(tickets.size(), 3U);
  }

  TemporaryFolder folder;
  base::ManualClock clock{evening()};
  std::string vfs;  // of the event files
  std::vector<settings::ConnectorSettings> connectors;
  std::unique_ptr<venue::Desk> desk;
  rules::EventId event_id;
  std::vector<rules::TicketId> tickets;
};

}  // namespace einlass::web
