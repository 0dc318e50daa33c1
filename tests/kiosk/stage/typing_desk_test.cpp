// A real keyboard and a hand scanner before an open form, at their own pace.
#include "kiosk/stage/typing_desk.h"

#include "core/rules/ticket_code.h"
#include "kiosk/flow/step.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::stage {
namespace {

using base::Milliseconds;
using flow::FieldKind;

// Time goes by in milliseconds, and timers fire in it.
class SteppedLoop final : public flow::UiLoop {
 public:
  void post(std::function<void()> call) override { call(); }
  void after(Milliseconds delay, std::function<void()> call) override {
    timers_.push_back({now + delay, std::move(call)});
  }
  void wait(int milliseconds) {
    for (int i = 0; i < milliseconds; ++i) {
      now += Milliseconds(1);
      for (auto& timer : std::exchange(timers_, {})) {
        if (timer.due > now)
          timers_.push_back(std::move(timer));
        else
          timer.call();
      }
    }
  }
  Milliseconds now{10'000};

 private:
  struct Timer {
    Milliseconds due;
    std::function<void()> call;
  };
  std::vector<Timer> timers_;
};

// What a scanner that is set to US presses, and what a German machine makes of it. 0: a dead key.
std::string german(char us) {
  static constexpr std::string_view from = "yzYZ-_:;/?=";
  static const std::vector<std::string> to{"z", "y", "Z", "Y", "ß", "?", "Ö", "ö", "-", "_", ""};
  const auto at = from.find(us);
  return at == std::string_view::npos ? std::string(1, us) : to[at];
}

class TypingDeskTest : public ::testing::Test {
 protected:
  void open_form(std::vector<flow::FormField> fields) { state_.form = flow::Form{.fields = std::move(fields)}; }
  const std::string& field(std::size_t index = 0) const { return state_.form->fields[index].text; }

  void press(const std::string& text, int gap) {
    for (const char key : text) {
      loop_.wait(gap);
      if (key == '\n' || key == '\t') {
        used_ = desk().on_enter(loop_.now);
      } else {
        used_ =
            desk().on_character({german_machine_ ? german(key) : std::string(1, key), std::string(1, key), loop_.now});
      }
    }
  }
  TypingDesk& desk() {
    if (!desk_) {
      desk_.emplace(TypingDesk::Parts{.ui = loop_,
                                      .state = [this]() -> const flow::State& { return state_; },
                                      .shown = [this]() -> const flow::ScreenModel& { return shown_; },
                                      .give = [this](const flow::Event& event) { give(event); },
                                      .scanned = [this](const std::string& text) { scanned_.push_back(text); }},
                    options_);
    }
    return *desk_;
  }
  void give(const flow::Event& event) {
    if (std::holds_alternative<flow::Typed>(event)) typed_at_.push_back(loop_.now);
    if (std::holds_alternative<flow::Touched>(event)) ++touches_;
    state_ = flow::step(std::move(state_), event, config_).state;
  }

  HandScannerOptions options_;
  SteppedLoop loop_;
  flow::FlowConfig config_;
  flow::State state_;
  flow::ScreenModel shown_;
  std::optional<TypingDesk> desk_;
  std::vector<std::string> scanned_;
  std::vector<Milliseconds> typed_at_;
  int touches_ = 0;
  bool german_machine_ = false;
  bool used_ = false;
};

TEST_F(TypingDeskTest, APersonsKeysAreInTheFieldWithin35Milliseconds) {
  open_form({{.id = "last_name", .kind = FieldKind::Name}});
  press("M", 100);
  EXPECT_TRUE(used_) << "no button is to have it";
  const auto pressed = loop_.now;
  loop_.wait(100);
  ASSERT_EQ(typed_at_.size(), 1U);
  EXPECT_LE(typed_at_[0] - pressed, Milliseconds(35));
  press("uster", 90);
  loop_.wait(300);
  EXPECT_EQ(field(), "Muster");
  EXPECT_TRUE(scanned_.empty());
}

TEST_F(TypingDeskTest, NoScannersPaceLeavesAnythingInAField) {
  for (int gap = 1; gap <= 50; ++gap) {
    open_form({{.id = "last_name", .kind = FieldKind::Name, .text = "Mu"}});
    scanned_.clear();
    press("TICKET-4711\n", gap);
    loop_.wait(300);
    EXPECT_EQ(field(), "Mu") << gap << " ms between keys";
    EXPECT_EQ(scanned_, std::vector<std::string>{"TICKET-4711"}) << gap;
    loop_.wait(1'000);
  }
}

TEST_F(TypingDeskTest, NoKeyOfAScannerEverGetsIntoAPin) {
  for (int gap = 1; gap <= 50; ++gap) {
    for (const std::string end : {"\n", "\t", "", "\n\n"}) {
      open_form({{.id = "pin", .kind = FieldKind::Pin}});
      typed_at_.clear();
      press("482913" + end, gap);
      loop_.wait(1'000);
      EXPECT_TRUE(typed_at_.empty()) << gap << " ms between keys";
    }
  }
  press("482913", 80);
  loop_.wait(300);
  EXPECT_EQ(field(), "482913") << "a person's fingers";
}

TEST_F(TypingDeskTest, KeysOfAnotherKindComeAfterWhatWasTypedBeforeThem) {
  open_form({{.id = "last_name", .kind = FieldKind::Name}});
  press("ab", 20);
  desk().end_typing();
  give(flow::Erased{});
  loop_.wait(300);
  EXPECT_EQ(field(), "a");
}

TEST_F(TypingDeskTest, TheFieldThatIsReachedIsTypedInto) {
  open_form({{.id = "first_name"}, {.id = "last_name"}});
  press("a", 100);
  desk().on_focus("field_last_name");
  press("b", 100);
  loop_.wait(300);
  EXPECT_EQ(field(0), "a") << "not lost, though it was still held";
  EXPECT_EQ(field(1), "b");
}

TEST_F(TypingDeskTest, EnterIsForTheFormAndSpaceIsTypedUnlessAButtonWasReached) {
  open_form({{.id = "last_name"}});
  shown_.buttons = {{.label = "Cancel", .event = flow::DonePressed{}, .id = "done"}};
  EXPECT_TRUE(desk().enter_is_for_form());
  press("a b", 100);
  loop_.wait(300);
  EXPECT_EQ(field(), "a b");
  desk().on_focus("done");
  EXPECT_FALSE(desk().enter_is_for_form());
  press(" ", 100);
  EXPECT_FALSE(used_) << "presses the button";
  desk().on_focus("field_last_name");
  EXPECT_TRUE(desk().enter_is_for_form());
}

TEST_F(TypingDeskTest, WithoutAFormTypingIsASignOfLifeOnly) {
  press("hello", 120);
  loop_.wait(300);
  EXPECT_FALSE(used_);
  EXPECT_GT(touches_, 0);
  EXPECT_TRUE(scanned_.empty());
  touches_ = 0;
  press("TICKET-1\n", 5);
  EXPECT_EQ(touches_, 0) << "a hand scanner is nobody";
}

// --- which keyboard a scanner means -------------------------------------------------------------------------------

class ScannerOnAGermanMachine : public TypingDeskTest {
 protected:
  ScannerOnAGermanMachine() { german_machine_ = true; }
  std::string scan(const std::string& keys) {
    scanned_.clear();
    press(keys, 5);
    loop_.wait(400);
    EXPECT_EQ(scanned_.size(), 1U);
    return scanned_.empty() ? "" : scanned_.back();
  }
  // As a scanner that is set to German presses them: the machine reads what is on the ticket, a US keyboard does not.
  std::string scan_german(const std::string& text) {
    scanned_.clear();
    for (const char letter : text) {
      loop_.wait(5);
      static constexpr std::string_view from = "yzYZ-_:";
      static constexpr std::string_view to = "zyZY/?>";
      const auto at = from.find(letter);
      const std::string us(1, at == std::string_view::npos ? letter : to[at]);
      desk().on_character({std::string(1, letter), us, loop_.now});
    }
    loop_.wait(400);
    return scanned_.empty() ? "" : scanned_.back();
  }
  static std::string signed_code() {
    rules::SignedTicket ticket;
    ticket.event = rules::EventId::random();
    ticket.ticket = rules::TicketId::random();
    ticket.category = "guest";
    std::string code;
    // One with all that differs between the layouts.
    const auto key = base::make_signing_pair().secret;
    do {
      ticket.ticket = rules::TicketId::random();
      code = rules::signed_ticket_code(ticket, key);
    } while (code.find('-') == std::string::npos || code.find('_') == std::string::npos ||
             code.find_first_of("yz") == std::string::npos);
    return code;
  }
};

TEST_F(ScannerOnAGermanMachine, IsReadByThePlaceOfItsKeys) {
  for (const std::string& code :
       {std::string("yz-4711_ZY"), std::string("https://example.org/?t=yz"),
        rules::badge_code(rules::BadgeSerial::random()), signed_code(), std::string("a=b=c")}) {
    EXPECT_EQ(scan(code + "\n"), code);
  }
}

TEST_F(ScannerOnAGermanMachine, ThatIsSetToGermanIsKnownByItsFirstUnmistakableCode) {
  const std::string badge = rules::badge_code(rules::BadgeSerial::random());
  EXPECT_EQ(scan_german(badge), badge);
  EXPECT_EQ(scan_german("yz-4711_ZY"), "yz-4711_ZY") << "as it does from now on";
  EXPECT_FALSE(desk().scanner().last_was_by_place());
  EXPECT_EQ(scan(badge + "\n"), badge) << "another scanner";
  EXPECT_EQ(scan("yz-4711_ZY\n"), "yz-4711_ZY");
}

TEST_F(ScannerOnAGermanMachine, SignedTicketsTellTheLayoutToo) {
  const std::string code = signed_code();
  EXPECT_EQ(scan_german(code), code);
  EXPECT_EQ(scan_german("zyzzy-1"), "zyzzy-1");
}

TEST_F(ScannerOnAGermanMachine, IsReadAsTheSettingsSay) {
  options_.layout = WedgeLayout::AsTyped;
  EXPECT_EQ(scan("yz-1\n"), "zyß1");
  desk_.reset();
  options_.layout = WedgeLayout::Us;
  EXPECT_EQ(scan("yz-1\n"), "yz-1");
  const std::string badge = rules::badge_code(rules::BadgeSerial::random());
  EXPECT_NE(scan_german(badge), badge) << "nothing is learned";
}

struct Ending {
  std::string name;
  std::string prefix;
  std::string suffix;
  std::string keys;
};

class ScannerSettings : public TypingDeskTest, public ::testing::WithParamInterface<Ending> {};

TEST_P(ScannerSettings, MakeNoDifferenceToTheCode) {
  options_.prefix = GetParam().prefix;
  options_.suffix = GetParam().suffix;
  press(GetParam().keys, 5);
  loop_.wait(400);
  EXPECT_EQ(scanned_, std::vector<std::string>{"TICKET-1"});
}

INSTANTIATE_TEST_SUITE_P(Scanners, ScannerSettings,
                         ::testing::Values(Ending{"Enter", "", "", "TICKET-1\n"}, Ending{"Tab", "", "", "TICKET-1\t"},
                                           Ending{"CrLf", "", "", "TICKET-1\n\n"},
                                           Ending{"Nothing", "", "", "TICKET-1"},
                                           Ending{"Identifier", "", "", "]Q3TICKET-1\n"},
                                           Ending{"Prefix", "#S", "", "#STICKET-1\n"},
                                           Ending{"PrefixThatIsNotSentAlways", "#S", "", "TICKET-1\n"},
                                           Ending{"Suffix", "", "%%", "TICKET-1%%\n"},
                                           Ending{"IdentifierBeforeThePrefix", "#S", "", "]Q1#STICKET-1\n"},
                                           Ending{"IdentifierBehindThePrefix", "#S", "%", "#S]C0TICKET-1%\t"},
                                           Ending{"Blanks", "", "", " TICKET-1 \n"}),
                         [](const auto& given) { return given.param.name; });

}  // namespace
}  // namespace einlass::stage
