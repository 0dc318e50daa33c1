// The table of policies, kept by the pages: what staff and hosts are answered when they scan a ticket with the phone,
// or tap its guest in the list. A request goes the way of every other: route, command, desk.
#include "server/commands/command.h"
#include "server/pages/routes.h"
#include "tests/support/policy/policy_door.h"
#include "tests/support/policy/policy_venue.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace einlass::pages {
namespace {

namespace json = boost::json;
using policy::Asker;
using policy::PolicyCase;
using rules::How;

std::string said_by(const commands::CommandOutcome& outcome) {
  if (!outcome) return outcome.error().kind == base::ErrorKind::Refused ? "not_allowed" : outcome.error().message;
  const auto answer = json::parse(*outcome).as_object();
  if (answer.at("outcome") == "refused") return std::string(answer.at("refusal").as_string());
  if (answer.at("outcome") != "admitted" || answer.at("persons") == 1)
    return std::string(answer.at("outcome").as_string());
  return "admitted " + std::to_string(answer.at("persons").as_int64());
}

class PagesDoor final : public policy::Door {
 public:
  std::vector<Asker> askers() const override { return {Asker::Staff, Asker::Host}; }

  // A page tells neither how a guest was found by name nor who comes instead of whom, and what staff tap is no host's.
  bool has_way(const PolicyCase& row, Asker asker) const override {
    switch (row.request.how) {
      case How::Scan:
        return true;
      case How::List:
        return asker == Asker::Staff;
      case How::Host:
        return asker == Asker::Host;
      case How::Search:
      case How::WalkIn:
      case How::Paper:
      case How::Transferred:
        return false;
    }
    return false;
  }

  std::string answer(const PolicyCase& row, Asker asker) override {
    const auto tapped = ask(row, asker, &PagesDoor::tap);
    if (row.request.how != How::Scan) return tapped;
    const auto scanned = ask(row, asker, &PagesDoor::scan);
    if (tapped.empty() || scanned.empty() || tapped == scanned) return tapped.empty() ? scanned : tapped;
    return tapped + " by tap, " + scanned + " by code";
  }

 private:
  using Way = std::string (PagesDoor::*)(const wire::AdmitRequest& request, const venue::Caller& caller);

  // An answer is committed, so each finds its event as the row has it. Empty: the ticket cannot be asked for so.
  std::string ask(const PolicyCase& row, Asker asker, Way way) {
    venue_.clear();
    const auto request = venue_.arrange(row, asker);
    if (!request) return request.error().message;
    const venue::Caller caller{.number = request->operator_number,
                               .name = "Ada",
                               .role = asker == Asker::Host ? rules::Role::Host : rules::Role::Staff,
                               .lists = {""}};
    return (this->*way)(*request, caller);
  }

  std::string tap(const wire::AdmitRequest& request, const venue::Caller& caller) {
    const auto* ticket = std::get_if<wire::TicketTarget>(&request.target);
    if (ticket == nullptr) return "";
    return post("guests/" + ticket->ticket.text() + "/admissions", request, caller, {});
  }

  std::string scan(const wire::AdmitRequest& request, const venue::Caller& caller) {
    auto code = code_of(request);
    return code.empty() ? "" : post("scans", request, caller, {{"code", std::move(code)}});
  }

  std::string code_of(const wire::AdmitRequest& request) {
    if (const auto* is_signed = std::get_if<wire::SignedTarget>(&request.target)) return is_signed->code;
    const auto ticket = std::get<wire::TicketTarget>(request.target).ticket;
    const auto issued = policy::value_of(venue_.desk().guests().issue_tickets(request.event.text(), false));
    for (const auto& each : issued) {
      if (each.ticket == ticket) return each.code;
    }
    return "";
  }

  std::string post(const std::string& path, const wire::AdmitRequest& request, const venue::Caller& caller,
                   json::object body) {
    auto found = find_route("POST", *parse_target("/api/v1/events/" + request.event.text() + "/" + path));
    auto& arguments = found.arguments;
    arguments.insert(body.begin(), body.end());
    arguments["scan"] = request.scan.scan.text();
    arguments["step"] = request.scan.step;
    arguments["door"] = "north";
    if (request.persons > 0) arguments["persons"] = request.persons;
    commands::CommandContext context{.desk = venue_.desk(), .reach = reach_, .caller = caller};
    return said_by(
        commands::run(context, {.name = std::string(found.route->command), .arguments = json::serialize(arguments)}));
  }

  policy::PolicyVenue venue_;
  commands::Reach reach_;
};

class PolicyTable : public testing::TestWithParam<std::string> {};

TEST_P(PolicyTable, IsKeptByThePages) {
  PagesDoor page;
  policy::expect_keeps_policies(page, GetParam());
}

INSTANTIATE_TEST_SUITE_P(OfPreset, PolicyTable, testing::ValuesIn(policy::preset_names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace einlass::pages
