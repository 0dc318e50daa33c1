#include "server/crm/matching.h"

#include "core/base/crypto.h"

#include <filesystem>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace einlass::crm {
namespace {

using rules::CrmPerson;
using store::CrmMatch;
using store::MatchedBy;
using store::MatchState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

const rules::GuestId ada(base::keyed_id(base::SecretKey{}, "ada"));
const rules::GuestId max(base::keyed_id(base::SecretKey{}, "max"));

MatchedGuest guest(rules::GuestId id, const std::string& name, const std::string& email,
                   const std::string& company = {}, const std::string& whose = {}) {
  MatchedGuest made;
  made.guest.id = id;
  made.guest.full_name = name;
  made.guest.email = email;
  made.guest.company = company;
  if (!whose.empty()) made.guest.extra["email_of"] = whose;
  return made;
}

CrmPerson person(const std::string& id, const std::string& first, const std::string& last, const std::string& email,
                 const std::string& organisation = {}, const std::string& connector = "crm") {
  return {.connector = connector,
          .id = id,
          .first_name = first,
          .last_name = last,
          .email = email,
          .organisation = organisation};
}

CrmMatch found(rules::GuestId guest, const std::string& id, MatchedBy by, MatchState state = MatchState::Matched) {
  return {guest, "crm", id, by, state};
}

// Few names and addresses, so that all that can be alike is.
TEST(Matching, FindsAmongWhoIsAlikeWhomItFindsAmongAll) {
  const auto file = std::filesystem::temp_directory_path() / ("einlass-alike-" + std::to_string(::getpid()) + ".db");
  auto store = *store::CrmStore::open(file);
  std::mt19937 chance(7);
  const auto one_of = [&](const std::vector<std::string>& of) { return of[chance() % of.size()]; };
  const std::vector<std::string> first{"Ada", "Max", "Zoë"}, last{"Lovelace", "Born"};
  const std::vector<std::string> mail{"a@x.org", "A@X.ORG", "b@x.org", "c@x.org", ""};
  const std::vector<std::string> firm{"Nordlicht", "NORDLICHT", "Südwind", ""};
  for (int round = 0; round < 60; ++round) {
    for (const std::string connector : {"crm", "club"}) {
      store::PulledPage page{.next = "W", .last = true};
      for (int id = 0; id < 4; ++id) {
        page.persons.push_back(
            person(std::to_string(id), one_of(first), one_of(last), one_of(mail), one_of(firm), connector));
      }
      ASSERT_TRUE(store.begin_pull({connector, ""}, true, {}));
      ASSERT_TRUE(store.keep_page({connector, ""}, page));
      ASSERT_TRUE(store.finish_pull({connector, ""}, {}));
    }
    std::vector<MatchedGuest> guests;
    std::vector<store::CrmSought> sought;
    for (int n = 0; n < 3; ++n) {
      auto each = guest(rules::GuestId::random(), one_of(last) + ", " + one_of(first), one_of(mail), one_of(firm));
      each.connector = "crm";
      each.person = one_of({"0", "9", "", "", ""});
      guests.push_back(each);
      sought.push_back(sought_for(each));
    }
    EXPECT_EQ(match_people(guests, *store.alike(sought), {}), match_people(guests, *store.persons(), {})) << round;
  }
  std::filesystem::remove(file);
}

// Whoever used her ticket.
TEST(Matching, ProposesTheBuyerOfSeveralPlacesWhereNothingElseTells) {
  auto bought = guest(ada, "Ada Lovelace", "");
  bought.connector = "crm";
  bought.person = "7";
  bought.may_be_anothers = true;
  const auto her = person("7", "Ada", "Lovelace", "ada@example.org");
  EXPECT_THAT(match_people({bought}, {her}, {}), ElementsAre(found(ada, "7", MatchedBy::Id, MatchState::Proposed)));
  bought.guest.email = "ada@example.org";
  EXPECT_THAT(match_people({bought}, {her}, {}), ElementsAre(found(ada, "7", MatchedBy::Email))) << "her own address";
  bought.guest.company = her.organisation;
  bought.guest.email.clear();
  EXPECT_THAT(match_people({bought}, {her}, {}), testing::SizeIs(1)) << "nobody is proposed twice";
}

TEST(Matching, TakesThePersonThatTheSourceNames) {
  auto bought = guest(ada, "Ada Lovelace", "");
  bought.connector = "crm";
  bought.person = "7";
  EXPECT_THAT(match_people({bought}, {person("7", "A.", "King", ""), person("8", "Ada", "Lovelace", "")}, {}),
              ElementsAre(found(ada, "7", MatchedBy::Id)));
}

TEST(Matching, TakesAnAddressThatOneNameBears) {
  const auto known = person("7", "Ada", "Lovelace", "Ada@Example.org");
  EXPECT_THAT(match_people({guest(ada, "Ada Lovelace", "ada@example.org")}, {known}, {}),
              ElementsAre(found(ada, "7", MatchedBy::Email)));
  EXPECT_THAT(match_people({guest(ada, "Lovelace, Ada", "ada@example.org")}, {known}, {}),
              ElementsAre(found(ada, "7", MatchedBy::Email)));
  EXPECT_THAT(match_people({guest(ada, "Ada Lovelace", "ada@example.org", "", "buyer")}, {known}, {}), IsEmpty());
  EXPECT_THAT(match_people({guest(ada, "Ada Lovelace", "")}, {known}, {}), IsEmpty());
}

// It may be a misspelled name, a new one, or a colleague: a person says which.
TEST(Matching, OnlyProposesWhoHasTheAddressUnderAnotherName) {
  const auto lovelace = person("7", "Ada", "Lovelace", "ada@example.org");
  const auto asked = guest(ada, "Ada Lovelace", "ada@example.org");
  const auto proposed = [](rules::GuestId who, const std::string& id) {
    return found(who, id, MatchedBy::Email, MatchState::Proposed);
  };
  struct Case {
    const char* says;
    std::vector<MatchedGuest> guests;
    std::vector<CrmPerson> persons;
    std::vector<CrmMatch> proposals;
  };
  const std::vector<Case> cases = {
      {"a misspelled name", {guest(ada, "Ada Lovelance", "ADA@example.org")}, {lovelace}, {proposed(ada, "7")}},
      {"the order's buyer", {guest(ada, "Ada Lovelance", "ada@example.org", "", "buyer")}, {lovelace}, {}},
      {"a colleague among the guests",
       {asked, guest(max, "Max Born", "ada@example.org")},
       {lovelace},
       {proposed(ada, "7"), proposed(max, "7")}},
      {"her own name before a colleague's",
       {asked},
       {lovelace, person("8", "Max", "Born", "ada@example.org")},
       {proposed(ada, "7")}},
      {"a colleague in another system",
       {asked},
       {lovelace, person("8", "Max", "Born", "ada@example.org", "", "members")},
       {proposed(ada, "7"), {ada, "members", "8", MatchedBy::Email, MatchState::Proposed}}},
      {"two colleagues in the CRM, and neither is she",
       {asked},
       {person("8", "Max", "Born", "ada@example.org"), person("9", "Lise", "Meitner", "ada@example.org")},
       {proposed(ada, "8"), proposed(ada, "9")}},
      {"an office's address",
       {asked},
       {person("1", "A", "A", "ada@example.org"), person("2", "B", "B", "ada@example.org"),
        person("3", "C", "C", "ada@example.org"), person("4", "D", "D", "ada@example.org")},
       {}},
  };
  for (const auto& [says, guests, persons, proposals] : cases) {
    EXPECT_THAT(match_people(guests, persons, {}), UnorderedElementsAreArray(proposals)) << says;
  }
  const auto no = CrmMatch{ada, "crm", "7", MatchedBy::Person, MatchState::Rejected};
  EXPECT_THAT(match_people(cases[0].guests, {lovelace}, {no}), IsEmpty()) << "a no is remembered";
}

TEST(Matching, SaysOnceWhoIsAlikeInNameAndAddress) {
  EXPECT_THAT(match_people(
                  {guest(ada, "Ada Lovelace", "ada@example.org", "Engines"), guest(max, "Max Born", "ada@example.org")},
                  {person("7", "Ada", "Lovelace", "ada@example.org", "Engines")}, {}),
              UnorderedElementsAre(found(ada, "7", MatchedBy::Name, MatchState::Proposed),
                                   found(max, "7", MatchedBy::Email, MatchState::Proposed)));
}

TEST(Matching, NobodyIsMadeOutOfFiveColleaguesOnOneBuyersAddress) {
  std::vector<MatchedGuest> colleagues;
  for (int i = 0; i < 5; ++i) {
    const rules::GuestId id(base::keyed_id(base::SecretKey{}, std::to_string(i)));
    colleagues.push_back(guest(id, "Colleague " + std::to_string(i), "ada@example.org", "Muster GmbH", "buyer"));
  }
  EXPECT_THAT(match_people(colleagues, {person("7", "Ada", "Lovelace", "ada@example.org", "Muster GmbH")}, {}),
              IsEmpty());
}

TEST(Matching, OnlyProposesWhoHasTheNameAndTheOrganisation) {
  const auto asked = guest(ada, "Ada Lovelace", "ada@home.example", "Muster GmbH");
  EXPECT_THAT(match_people(
                  {asked},
                  {person("7", "Ada", "Lovelace", "", "muster gmbh"), person("8", "Ada", "Lovelace", "", "Other")}, {}),
              ElementsAre(found(ada, "7", MatchedBy::Name, MatchState::Proposed)));
  EXPECT_THAT(match_people({guest(ada, "Ada Lovelace", "")}, {person("7", "Ada", "Lovelace", "")}, {}), IsEmpty());
}

TEST(Matching, LetsAPersonChooseWhereTwoFit) {
  EXPECT_THAT(
      match_people(
          {guest(ada, "Ada Lovelace", "ada@example.org")},
          {person("7", "Ada", "Lovelace", "ada@example.org"), person("8", "Ada", "Lovelace", "ada@example.org")}, {}),
      UnorderedElementsAre(found(ada, "7", MatchedBy::Email, MatchState::Proposed),
                           found(ada, "8", MatchedBy::Email, MatchState::Proposed)));
}

TEST(Matching, RemembersWhatSomebodySaid) {
  const std::vector<MatchedGuest> guests = {guest(ada, "Ada Lovelace", "ada@example.org")};
  const std::vector<CrmPerson> persons = {person("7", "Ada", "Lovelace", "ada@example.org")};
  EXPECT_THAT(match_people(guests, persons, {found(ada, "9", MatchedBy::Person, MatchState::Confirmed)}), IsEmpty());
  EXPECT_THAT(match_people(guests, persons, {found(ada, "7", MatchedBy::Person, MatchState::Rejected)}), IsEmpty());
  EXPECT_THAT(match_people(guests, persons, {found(ada, "9", MatchedBy::Person, MatchState::Rejected)}),
              ElementsAre(found(ada, "7", MatchedBy::Email)));
}

TEST(Matching, KnowsNobodyWhoIsGone) {
  auto gone = person("7", "Ada", "Lovelace", "ada@example.org");
  gone.gone = true;
  EXPECT_THAT(match_people({guest(ada, "Ada Lovelace", "ada@example.org")}, {gone}, {}), IsEmpty());
}

TEST(MembershipTest, IsHersOrHerOrganisationsOnTheDay) {
  auto holder = person("1", "", "", "", "Muster GmbH", "members");
  holder.memberships = {{.kind = "company", .since = "2020-01-01", .until = "2025-12-31"}};
  auto herself = person("2", "Ada", "Lovelace", "", "Alone");
  herself.memberships = {{.kind = "personal", .since = "", .until = "2024-06-30"},
                         {.kind = "honorary", .since = "2026-01-01", .until = ""}};
  auto by_id = person("3", "Max", "Born", "", "Muster (Berlin)");
  by_id.organisation_id = "o1";
  auto of_id = person("4", "", "", "", "Muster AG");
  of_id.organisation_id = "o1";
  of_id.memberships = {{.kind = "company", .since = "", .until = ""}};
  const Memberships memberships({holder, herself, by_id, of_id});
  struct Case {
    CrmPerson asked;
    const char* day;
    MembershipAnswer answer;
    const char* kind;
  };
  const auto employee = person("5", "Lise", "Meitner", "", "MUSTER GmbH");
  const std::vector<Case> cases = {
      {employee, "2025-12-31", MembershipAnswer::Member, "company"},
      {employee, "2026-01-01", MembershipAnswer::NotAnyMore, ""},
      {employee, "2019-12-31", MembershipAnswer::NotAnyMore, ""},
      {herself, "2024-06-30", MembershipAnswer::Member, "personal"},
      {herself, "2025-01-01", MembershipAnswer::NotAnyMore, ""},
      {herself, "2026-02-01", MembershipAnswer::Member, "honorary"},
      {by_id, "2026-02-01", MembershipAnswer::Member, "company"},
      {person("6", "Who", "Knows", "", ""), "2025-01-01", MembershipAnswer::Unknown, ""},
      {person("6", "Who", "Knows", "", "Elsewhere"), "2025-01-01", MembershipAnswer::Unknown, ""},
  };
  for (const auto& [asked, day, answer, kind] : cases) {
    const auto found = memberships.at(asked, day);
    EXPECT_EQ(found.answer, answer) << asked.organisation << " " << day;
    EXPECT_EQ(found.kind, kind) << asked.organisation << " " << day;
  }
}

}  // namespace
}  // namespace einlass::crm
