#include "printing/badge/guest_badge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

using testing::IsEmpty;

// An event whose guests are asked about photographs.
class GuestBadge : public testing::Test {
 protected:
  GuestBadge() {
    frame_.name = "Future Summit";
    frame_.starts = base::Instant::from_unix_ms(1'795'453'200'000);  // 2026-11-23T18:00 in Berlin
    frame_.categories["member"] = {{"de", "Mitglied"}, {"en", "Member"}};
    rules::Question photo;
    photo.id = "photo";
    photo.consent = true;
    photo.text_version = 2;
    policy_.questions = {photo};
    policy_.badge.category_colours["member"] = "#cc0000";
    ticket_.category = "member";
    ada_.full_name = "Ada Lovelace";
    ada_.last_name = "Lovelace";
  }

  BadgeContent content(int place_number = 1) const {
    return content_for({.frame = frame_, .policy = policy_, .images = images_, .language = language_},
                       {.ticket = ticket_, .guest = &ada_, .consents = consents_, .place_number = place_number});
  }

  rules::EventFrame frame_;
  rules::EventPolicy policy_;
  rules::Ticket ticket_;
  rules::Guest ada_;
  std::vector<rules::ConsentGiven> consents_;
  std::map<std::string, std::string> images_{{"logo", "picture"}};
  std::string language_ = "de";
};

TEST_F(GuestBadge, SpeaksTheGuestsLanguageElseThatOfThePlace) {
  EXPECT_EQ(content().fields.at("category_label"), "Mitglied");
  EXPECT_EQ(content().fields.at("event_date"), "23.11.2026");
  ada_.language = "en";
  EXPECT_EQ(content().fields.at("category_label"), "Member");
}

TEST_F(GuestBadge, SaysThatItIsOfARehearsal) {
  EXPECT_EQ(content().stamp, "");
  frame_.rehearses = rules::EventId::random();
  EXPECT_EQ(content().stamp, "PROBE · REHEARSAL");
}

TEST_F(GuestBadge, HasTheNameAsSheWantsItOnTheBadge) {
  EXPECT_EQ(content().fields.at("name"), "Ada Lovelace");
  ada_.extra["badge_name"] = "Ada";
  EXPECT_EQ(content().fields.at("name"), "Ada");
}

TEST_F(GuestBadge, HasTheEventsPicturesAndTheCategorysColour) {
  EXPECT_EQ(content().images.at("logo"), "picture");
  EXPECT_EQ(content().category_colour, "#cc0000");
}

TEST_F(GuestBadge, MarksWhoeverHasNotSaidYesToPhotographsAsTheyAreAskedForNow) {
  EXPECT_TRUE(content().flags.contains("no_photo"));
  consents_ = {{.question = "photo", .text_version = 1, .language = "de", .yes = true}};
  EXPECT_TRUE(content().flags.contains("no_photo"));
  consents_ = {{.question = "photo", .text_version = 2, .language = "de", .yes = true}};
  EXPECT_THAT(content().flags, IsEmpty());
  EXPECT_TRUE(content(2).flags.contains("no_photo"));
}

TEST_F(GuestBadge, CarriesNoCodeAndNoCodeOfTheTicket) {
  EXPECT_THAT(content().code, IsEmpty());
}

}  // namespace
}  // namespace einlass::badge::test
