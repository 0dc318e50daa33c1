#include "tests/server/venue/desk_fixture.h"

namespace einlass::venue {
namespace {

using base::ErrorKind;
using std::chrono_literals::operator""min;

class MessageDeskTest : public DeskFixture {
 protected:
  MessageDeskTest() { create(new_event()); }

  static MessageWish wish(const std::string& text, const std::string& event = "summit-2026") {
    return {.event = event, .german = text, .english = text + "."};
  }
  // What its kiosk is told to show; empty: nothing.
  std::string at_kiosk(const store::KioskRecord& kiosk) {
    for (const auto& document : value_of(desk().kiosks().assignment(kiosk.id)).documents) {
      if (document.kind != wire::notice_kind) continue;
      const auto part = value_of(desk().kiosks().document_part({.hash = document.hash}));
      const std::string text(part->content.begin(), part->content.end());
      return value_of(wire::read_notice_document(text)).german;
    }
    return {};
  }
};

TEST_F(MessageDeskTest, TakesTwoPlainTextsOfAFewWordsForAWhile) {
  const auto kind = [&](const MessageWish& wish) {
    const auto put = desk().messages().put(wish);
    return put ? std::optional<ErrorKind>() : std::optional(put.error().kind);
  };
  const auto with = [](std::string german, std::string english, base::Milliseconds lasts = 5min) {
    return MessageWish{.german = std::move(german), .english = std::move(english), .lasts = lasts};
  };
  std::string umlauts;
  for (int i = 0; i < 160; ++i) umlauts += "ü";
  EXPECT_EQ(kind(with(umlauts, "x")), std::nullopt);
  EXPECT_EQ(kind(with("<b>&amp;</b>", "x")), std::nullopt) << "it is shown as it is typed";
  for (const auto& wrong : {with(umlauts + "ü", "x"), with("", "x"), with("x", " "), with("a\nb", "x"),
                            with("x", "\x1B[2J"), with("x", "y", 0min), with("x", "y", 72 * 60min + 1min)}) {
    EXPECT_EQ(kind(wrong), ErrorKind::InvalidInput);
  }
  EXPECT_EQ(kind(wish("x", "no-such-event")), ErrorKind::NotFound);
}

TEST_F(MessageDeskTest, IsShownByTheKiosksUntilItIsWithdrawnOrOver) {
  const auto kiosk = pair("Nord 1");
  EXPECT_EQ(at_kiosk(kiosk), "");
  value_of(desk().messages().put(wish("Haus", "")));
  EXPECT_EQ(at_kiosk(kiosk), "Haus");
  value_of(desk().messages().put(wish("Abend")));
  EXPECT_EQ(at_kiosk(kiosk), "Abend");
  value_of(desk().messages().put(wish("Später")));
  EXPECT_EQ(at_kiosk(kiosk), "Später");
  reopen();
  EXPECT_EQ(at_kiosk(kiosk), "Später");
  ASSERT_TRUE(desk().messages().withdraw("summit-2026"));
  EXPECT_EQ(desk().messages().withdraw("summit-2026").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(at_kiosk(kiosk), "Haus");
  clock_.advance(61min);
  EXPECT_EQ(at_kiosk(kiosk), "");
  EXPECT_FALSE(value_of(desk().messages().shown("")));
}

// It may name somebody, so it does not lie about once nobody sees it any more.
TEST_F(MessageDeskTest, OneThatIsOverIsForgotten) {
  value_of(desk().messages().put({.german = "Frau Noether, bitte", .english = "Ms Noether, please"}));
  value_of(desk().messages().put(
      {.german = "Herr Born, bitte", .english = "Mr Born, please", .lasts = std::chrono::hours(72)}));
  value_of(desk().messages().put({.event = "summit-2026",
                                  .german = "Frau Noether, bitte",
                                  .english = "Ms Noether, please",
                                  .lasts = std::chrono::hours(24)}));
  const auto notices = [&] {
    const auto venue = value_of(store::VenueStore::open(folder_ / "venue.db"));
    return value_of(venue.documents_of_kind(wire::notice_kind)).size();
  };
  EXPECT_EQ(notices(), 2U);
  value_of(desk().privacy().keep_retention());
  EXPECT_EQ(notices(), 2U) << "both are shown";
  clock_.advance(std::chrono::hours(25));
  value_of(desk().privacy().keep_retention());
  EXPECT_EQ(notices(), 1U);
  EXPECT_TRUE(value_of(desk().messages().shown("")));
}

}  // namespace
}  // namespace einlass::venue
