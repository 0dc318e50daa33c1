// What member lists become: made-up people, the vendors' field names.
#include "server/crm/member_rows.h"

#include "tests/server/crm/parsed_row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::crm {
namespace {

using rules::Membership;
using settings::ConnectorKind;
using settings::ConnectorSettings;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(MemberRows, AnApplicantsNumberIsNobodyElses) {
  const ConnectorSettings connector{.name = "m", .kind = ConnectorKind::EasyVerein};
  const auto member = person_of_member(parsed(R"({"id":7,"membershipNumber":"1001"})"), connector);
  const auto applicant = person_of_member(parsed(R"({"id":1001,"membershipNumber":null})"), connector);
  EXPECT_EQ(member.id, "1001");
  EXPECT_NE(applicant.id, member.id);
  EXPECT_FALSE(applicant.id.empty());
}

TEST(MemberRows, KnowDaysThatAreNone) {
  const std::vector<std::pair<const char*, const char*>> cases = {{"2026-11-28", "2026-11-28"},
                                                                  {"28.11.2026", "2026-11-28"},
                                                                  {"0000-00-00", ""},
                                                                  {"", ""},
                                                                  {"2099-12-31", ""},
                                                                  {"soon", ""},
                                                                  {"2026-11-28T00:00:00", "2026-11-28"}};
  for (const auto& [text, day] : cases) EXPECT_EQ(membership_day(text), day) << text;
}

TEST(MemberRows, GatherDepartmentsUnderOneNumber) {
  const ConnectorSettings connector{.name = "m",
                                    .kind = ConnectorKind::Sewobe,
                                    .fields = {{"kind", "ABTEILUNGSNAME"}},
                                    .kinds = {{"Tennis", "player"}}};
  MembersById members;
  add_report_row(
      parsed(R"~({"MITGLIEDSNUMMER":"1001","VORNAME":"Mara","NACHNAME":"Beispiel","E-MAIL":"mara@example.org",
    "ANREDE":"Frau","GEBURTSDATUM":"1984-01-01","ABTEILUNGSNAME":"Tennis","AUSTRITT(VEREIN)":"2099-12-31"
})~"),
      connector, members);
  add_report_row(parsed(R"~({"MITGLIEDSNUMMER":"1001","VORNAME":"Mara","NACHNAME":"Beispiel","ABTEILUNGSNAME":"Chess",
    "AUSTRITT(VEREIN)":"2025-12-31"
  })~"),
                 connector, members);
  add_report_row(parsed(R"~({"VORNAME":"No","NACHNAME":"Number"})~"), connector, members);
  ASSERT_THAT(members, SizeIs(1));
  const auto& person = members.at("1001");
  EXPECT_EQ(person.email, "mara@example.org");
  EXPECT_THAT(person.memberships,
              ElementsAre(Membership{.kind = "player"}, Membership{.kind = "Chess", .until = "2025-12-31"}));
}

// Of several reports the first may say nothing but that she is in the department.
TEST(MemberRows, AreFilledByWhatLaterOnesSay) {
  const ConnectorSettings connector{.name = "m", .kind = ConnectorKind::Sewobe};
  MembersById members;
  add_report_row(parsed(R"~({"MITGLIEDSNUMMER":"1001","NACHNAME":"Beispiel"})~"), connector, members);
  add_report_row(
      parsed(R"~({"MITGLIEDSNUMMER":"1001","VORNAME":"Mara","NACHNAME":"Probe","E-MAIL":"mara@example.org"})~"),
      connector, members);
  const auto& person = members.at("1001");
  EXPECT_EQ(person.first_name, "Mara");
  EXPECT_EQ(person.last_name, "Beispiel") << "what was said stays";
  EXPECT_EQ(person.email, "mara@example.org");
  EXPECT_THAT(person.memberships, SizeIs(1));
}

TEST(MemberRows, MakeNoMemberOfAnApplicant) {
  const ConnectorSettings connector{.name = "m", .kind = ConnectorKind::EasyVerein};
  auto member = parsed(R"({"id":1,"membershipNumber":"1001","joinDate":"2020-01-01","resignationDate":null,
    "_isApplication":false,"contactDetails":{"firstName":"Mara","familyName":"Beispiel","companyName":"Muster GmbH"}})");
  EXPECT_EQ(person_of_member(member, connector),
            (rules::CrmPerson{.connector = "m",
                              .id = "1001",
                              .first_name = "Mara",
                              .last_name = "Beispiel",
                              .organisation = "Muster GmbH",
                              .memberships = {{.kind = "member", .since = "2020-01-01"}}}));
  member["_isApplication"] = true;
  EXPECT_THAT(person_of_member(member, connector).memberships, IsEmpty());
}

}  // namespace
}  // namespace einlass::crm
