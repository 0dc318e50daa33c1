#include "server/pages/routes.h"

#include "server/commands/command.h"
#include "server/commands/command_table.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <regex>
#include <set>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::pages {
namespace {

namespace json = boost::json;

FoundRoute find(std::string_view method, std::string_view path) {
  return find_route(method, parse_target(path).value());
}

TEST(Routes, StandForCommandsThatExist) {
  for (const auto& route : routes()) {
    if (route.command == live_feed) continue;
    EXPECT_NE(commands::find_command(route.command), nullptr) << route.command;
  }
}

TEST(Routes, TakeArgumentsFromPathAndQuery) {
  const auto found = find("GET", "/api/v1/events/lunch/guests?limit=50&after=00ff&event=other");
  ASSERT_NE(found.route, nullptr);
  EXPECT_EQ(found.route->command, "guests.list");
  EXPECT_EQ(found.arguments.at("event"), "lunch");  // the path's word stands
  EXPECT_EQ(found.arguments.at("limit"), 50);
  EXPECT_EQ(found.arguments.at("after"), "00ff");
}

TEST(Routes, TellAnotherMethodFromNothing) {
  EXPECT_TRUE(find("DELETE", "/api/v1/events").other_methods_exist);
  EXPECT_EQ(find("DELETE", "/api/v1/events").route, nullptr);
  EXPECT_FALSE(find("GET", "/api/v1/nothing").other_methods_exist);
  EXPECT_EQ(find("GET", "/api/v1").route, nullptr);
}

TEST(Routes, PreferTheWordBeforeTheArgument) {
  EXPECT_EQ(find("GET", "/api/v1/events/lunch/guests/changes").route->command, "guests.changed");
  EXPECT_EQ(find("GET", "/api/v1/events/lunch/guests/00ff").route->command, "guest.sheet");
}

// Whoever organises one event reviews, writes and starts what goes out of it herself.
TEST(Routes, LeaveAnEventsAttendanceToWhoeverOrganisesIt) {
  for (const auto& [method, path] : {std::pair("GET", ""), std::pair("GET", "/crm"), std::pair("POST", "/crm"),
                                     std::pair("DELETE", "/crm"), std::pair("POST", "/crm/start")}) {
    const auto rest = std::string(path);
    const auto found = find(
        method, rest.empty() ? "/api/v1/events/lunch/outbox" : "/api/v1/events/lunch/crm/pimcore" + rest.substr(4));
    ASSERT_NE(found.route, nullptr) << method << rest;
    EXPECT_EQ(found.route->scope, Scope::Event) << method << rest;
    EXPECT_EQ(found.arguments.at("event"), "lunch");
  }
}

// A browser fetches ahead, and links are followed: what a GET asks for changes nothing.
TEST(Routes, ChangeNothingByGet) {
  const std::set<std::string_view> reads_first{"seats.release"};  // without `confirm` it only tells
  for (const auto& route : routes()) {
    if (route.method != "GET" || route.command == live_feed || reads_first.contains(route.command)) continue;
    const auto* handler = commands::find_command(route.command);
    EXPECT_TRUE(handler->only_reads && !handler->is_noted) << route.command;
  }
}

constexpr const char* of_the_venue = "organisers of the whole venue";

// docs/openapi.yaml line by line: paths stand two blanks in, their methods four, command and for whom six.
std::set<std::string> described_routes() {
  std::ifstream file(std::string(EINLASS_SOURCE_DIR) + "/docs/openapi.yaml");
  std::set<std::string> described;
  std::string path, method, route;
  for (std::string line; std::getline(file, line) && line != "components:";) {
    std::smatch found;
    if (std::regex_match(line, found, std::regex("  (/[^:]*):"))) path = found[1];
    if (std::regex_match(line, found, std::regex("    (get|post|put|patch|delete):"))) method = found[1];
    if (std::regex_match(line, found, std::regex("      x-command: (.*)"))) {
      route = method + " " + path + " " + found[1].str();
      described.insert(route);
    }
    if (std::regex_match(line, found, std::regex("      x-for: (.*)"))) {
      described.erase(route);
      described.insert(route + " for " + found[1].str());
    }
  }
  return described;
}

TEST(Routes, AreDescribed) {
  std::set<std::string> made;
  for (const auto& route : routes()) {
    if (route.command == live_feed) continue;
    std::string method(route.method);
    std::transform(method.begin(), method.end(), method.begin(), [](unsigned char c) { return std::tolower(c); });
    const std::string whom = route.scope == Scope::Venue ? std::string(" for ") + of_the_venue : "";
    made.insert(method + " " + std::string(route.path) + " " + std::string(route.command) + whom);
  }
  EXPECT_EQ(described_routes(), made);
}

// The words of the audit trail's page for commands: their names have a dot, those of signing in have none.
std::set<std::string> commands_with_words() {
  std::ifstream file(std::string(EINLASS_SOURCE_DIR) + "/assets/web/src/organiser/audit_words.ts");
  std::set<std::string> worded;
  for (std::string line; std::getline(file, line);) {
    std::smatch found;
    if (std::regex_match(line, found, std::regex("    case \"(.*\\..*)\":"))) worded.insert(found[1]);
  }
  return worded;
}

TEST(Routes, HaveWordsInTheAuditTrailWhereTheyAreNoted) {
  std::set<std::string> noted;
  for (const auto& route : routes()) {
    const auto* handler = commands::find_command(route.command);
    if (handler != nullptr && (handler->is_noted || handler->shows_crm || !handler->only_reads))
      noted.emplace(route.command);
  }
  EXPECT_EQ(commands_with_words(), noted);
}

}  // namespace
}  // namespace einlass::pages
