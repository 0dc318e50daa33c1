// What an organiser is told of her badges before the doors open, as the command tells it.
#include "tests/server/cli/desk_fixture.h"

#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// The company in light grey on white, which nobody can read.
constexpr const char* faint = R"(<svg xmlns="http://www.w3.org/2000/svg" width="86mm" height="54mm" viewBox="0 0 86 54">
<rect data-field="name" x="5" y="5" width="76" height="12"/>
<rect data-field="company" x="5" y="20" width="76" height="7" data-color="#ddd"/>
<rect data-field="qr" x="64" y="33" width="18" height="18"/></svg>)";

class Preflight : public DeskFixture {
 protected:
  json::object in_json() const {
    const auto ran = run({"--json", "badge", "preflight", "summit"});
    return json::parse(ran.output).as_object();
  }

  static std::vector<std::string> names_of(const json::value& badges) {
    std::vector<std::string> names;
    for (const auto& badge : badges.as_array()) names.emplace_back(badge.at("name").as_string());
    return names;
  }

  void use_template(const std::string& svg) const {
    const auto set = run({"event", "set", "summit", "--badge-template", write("mine.svg", svg).string()});
    ASSERT_EQ(set.exit_code, 0) << set.errors;
  }
};

TEST_F(Preflight, ListsWhoseBadgeCannotBeDrawnAmongAllOthers) {
  create_event("First Name,Last Name,Code\nAda,Lovelace,A\n" + endless_name() + ",B\nEva," + std::string(190, 'W') +
               ",C\n");
  const auto ran = run({"badge", "preflight", "summit"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.errors, AllOf(IsOneSentence(), HasSubstr("Some badges are not as they should be")));
  EXPECT_THAT(ran.output, AllOf(HasSubstr("The field name is too long for a badge"), HasSubstr("does not fit"),
                                HasSubstr("3 badges checked, 2 to look at.\n")));
  const auto found = in_json().at("badges").as_array();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found.front().at("finding"), "overflow");
  EXPECT_EQ(found.back().at("finding"), "undrawable");
  EXPECT_THAT(std::string(found.back().at("name").as_string()), testing::StartsWith("\U00013000"));
}

TEST_F(Preflight, ListsWhoseBoxesAreEmpty) {
  create_event("First Name,Last Name,Company,Code\nAda,Lovelace,,A\nMax,Born,GU,B\nEva,Zorn,,C\n");
  const auto ran = run({"badge", "preflight", "summit"});
  EXPECT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_THAT(ran.output, AllOf(HasSubstr("Empty: company on 2 badges (Ada Lovelace, Eva Zorn).\n"),
                                HasSubstr("Empty: position on all 3 badges.\n"), Not(HasSubstr("Empty: name"))));
  const auto empty = in_json().at("empty").as_object();
  EXPECT_THAT(names_of(empty.at("company")), ElementsAre("Ada Lovelace", "Eva Zorn"));
  EXPECT_THAT(names_of(empty.at("position")), ElementsAre("Max Born", "Ada Lovelace", "Eva Zorn"));
  EXPECT_FALSE(empty.contains("name"));
}

TEST_F(Preflight, NamesSomeAndCountsTheRestOfThoseWithAnEmptyBox) {
  std::string list = "First Name,Last Name,Company,Code\nMax,Zorn,GU,Z\n";
  for (const char* letter : {"A", "B", "C", "D", "E"}) list += fmt::format("Ada,{0}son,,{0}\n", letter);
  create_event(list);
  EXPECT_THAT(run({"badge", "preflight", "summit"}).output,
              HasSubstr("Empty: company on 5 badges (Ada Ason, Ada Bson, Ada Cson and 2 more).\n"));
  EXPECT_EQ(in_json().at("empty").at("company").as_array().size(), 5U);
}

TEST_F(Preflight, ListsWhoHasNoName) {
  create_event("Name,Company,E-Mail,Code\nAda Lovelace,Works,ada@example.org,A\n");
  use_template(R"(<svg xmlns="http://www.w3.org/2000/svg" width="86mm" height="54mm" viewBox="0 0 86 54">
<rect data-field="name" data-when="!table" x="5" y="5" width="76" height="12"/>
<rect data-field="qr" x="64" y="33" width="18" height="18"/></svg>)");
  put_unnamed_ticket();
  const auto ran = run({"badge", "preflight", "summit", "--csv", (folder_ / "findings.csv").string()});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.output, AllOf(HasSubstr("  name  is empty\n"), HasSubstr("2 badges checked, 1 to look at.\n")));
  EXPECT_THAT(read(folder_ / "findings.csv"), HasSubstr(",empty,name,is empty,"));
  const auto found = in_json().at("badges").as_array();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().at("finding"), "empty");
  EXPECT_EQ(found.front().at("field"), "name");
}

TEST_F(Preflight, ListsWhatStandsOutTooLittleAndOnWhoseBadges) {
  create_event("Name,Company,Category,Code\nAda Lovelace,Works,member,A\nMax Born,,member,B\nEva Zorn,Hafen,guest,C\n");
  use_template(faint);
  const auto ran = run({"badge", "preflight", "summit"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(
      ran.output,
      AllOf(HasSubstr("company of the category member has too little contrast to its ground to be read, on 1 badge "
                      "(Ada Lovelace).\n"),
            HasSubstr("company of the category guest has too little contrast to its ground to be read, on 1 badge "
                      "(Eva Zorn).\n"),
            HasSubstr("3 badges checked, 0 to look at.\n")));
  const auto found = in_json().at("templates").as_array();
  ASSERT_EQ(found.size(), 2U);
  for (const auto& finding : found) {
    EXPECT_EQ(finding.at("finding"), "contrast");
    EXPECT_EQ(finding.at("field"), "company");
  }
  EXPECT_THAT(names_of(found.front().at("badges")), ElementsAre("Ada Lovelace"));
}

// Whoever waits for approval or a seat may get a badge at the door; who was cancelled or is blocked gets none.
TEST_F(Preflight, LooksAtAllWhoMayStillGetABadge) {
  create_event(
      "Name,Status,Code\nConfirmed \U00013000,confirmed,A\nAwaiting \U00013001,pending approval,B\n"
      "Waitlisted \U00013002,waitlist,C\nCancelled \U00013003,cancelled,D\nBlocked \U00013004,blocked,E\n");
  const auto ran = run({"badge", "preflight", "summit"});
  EXPECT_THAT(ran.output,
              AllOf(HasSubstr("U+13000"), HasSubstr("U+13001"), HasSubstr("U+13002"), Not(HasSubstr("U+13003")),
                    Not(HasSubstr("U+13004")), HasSubstr("3 badges checked, 3 to look at.\n")));
  const auto printed = run({"badge", "print", "summit", "-o", (folder_ / "badges.pdf").string()});
  EXPECT_THAT(printed.output, HasSubstr("Wrote 1 badge ")) << "for them nothing is printed yet";
}

}  // namespace
}  // namespace einlass::cli
