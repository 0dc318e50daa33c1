// Staff find whoever is meant, whatever was typed, and guests nobody but themselves.
#include "db/door_guests.h"

#include "db/staff_acts.h"
#include "tests/db/event_fixture.h"

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class DoorGuestsTest : public EventFixture {
 protected:
  DoorGuestsTest() {
    auto muller = guest_row("muller", {.name = "Jörg Müller", .company = "Werft AG", .email = "joerg@werft.example"});
    muller.guest.first_name = "Jörg";
    muller.guest.last_name = "Müller";
    muller.order_ref = "ORDER-7";
    auto maier = guest_row("maier", {.name = "Sophie Maier", .email = "sophie@example.org"});
    maier.order_ref = "ORDER-8";
    put(store_, {muller, maier, guest_row("ada", {.name = "Ada Lovelace"})});
  }

  std::vector<std::string> names(const std::string& text, std::size_t limit = 30) {
    std::vector<std::string> names;
    for (const auto& guest : value_of(guests_.find({text, limit}, std::nullopt)).guests) names.push_back(guest.name);
    return names;
  }
  std::vector<rules::TicketId> look_up(const rules::LookUpGuest& question, bool by_company = false) {
    return value_of(guests_.look_up(question, by_company, std::nullopt)).tickets;
  }
  void act(const rules::StaffAct& act) {
    const ActingAt at{.store = store_, .policy = policy_, .day = std::nullopt, .decider = rules::Decider::Host};
    for (const auto& draft : value_of(entries_of(act, at))) append(store_, draft, ++minute_);
  }

  EventStore store_ = open();
  DoorGuests guests_{store_};
  int minute_ = 0;
};

TEST_F(DoorGuestsTest, FindsAllSpellingsAndForgivesATypingError) {
  for (const char* text : {"Müller", "Mueller", "Muller", "müll", "Müler", "Mülller", "Mülelr", "Nüller", "Werft mull",
                           "joerg@", "ORDER-7", "werfft"}) {
    EXPECT_THAT(names(text), Contains("Jörg Müller")) << text;
  }
  EXPECT_THAT(names("Meier"), Contains("Sophie Maier"));
  EXPECT_THAT(names("Schneider"), IsEmpty());
  EXPECT_THAT(names("xxx"), IsEmpty());
}

TEST_F(DoorGuestsTest, WhatWasTypedComesBeforeWhatIsNear) {
  act(rules::RegisterGuest{.ticket = id_of<rules::TicketId>("new"),
                           .guest = {.id = id_of<rules::GuestId>("new"), .full_name = "Anna Meier"}});
  EXPECT_THAT(names("Meier"), ElementsAre("Anna Meier", "Sophie Maier"));
}

TEST_F(DoorGuestsTest, FindsWhomOnlyEntriesName) {
  EXPECT_THAT(names("Rhodes"), IsEmpty());
  act(rules::RegisterGuest{.ticket = id_of<rules::TicketId>("new"),
                           .guest = {.id = id_of<rules::GuestId>("new"), .full_name = "Ida Rhodes"}});
  EXPECT_THAT(names("Rhods"), ElementsAre("Ida Rhodes"));
  act(rules::HandTicketOn{id_of<rules::TicketId>("ada"), {.full_name = "Grace Hopper"}, {}});
  EXPECT_THAT(names("hop"), ElementsAre("Grace Hopper"));
  EXPECT_THAT(names("Lovelace"), ElementsAre("Grace Hopper")) << "she came for her";
  act(rules::CorrectGuest{id_of<rules::TicketId>("maier"), {{"full_name", "Sophie Germain"}}});
  EXPECT_THAT(names("germain"), ElementsAre("Sophie Germain"));
}

TEST_F(DoorGuestsTest, FindsWhoComesInsteadOnHerDayOnly) {
  const base::VenueDay monday{2026, 11, 23};
  const base::VenueDay tuesday{2026, 11, 24};
  const auto found_on = [this](const rules::AdmissionDay& day) {
    return value_of(guests_.find({"Hopper", 30}, day)).guests.size();
  };
  policy_.admission_counts_for = rules::AdmissionSpan::VenueDay;
  EXPECT_EQ(found_on(monday), 0U);
  act(rules::HandTicketOn{
      .ticket = id_of<rules::TicketId>("ada"), .instead = {.full_name = "Grace Hopper"}, .day = monday});
  EXPECT_EQ(found_on(monday), 1U);
  EXPECT_EQ(found_on(tuesday), 0U) << "nothing but the day has changed since";
  EXPECT_EQ(found_on(monday), 1U);
}

TEST_F(DoorGuestsTest, LearnsThemBitByBitBeforeAnybodyAsks) {
  for (const char* name : {"Ida Rhodes", "Grace Hopper"}) {
    act(rules::RegisterGuest{.ticket = id_of<rules::TicketId>(name),
                             .guest = {.id = id_of<rules::GuestId>(name), .full_name = name}});
  }
  int times = 1;
  while (!value_of(guests_.prepare(2, std::nullopt))) ++times;
  EXPECT_EQ(times, 3) << "two who were registered, two of the list, the last one";
  EXPECT_TRUE(value_of(store_.guests().index(0))) << "nothing of the list is left";
  EXPECT_THAT(names("Hopper"), ElementsAre("Grace Hopper"));
  EXPECT_THAT(names("Lovelace"), ElementsAre("Ada Lovelace"));
}

TEST_F(DoorGuestsTest, FindsAllWhileItHasLearnedSome) {
  act(rules::RegisterGuest{.ticket = id_of<rules::TicketId>("new"),
                           .guest = {.id = id_of<rules::GuestId>("new"), .full_name = "Ida Rhodes"}});
  EXPECT_FALSE(value_of(guests_.prepare(2, std::nullopt)));
  for (const char* name : {"Ida Rhodes", "Jörg Müller", "Sophie Maier", "Ada Lovelace"}) {
    EXPECT_THAT(names(name), ElementsAre(name));
  }
}

TEST_F(DoorGuestsTest, SaysThatThereAreMore) {
  std::vector<GuestRow> rows;
  for (int i = 0; i < 40; ++i) rows.push_back(guest_row(std::to_string(i), {.name = "Kim " + std::to_string(i)}));
  put(store_, rows);
  const auto found = value_of(guests_.find({"kim", 30}, std::nullopt));
  EXPECT_EQ(found.guests.size(), 30U);
  EXPECT_TRUE(found.more);
  EXPECT_FALSE(value_of(guests_.find({"Muller", 30}, std::nullopt)).more);
}

TEST_F(DoorGuestsTest, AGuestNeedsTheSurnameAndWhatOnlySheKnows) {
  const auto muller = id_of<rules::TicketId>("muller");
  EXPECT_THAT(look_up({.last_name = "Mueller", .second = "JOERG@werft.example"}), ElementsAre(muller));
  EXPECT_THAT(look_up({.last_name = "müller", .second = "order-7"}), ElementsAre(muller));
  EXPECT_THAT(look_up({.last_name = "Maier", .second = "ORDER-8"}), ElementsAre(id_of<rules::TicketId>("maier")))
      << "a list with full names only";
  for (const auto& miss : {rules::LookUpGuest{.last_name = "Mülle", .second = "order-7"},
                           rules::LookUpGuest{.last_name = "Müller", .second = "order"},
                           rules::LookUpGuest{.last_name = "Müller", .second = "ORDER-8"},
                           rules::LookUpGuest{.last_name = "Müller", .second = "werft.example"},
                           rules::LookUpGuest{.last_name = "Müller", .second = ""},
                           rules::LookUpGuest{.last_name = "", .second = "order-7"},
                           rules::LookUpGuest{.last_name = "Müller", .second = "Werft AG"}}) {
    EXPECT_THAT(look_up(miss), IsEmpty()) << miss.last_name << " " << miss.second;
  }
}

TEST_F(DoorGuestsTest, CompanyAndFirstNameDoOnlyWhereThePolicySaysSo) {
  const rules::LookUpGuest question{.last_name = "Müller", .company = "Werft AG", .first_name = "Joerg"};
  EXPECT_THAT(look_up(question), IsEmpty());
  EXPECT_THAT(look_up(question, true), ElementsAre(id_of<rules::TicketId>("muller")));
}

TEST_F(DoorGuestsTest, EitherWayDoesWhateverElseWasTyped) {
  for (const auto& found :
       {rules::LookUpGuest{
            .last_name = "Müller", .second = "j@elsewhere.example", .company = "Werft AG", .first_name = "Jörg"},
        rules::LookUpGuest{.last_name = "Müller", .second = "ORDER-7", .company = "Werft", .first_name = "Jörg"},
        rules::LookUpGuest{.last_name = "Müller", .second = "ORDER-7", .company = "Werft AG"}}) {
    EXPECT_THAT(look_up(found, true), ElementsAre(id_of<rules::TicketId>("muller"))) << found.second;
  }
  for (const auto& miss :
       {rules::LookUpGuest{.last_name = "Müller", .second = "ORDER-8", .company = "Werft AG"},
        rules::LookUpGuest{.last_name = "Müller", .second = "ORDER-8", .company = "Werft AG", .first_name = "Max"},
        rules::LookUpGuest{.last_name = "Müller", .second = "ORDER-8", .first_name = "Jörg"}}) {
    EXPECT_THAT(look_up(miss, true), IsEmpty());
  }
}

TEST_F(DoorGuestsTest, ACoupleWithOneBookingIsToldApartByFirstNames) {
  auto twin = guest_row("twin", {.name = "Max Peter Müller"});
  auto colleague = guest_row("colleague", {.name = "Anna Weiss"});
  twin.order_ref = colleague.order_ref = "ORDER-7";
  put(store_, {twin, colleague});
  const auto look_up_first = [&](const std::string& first_name) {
    return value_of(guests_.look_up({.last_name = "Müller", .second = "ORDER-7", .first_name = first_name}, false, {}));
  };
  EXPECT_TRUE(look_up_first("").several);
  EXPECT_THAT(look_up_first("").tickets, IsEmpty());
  EXPECT_THAT(look_up_first("max").tickets, ElementsAre(twin.ticket.id));
  EXPECT_THAT(look_up_first("Max Peter").tickets, ElementsAre(twin.ticket.id));
  EXPECT_THAT(look_up_first("Joerg").tickets, ElementsAre(id_of<rules::TicketId>("muller")));
  EXPECT_THAT(look_up_first("Peter").tickets, IsEmpty());
  EXPECT_FALSE(look_up_first("Peter").several) << "a miss";
  EXPECT_THAT(look_up({.last_name = "Weiss", .second = "ORDER-7"}), ElementsAre(colleague.ticket.id))
      << "another surname of the order needs no first name";
}

TEST_F(DoorGuestsTest, AFirstNameIsAskedOfNobodyWhoIsFoundWithoutIt) {
  EXPECT_THAT(look_up({.last_name = "Müller", .second = "ORDER-7", .first_name = "Jo"}),
              ElementsAre(id_of<rules::TicketId>("muller")));
}

TEST_F(DoorGuestsTest, TwoOfOneFirstNameAreToldApartByNobodyButOurTeam) {
  auto twin = guest_row("twin", {.name = "Jörg Peter Müller"});
  twin.order_ref = "ORDER-7";
  put(store_, {twin});
  const auto found = value_of(
      guests_.look_up({.last_name = "Müller", .second = "ORDER-7", .first_name = "Jörg"}, false, std::nullopt));
  EXPECT_TRUE(found.several);
  EXPECT_THAT(found.tickets, IsEmpty());
}

// Whoever is offered two ticket types takes one: never somebody else's.
class NamesakesTest : public DoorGuestsTest {
 protected:
  static GuestRow max(const std::string& key, const std::string& email, const std::string& ticket_type) {
    auto row = guest_row(key, {.name = "Max Müller", .company = "Reederei", .email = email});
    row.ticket.ticket_type = ticket_type;
    row.order_ref = "ORDER-9";
    return row;
  }
  rules::GuestLookedUp look_up_max(const std::string& second) {
    return value_of(guests_.look_up(
        {.last_name = "Müller", .second = second, .company = "Reederei", .first_name = "Max"}, true, std::nullopt));
  }
  void expect_left_to_our_team(const std::string& second) {
    const auto found = look_up_max(second);
    EXPECT_TRUE(found.several) << second;
    EXPECT_THAT(found.tickets, IsEmpty()) << second;
  }
};

TEST_F(NamesakesTest, OfOneBookingOrCompanyAreTwoPeople) {
  put(store_, {max("father", "max@example.org", "Summit"), max("son", "junior@example.org", "Dinner")});
  expect_left_to_our_team("ORDER-9");
  expect_left_to_our_team("");
  expect_left_to_our_team("max@elsewhere.example");
  EXPECT_THAT(look_up_max("JUNIOR@example.org").tickets, ElementsAre(id_of<rules::TicketId>("son")))
      << "beside the company, her address tells who it is";
}

TEST_F(NamesakesTest, WithoutAddressesAreTwoPeople) {
  put(store_, {max("father", "", "Summit"), max("son", "", "Dinner")});
  expect_left_to_our_team("ORDER-9");
  expect_left_to_our_team("");
}

TEST_F(NamesakesTest, WithTheirBuyersAddressAreTwoPeople) {
  auto father = max("father", "max@example.org", "Summit");
  auto son = max("son", "max@example.org", "Dinner");
  father.guest.extra["email_of"] = son.guest.extra["email_of"] = "buyer";
  put(store_, {father, son});
  expect_left_to_our_team("max@example.org");
  expect_left_to_our_team("ORDER-9");
}

TEST_F(NamesakesTest, WithOneAddressAreOneGuestWithTwoTickets) {
  put(store_, {max("summit", "max@example.org", "Summit"), max("dinner", "Max@Example.org", "Dinner")});
  const auto both = testing::UnorderedElementsAre(id_of<rules::TicketId>("summit"), id_of<rules::TicketId>("dinner"));
  for (const char* second : {"ORDER-9", "max@example.org", ""}) EXPECT_THAT(look_up_max(second).tickets, both);
}

}  // namespace
}  // namespace einlass::store
