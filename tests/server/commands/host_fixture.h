// A venue whose people ask by commands, as pages do: one event, a kiosk at its door, hosts with lists of their own.
#pragma once

#include "server/commands/command.h"
#include "server/venue/desk.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace einlass::commands {

namespace json = boost::json;

// Of a guest whom a test calls so: the same each time.
template <typename Id = rules::TicketId>
std::string id(const std::string& name) {
  return Id(base::keyed_id({}, name)).text();
}
inline std::string scan_id(const std::string& name) {
  return id<rules::ScanId>("scan of " + name);
}

// The answer, or its error.
struct Answer {
  json::value value;
  std::optional<base::ErrorKind> error;
  std::string text;  // of either

  const json::object& object() const { return value.as_object(); }
  const json::value& at(const char* name) const { return value.as_object().at(name); }
  std::string word(const char* name) const { return std::string(at(name).as_string()); }
  std::int64_t number(const char* name) const { return at(name).as_int64(); }
  // Of the guest's line, which is the answer or a part of it.
  const json::object& line() const;
};

class HostFixture : public testing::Test {
 protected:
  HostFixture();
  ~HostFixture() override;

  void reopen();
  void create(const std::string& preset);  // from 18:00 to 23:00; it is noon
  void pair(const std::string& kiosk);
  void go_to(const std::string& time);  // "18:30"

  venue::Caller caller(rules::Role role, std::set<std::string> lists = {}) const;
  Answer ask(const std::string& command, json::object arguments, const std::optional<venue::Caller>& who);
  // On this list, by whoever may do all.
  Answer add(const std::string& name, const std::string& list, json::object more = {});
  Answer admit(const std::string& name, const std::optional<venue::Caller>& who, const std::string& scan = "");

  // At the kiosk, by herself: "admitted", "announced" or the word of the refusal.
  std::string scan_at_kiosk(const std::string& ticket, const std::string& scan = "", std::uint32_t step = 0);

  venue::OpenEvent& event() { return *desk_->event(event_).value(); }
  // At the kiosk, by the scan "help".
  void call_for_help();

  std::size_t entries();
  int admitted();

  std::vector<settings::ConnectorSettings> connectors_;  // of the next reopen()
  std::filesystem::path folder_;
  base::ManualClock clock_;
  std::unique_ptr<venue::Desk> desk_;
  rules::EventId event_;
  store::KioskRecord kiosk_;
  Reach reach_;
  venue::Caller anna_;   // a host of the list "anna"
  venue::Caller berta_;  // a host of the list "berta"
  venue::Caller organiser_;
  venue::Caller staff_;
  venue::Caller helper_;
};

}  // namespace einlass::commands
