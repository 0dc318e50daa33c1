// An event's questions, asked by whoever stands at the door with a phone.
#include "db/attendance_journal.h"
#include "tests/server/commands/host_fixture.h"

namespace einlass::commands {
namespace {

using base::ErrorKind;

constexpr const char* questions = R"({"questions": [
    {"id": "diet", "text": {"de": "Was essen Sie nicht?", "en": "What don't you eat?"},
     "required": true, "consent": false, "text_version": 1},
    {"id": "photo", "text": {"de": "Fotos?", "en": "Photos?"}, "required": false, "consent": true,
     "text_version": 3}]})";

class HostAnswersTest : public HostFixture {
 protected:
  void SetUp() override {
    create("club_evening");
    ask("event.set_policy", {{"changes", json::parse(questions)}}, std::nullopt);
    add("Jana", "anna");
    add("Omar", "berta");
    go_to("18:30");
  }
  Answer answer(const std::string& name, json::object given, const venue::Caller& who) {
    given["ticket"] = id(name);
    given["scan"] = scan_id(name);
    if (!given.contains("language")) given["language"] = "de";
    return ask("guest.answer", std::move(given), who);
  }
  Answer go_on(const std::string& name, const Answer& step) {
    return ask("guest.admit", {{"ticket", id(name)}, {"scan", step.word("scan")}, {"step", step.number("step")}},
               anna_);
  }
};

TEST_F(HostAnswersTest, LetTheSameScanGoOn) {
  const auto refused = admit("Jana", anna_);
  EXPECT_EQ(refused.word("refusal"), "needs_answers");
  EXPECT_EQ(refused.at("questions"), json::array{"diet"}) << "a consent holds nobody up";
  const auto step = answer("Jana", {{"answers", {{"diet", "Nüsse"}}}, {"consents", {{"photo", false}}}}, anna_);
  EXPECT_EQ(step.number("step"), 1);
  EXPECT_EQ(go_on("Jana", step).word("outcome"), "admitted");
  const auto sheet = ask("guest.sheet", {{"ticket", id("Jana")}}, anna_);
  EXPECT_EQ(sheet.at("answered"), json::array{"diet"});
  EXPECT_EQ(sheet.at("consents"), json::parse(R"([{"question": "photo", "yes": false}])"));
}

TEST_F(HostAnswersTest, AreWrittenOnceAndAsAKioskWritesThem) {
  admit("Jana", anna_);
  const json::object given{{"answers", {{"diet", "Nüsse"}}}, {"consents", {{"photo", true}}}, {"language", "en"}};
  answer("Jana", given, anna_);
  const auto before = entries();
  EXPECT_EQ(answer("Jana", given, anna_).number("step"), 1);
  EXPECT_EQ(entries(), before) << "asked again, nothing more is written";
  const auto rows = event().store.journal().entries_of_ticket(*rules::TicketId::parse(id("Jana"))).value();
  const auto& last = rows.back();
  const auto& fact = std::get<rules::AnswersGiven>(last.entry.fact);
  EXPECT_EQ(fact.questions, std::vector<std::string>{"diet"});
  EXPECT_THAT(fact.consents, testing::ElementsAre(rules::ConsentGiven{
                                 .question = "photo", .text_version = 3, .language = "en", .yes = true}));
  EXPECT_EQ(last.private_part->content, R"({"diet":"Nüsse"})");
  EXPECT_EQ(last.entry.operator_number, anna_.number);
}

TEST_F(HostAnswersTest, AreUnsaidWithTheAdmission) {
  admit("Jana", anna_);
  go_on("Jana", answer("Jana", {{"answers", {{"diet", "Nüsse"}}}}, anna_));
  ask("guest.undo", {{"ticket", id("Jana")}, {"scan", scan_id("Jana")}}, anna_);
  EXPECT_EQ(admit("Jana", anna_, "once more").word("refusal"), "needs_answers");
}

TEST_F(HostAnswersTest, AreOfTheEventsQuestionsAndHerGuestsOnly) {
  const std::vector<std::pair<json::object, ErrorKind>> cases{
      {{{"answers", {{"shoe_size", "42"}}}}, ErrorKind::InvalidInput},
      {{{"answers", {{"photo", "yes"}}}}, ErrorKind::InvalidInput},
      {{{"answers", {{"diet", ""}}}}, ErrorKind::InvalidInput},
      {{{"answers", {{"diet", "two\nlines"}}}}, ErrorKind::InvalidInput},
      {{{"answers", {{"diet", std::string(201, 'x')}}}}, ErrorKind::InvalidInput},
      {{{"consents", {{"diet", true}}}}, ErrorKind::InvalidInput},
      {{{"consents", {{"photo", true}}}, {"language", "fr"}}, ErrorKind::InvalidInput},
      {{{"consents", {{"photo", "yes"}}}}, ErrorKind::InvalidInput},
      {{}, ErrorKind::InvalidInput},
  };
  const auto before = entries();
  for (const auto& [given, error] : cases) EXPECT_EQ(answer("Jana", given, anna_).error, error);
  const json::object good{{"answers", {{"diet", "Nüsse"}}}};
  EXPECT_EQ(answer("Omar", good, anna_).error, ErrorKind::NotFound);
  EXPECT_EQ(answer("Jana", good, helper_).error, ErrorKind::Refused);
  EXPECT_EQ(entries(), before);
  admit("Jana", anna_);
  EXPECT_EQ(
      ask("guest.answer",
          {{"ticket", id("Omar")}, {"scan", scan_id("Jana")}, {"language", "de"}, {"answers", {{"diet", "x"}}}}, berta_)
          .error,
      ErrorKind::InvalidInput)
      << "that scan is Jana's";
}

TEST_F(HostAnswersTest, ReachThePageAsTheyAreAsked) {
  const auto asked = ask("guests.list", {}, anna_).at("event").at("policy").at("questions").as_array();
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked[0].at("text").at("en"), "What don't you eat?");
  EXPECT_EQ(asked[0].at("text").at("de"), "Was essen Sie nicht?");
  EXPECT_TRUE(asked[0].at("required").as_bool());
  EXPECT_TRUE(asked[1].at("consent").as_bool());
}

}  // namespace
}  // namespace einlass::commands
