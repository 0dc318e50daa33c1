// What a guest says on the spot reaches the server with her scan, or waits for it, and is never asked twice.
#include "tests/kiosk/link/link_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::link {
namespace {

using testing::ElementsAre;

constexpr const char* questions = R"("questions": [
  {"id": "diet", "text": {"de": "Was essen Sie?"}, "required": true, "consent": false, "text_version": 1},
  {"id": "photo", "text": {"de": "Fotos?"}, "required": false, "consent": true, "text_version": 3}])";

class AnswersTest : public testing::Test {
 protected:
  void SetUp() override {
    venue.start();  // on the port that the code names
    venue.stop();
    const auto code = venue.code("Left");
    venue.start();
    kiosk.pair(code);
    kiosk.start_and_join();
  }

  ScanRequest scan(const std::string& text) {
    auto request = kiosk.scan(text);
    request.persons = rules::ask_persons;
    return request;
  }
  // As the stage writes it: at the scan's next step.
  void say(ScanRequest& request, const TicketView& view, rules::Fact fact,
           const std::map<std::string, std::string>& said) {
    ++request.scan.step;
    rules::EntryDraft draft;
    draft.ticket = view.ticket.id;
    draft.guest = view.guest->id;
    draft.scan = request.scan;
    draft.fact = std::move(fact);
    if (!said.empty()) draft.private_content = private_fields(said);
    kiosk.link().write({.token = 1, .event = venue.event(), .draft = std::move(draft), .print = std::nullopt});
    const auto written = kiosk.await<Written>();
    ASSERT_TRUE(written.row) << written.row.error().message;
  }
  // The whole of it: refused, answered, let in.
  AdmissionDecided come_in(ScanRequest& request) {
    const auto asked = kiosk.admit(request);
    EXPECT_EQ(refusal(asked), rules::Refusal::NeedsAnswers);
    EXPECT_EQ(std::get<rules::AdmissionRefused>(asked.admission).questions, std::vector<std::string>{"diet"});
    say(request, asked.tickets.front(), rules::AnswersGiven{.questions = {"diet"}, .consents = {}},
        {{"diet", "Fisch"}});
    return kiosk.admit(request);
  }

  Venue venue{questions};
  Kiosk kiosk;
};

const rules::ConsentGiven no_photo{"photo", 3, "de", false};

TEST_F(AnswersTest, LeadInThroughTheServerWithTheSameScan) {
  auto request = scan("TICKET-0001");
  const auto decided = come_in(request);
  EXPECT_FALSE(decided.alone);
  ASSERT_TRUE(is_granted(decided));
  EXPECT_TRUE(decided.tickets.front().consents.empty());
  say(request, decided.tickets.front(), rules::AnswersGiven{.questions = {}, .consents = {no_photo}}, {});

  const auto again = kiosk.admit(scan("TICKET-0001"));
  EXPECT_EQ(refusal(again), rules::Refusal::AlreadyIn);
  EXPECT_THAT(again.tickets.front().consents, ElementsAre(no_photo));
  kiosk.await<Totals>(all_handed_over);
  kiosk.stop();
  venue.stop();
  const auto rows = venue.rows("answers_given");
  ASSERT_EQ(rows.size(), 2U);
  ASSERT_TRUE(rows[0].private_part);
  EXPECT_EQ(rows[0].private_part->content, R"({"diet":"Fisch"})");
  EXPECT_FALSE(rows[1].private_part);
}

TEST_F(AnswersTest, LeadInAloneAndAreHandedOverLater) {
  venue.stop();
  kiosk.await<Alone>();
  auto request = scan("TICKET-0002");
  const auto decided = come_in(request);
  EXPECT_TRUE(decided.alone);
  ASSERT_TRUE(is_granted(decided));
  say(request, decided.tickets.front(), rules::AnswersGiven{.questions = {}, .consents = {no_photo}}, {});
  EXPECT_THAT(kiosk.admit(scan("TICKET-0002")).tickets.front().consents, ElementsAre(no_photo));
  venue.start();
  kiosk.await<Connected>();
  kiosk.await<Totals>(all_handed_over);
  kiosk.stop();
  venue.stop();
  EXPECT_EQ(venue.count("answers_given"), 2);
  EXPECT_EQ(venue.count("admitted"), 1);
}

TEST_F(AnswersTest, NamesOnABadgeStayTheBadges) {
  auto request = scan("TICKET-0003");
  const auto decided = come_in(request);
  say(request, decided.tickets.front(), rules::GuestAmended{{"extra.badge_name"}}, {{"extra.badge_name", "Lia S."}});
  kiosk.await<Totals>(all_handed_over);
  const auto guest = kiosk.admit(scan("TICKET-0003")).tickets.front().guest;
  ASSERT_TRUE(guest);
  EXPECT_EQ(guest->full_name, "Lia Sommer");
  EXPECT_EQ(guest->extra.at("badge_name"), "Lia S.");
}

}  // namespace
}  // namespace einlass::link
