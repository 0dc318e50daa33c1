// What a guest says on the spot becomes an entry, and her badge shows it.
#include "core/base/file.h"
#include "kiosk/stage/service.h"
#include "tests/kiosk/stage/stage_fixture.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::stage {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;

class SelfService : public StageFixture {
 protected:
  SelfService() { make_stage({}); }

  void open(const rules::EventPolicy& policy) {
    open_devices({});
    link::Assigned assigned;
    assigned.policy = policy;
    assigned.door = "main";
    assigned.templates["card"] =
        base::read_file(fs::path(EINLASS_BINARY_DIR) / "share/einlass" / "badges/card-86x54.svg").value();
    say(assigned);
    say(link::Connected{});
  }
  void press(const flow::Event& event) {
    clock_.advance(base::Milliseconds(1'000));
    stage_->on_press(event);
    ui_.pump();
  }
  void type(const std::string& text) {
    for (const char letter : text) {
      clock_.advance(base::Milliseconds(150));
      stage_->on_press(flow::Typed{std::string(1, letter)});
    }
    press(flow::FormSent{});
  }
  // The newest entry of that kind.
  template <typename Fact>
  const rules::EntryDraft* written() const {
    for (auto request = link_.written.rbegin(); request != link_.written.rend(); ++request) {
      if (request->draft && std::holds_alternative<Fact>(request->draft->fact)) return &*request->draft;
    }
    return nullptr;
  }
  template <typename Screen>
  bool shows() const {
    return std::holds_alternative<Screen>(stage_->state().screen);
  }
};

rules::EventPolicy asking(bool consent) {
  rules::EventPolicy policy;
  policy.questions = {{.id = consent ? "photo" : "diet",
                       .text = {{"de", "Was?"}},
                       .required = !consent,
                       .consent = consent,
                       .text_version = 2}};
  return policy;
}

TEST_F(SelfService, WritesAnAnswerWithTheScanAndItsTextInThePrivatePart) {
  open(asking(false));
  scan("TICKET-1");
  const auto asked = link_.asked.at(0).scan;
  auto decided = granted(asked);
  const auto ticket = decided.tickets[0].ticket.id;
  decided.admission =
      rules::AdmissionRefused{.refusal = rules::Refusal::NeedsAnswers, .ticket = ticket, .questions = {"diet"}};
  say(decided);
  ASSERT_TRUE(shows<flow::AnswerQuestion>());
  type("ohne Nuss");
  const auto* draft = written<rules::AnswersGiven>();
  ASSERT_NE(draft, nullptr);
  EXPECT_EQ(draft->scan, (rules::ScanStep{asked.scan, 1}));
  EXPECT_EQ(draft->ticket, ticket);
  EXPECT_EQ(draft->guest, decided.tickets[0].guest->id);
  EXPECT_EQ(draft->place.door, "main");
  EXPECT_EQ(draft->operator_number, 0U);
  EXPECT_EQ(std::get<rules::AnswersGiven>(draft->fact).questions, std::vector<std::string>{"diet"});
  EXPECT_EQ(draft->private_content, R"({"diet":"ohne Nuss"})");
  EXPECT_EQ(link_.asked.at(1).scan, (rules::ScanStep{asked.scan, 1}));
}

TEST_F(SelfService, AsksAConsentOnceForEachTextAndTicket) {
  const auto policy = asking(true);
  open(policy);
  scan("TICKET-1");
  auto decided = granted(link_.asked.at(0).scan);
  say(decided);
  ASSERT_TRUE(shows<flow::AskConsent>());
  press(flow::ConsentChosen{false});
  const auto* draft = written<rules::AnswersGiven>();
  ASSERT_NE(draft, nullptr);
  const rules::ConsentGiven said{"photo", 2, "de", false};
  EXPECT_THAT(std::get<rules::AnswersGiven>(draft->fact).consents, ElementsAre(said));
  EXPECT_FALSE(draft->private_content) << "nothing was typed";
  EXPECT_TRUE(shows<flow::Welcome>());

  Service service;
  flow::FlowConfig config;
  link::Assigned assigned;
  assigned.policy = policy;
  service.assign(assigned, config);
  const auto open_of = [&](const link::AdmissionDecided& each) { return service.answer(each, {}).consents.size(); };
  EXPECT_EQ(open_of(decided), 1U);
  decided.tickets[0].consents = {said};
  EXPECT_EQ(open_of(decided), 0U);
  decided.tickets[0].consents[0].text_version = 1;
  EXPECT_EQ(open_of(decided), 1U) << "of another text";
  decided.tickets[0].ticket.places = 2;
  EXPECT_EQ(open_of(decided), 0U) << "nobody answers for others";
}

TEST_F(SelfService, MarksTheBadgeOfWhoHasNotSaidYesToPhotos) {
  Service service;
  flow::FlowConfig config;
  link::Assigned assigned;
  service.assign(assigned, config);
  wire::TicketView view;
  const auto marked = [&](int place) { return service.badge_content(view, place).flags.contains("no_photo"); };
  EXPECT_FALSE(marked(1)) << "where photos are not asked for, nobody has the mark";
  assigned.policy = asking(true);
  service.assign(assigned, config);
  EXPECT_TRUE(marked(1));
  view.consents = {{"photo", 2, "de", true}};
  EXPECT_FALSE(marked(1));
  EXPECT_TRUE(marked(2)) << "she did not answer for who is with her";
  view.consents[0].text_version = 1;
  EXPECT_TRUE(marked(1));
}

TEST_F(SelfService, HasTheColourOfTheCategoryForTheBadge) {
  Service service;
  flow::FlowConfig config;
  link::Assigned assigned;
  assigned.policy.badge.category_colours = {{"press", "#cc0000"}};
  service.assign(assigned, config);
  wire::TicketView view;
  view.ticket.category = "press";
  EXPECT_EQ(service.badge_content(view, 1).category_colour, "#cc0000");
  view.ticket.category = "member";
  EXPECT_EQ(service.badge_content(view, 1).category_colour, "");
}

TEST_F(SelfService, NamesATicketThatHadNoNameAndWelcomesHerByIt) {
  open({});
  scan("TICKET-1");
  auto decided = granted(link_.asked.at(0).scan);
  decided.tickets[0].guest.reset();
  say(decided);
  ASSERT_TRUE(shows<flow::NameTicket>());
  type("Jana");
  type("Muster");
  const auto* draft = written<rules::GuestAmended>();
  ASSERT_NE(draft, nullptr);
  EXPECT_EQ(draft->guest, std::nullopt) << "the ticket's first guest has no id";
  EXPECT_EQ(std::get<rules::GuestAmended>(draft->fact).fields,
            (std::vector<std::string>{"first_name", "full_name", "last_name"}));
  EXPECT_EQ(draft->private_content, R"({"first_name":"Jana","full_name":"Jana Muster","last_name":"Muster"})");
  EXPECT_EQ(display_.shown.name, "Jana Muster");
}

TEST_F(SelfService, DoesNotAskForTheNameOfAGuestWhoWasErased) {
  open({});
  scan("TICKET-1");
  auto decided = granted(link_.asked.at(0).scan);
  decided.tickets[0].guest.reset();
  decided.tickets[0].ticket.guest = rules::GuestId::random();
  say(decided);
  EXPECT_TRUE(shows<flow::Welcome>());
}

TEST_F(SelfService, ShowsTheBadgeBeforeItPrintsAndCorrectsItAlone) {
  rules::EventPolicy policy;
  policy.badge.confirm = true;
  open(policy);
  scan("TICKET-1");
  say(granted(link_.asked.at(0).scan));
  const auto picture = [this] { return display_.shown.preview ? display_.shown.preview->picture : 0; };
  ASSERT_TRUE(ui_.pump_until([&] { return picture() == 1; }));
  EXPECT_TRUE(stage_->badge_picture()->starts_with("\x89PNG"));
  EXPECT_THAT(display_.shown.preview->lines, Contains("Jörg Müller"));
  EXPECT_TRUE(link_.written.empty()) << "nothing prints yet";

  press(flow::BadgeNameWrong{});
  for (int i = 0; i < 6; ++i) press(flow::Erased{});
  type("Maier");
  const auto* draft = written<rules::GuestAmended>();
  ASSERT_NE(draft, nullptr);
  EXPECT_EQ(std::get<rules::GuestAmended>(draft->fact).fields, std::vector<std::string>{"extra.badge_name"});
  EXPECT_EQ(draft->private_content, R"({"extra":{"badge_name":"Jörg Maier"}})");
  ASSERT_TRUE(ui_.pump_until([&] { return picture() == 2; }));
  EXPECT_THAT(display_.shown.preview->lines, Contains("Jörg Maier"));
  press(flow::BadgeIsRight{});
  EXPECT_EQ(display_.shown.name, "Jörg Müller") << "the guest book's name stays";
}

TEST_F(SelfService, PrintsWhatCannotBeShownBefore) {
  rules::EventPolicy policy;
  policy.badge.confirm = true;
  open(policy);
  scan("TICKET-1");
  auto decided = granted(link_.asked.at(0).scan);
  decided.template_name = "missing";
  say(decided);
  EXPECT_TRUE(ui_.pump_until([&] { return shows<flow::Welcome>(); }));
}

TEST_F(SelfService, MintsTheIdsOfWhatAPressBegins) {
  rules::EventPolicy policy;
  policy.walk_in = rules::WalkIn::Self;
  open(policy);
  press(flow::HelpPressed{});
  const auto* call = written<rules::HelpAsked>();
  ASSERT_NE(call, nullptr);
  ASSERT_TRUE(call->scan);
  EXPECT_FALSE(call->scan->scan.is_nil());
  press(flow::DonePressed{});

  press(flow::WalkInPressed{});
  type("Jana");
  type("Muster");
  type("");
  ASSERT_EQ(link_.acts.size(), 1U);
  const auto& registered = std::get<rules::RegisterGuest>(link_.acts[0].second);
  EXPECT_FALSE(registered.ticket.is_nil());
  EXPECT_FALSE(registered.guest.id.is_nil());
  say(link::ActDone{link_.acts[0].first, {}});
  ASSERT_EQ(link_.asked.size(), 1U);
  EXPECT_EQ(std::get<rules::TicketId>(link_.asked[0].what), registered.ticket);
  EXPECT_EQ(link_.asked[0].how, rules::How::WalkIn);
  EXPECT_FALSE(link_.asked[0].scan.scan.is_nil());
}

TEST_F(SelfService, OffersWhatThePolicyAllows) {
  rules::EventPolicy policy;
  policy.walk_in = rules::WalkIn::Self;
  open(policy);
  const auto offered = [this] {
    std::vector<std::string> ids;
    for (const auto& button : display_.shown.buttons) ids.push_back(button.id);
    return ids;
  };
  EXPECT_THAT(offered(), ElementsAre("search", "walk_in"));
  link::Assigned closed;
  closed.policy = policy;
  closed.policy.admit_by = rules::AdmitBy::Person;
  say(closed);
  EXPECT_THAT(offered(), ElementsAre());
  link::Assigned discreet;
  discreet.policy.discreet = true;
  say(discreet);
  EXPECT_THAT(offered(), ElementsAre());
}

TEST_F(SelfService, TakesCodesOfOnePictureForAGroup) {
  open({});
  for (const char* code : {"TICKET-1", "TICKET-2"}) {
    stage_->post_code()({.text = code, .taken_at = base::Milliseconds(5'000)});
  }
  ui_.pump();
  say(granted(link_.asked.at(0).scan));
  ASSERT_EQ(link_.asked.size(), 2U) << "no welcome in between";
  say(granted(link_.asked.at(1).scan));
  EXPECT_EQ(display_.shown.body, "2 of you are checked in.");
}

}  // namespace
}  // namespace einlass::stage
