// Sizes, reasons and configuration: the small pure parts.
#include "printing/spool/printer_config.h"
#include "printing/spool/printer_words.h"
#include "printing/spool/reasons.h"

#include <functional>

#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

const MediaSize card = MediaSize::from_mm(86, 54);
const MediaSize label = MediaSize::from_mm(62, 100);
const MediaRange any_cut{{2000, 2000}, {11000, 30000}};

PrinterConfig door_a() {
  return {.name = "Door A",
          .kind = PrinterKind::Ipp,
          .uri = "ipp://10.0.0.7/ipp/print",
          .media = card,
          .location = "left of the entrance"};
}

TEST(MediaSizes, AskForThePrintersOwnSpellingOfASize) {
  const MediaRange rounded{{8598, 5398}, {8598, 5398}};  // 86 x 54 mm in whole points
  EXPECT_EQ(supported_size({rounded}, card), rounded.smallest);
}

TEST(MediaSizes, PreferAListedSizeToACut) {
  EXPECT_EQ(supported_size({any_cut, {card, card}}, card), card);
}

TEST(MediaSizes, TakeAnySizeWithinACut) {
  EXPECT_EQ(supported_size({any_cut}, label), label);
}

TEST(MediaSizes, RefuseWhatThePrinterDoesNotList) {
  EXPECT_EQ(supported_size({{card, card}}, label), std::nullopt);
  EXPECT_EQ(supported_size({any_cut}, MediaSize::from_mm(210, 297)), std::nullopt);
  EXPECT_EQ(supported_size({{card, card}}, {card.height, card.width}), std::nullopt) << "turned by 90 degrees";
}

// Rolls are written with a length of 0, or with a range of lengths (PWG 5100.7, media-col-ready).
TEST(MediaSizes, CutAnyLengthFromARoll) {
  const MediaRange roll{{6200, 0}, {6200, 0}};
  const MediaRange cutter{{6200, 1000}, {6200, 30000}};
  EXPECT_TRUE(any_holds({roll}, label));
  EXPECT_TRUE(any_holds({cutter}, label));
  EXPECT_FALSE(any_holds({roll, cutter}, card));
  EXPECT_FALSE(any_holds({cutter}, MediaSize::from_mm(62, 301)));
  EXPECT_EQ(roll.text(), "a roll of 62 mm");
}

TEST(MediaSizes, AreWrittenInMillimetres) {
  EXPECT_EQ(card.text(), "86 x 54 mm");
  EXPECT_EQ((MediaSize{8598, 5398}).text(), "85.98 x 53.98 mm");
  EXPECT_EQ(any_cut.text(), "20 x 20 mm to 110 x 300 mm");
}

TEST(Reasons, LoseTheirSeverity) {
  EXPECT_EQ(without_severity("media-empty-error"), "media-empty");
  EXPECT_EQ(without_severity("media-low-warning"), "media-low");
  EXPECT_EQ(without_severity("offline-report"), "offline");
  EXPECT_EQ(without_severity("document-format-error"), "document-format-error") << "error is part of the keyword";
}

TEST(Reasons, NameTheObstacleThatAPersonMustClear) {
  EXPECT_EQ(obstacle_in({}), "");
  EXPECT_EQ(obstacle_in({"media-low-warning", "cups-waiting-for-job-completed"}), "");
  EXPECT_EQ(obstacle_in({"media-low", "cover-open-error", "media-empty"}), "cover-open");
  EXPECT_EQ(obstacle_in({"ribbon-torn-error"}), "ribbon-torn") << "unknown, but says that it is an error";
  EXPECT_EQ(obstacle_in({"ribbon-thin-warning"}), "");
}

TEST(Reasons, AreSaidInWords) {
  EXPECT_EQ(in_words("media-empty-error"), "out of labels");
  EXPECT_EQ(in_words("cups-ipp-missing-job-history"),
            "the printer does not know the job that its queue calls completed");
  EXPECT_EQ(in_words("ribbon-torn-error"), "ribbon torn");
}

TEST(PrinterConfigs, AreRefusedWithWhatIsMissing) {
  struct Case {
    std::function<void(PrinterConfig&)> spoil;
    std::string sentence_part;
  };
  const std::vector<Case> cases{
      {[](PrinterConfig& c) { c.name.clear(); }, "has no name"},
      {[](PrinterConfig& c) { c.media = {}; }, "set media"},
      {[](PrinterConfig& c) { c.uri = "10.0.0.7"; }, "ipp://host/ipp/print"},
      {[](PrinterConfig& c) { c.uri = "http://10.0.0.7/ipp/print"; }, "ipp://host/ipp/print"},
      {[](PrinterConfig& c) { c.kind = PrinterKind::CupsQueue; }, "set queue"},
      {[](PrinterConfig& c) { c.kind = PrinterKind::CupsQueue, c.queue = "a/b"; }, "set queue"},
      {[](PrinterConfig& c) { c.kind = PrinterKind::CupsQueue, c.queue = "badges", c.server = "a b"; }, "host:port"},
      {[](PrinterConfig& c) { c.kind = PrinterKind::File; }, "set folder"},
  };
  ASSERT_TRUE(check(door_a()));
  for (const Case& c : cases) {
    PrinterConfig config = door_a();
    c.spoil(config);
    const auto checked = check(config);
    ASSERT_FALSE(checked) << c.sentence_part;
    EXPECT_EQ(checked.error().kind, base::ErrorKind::InvalidInput);
    EXPECT_THAT(checked.error().message, testing::HasSubstr(c.sentence_part));
  }
}

TEST(PrinterConfigs, KnowTheirKindsByWord) {
  for (const auto kind : {PrinterKind::Ipp, PrinterKind::CupsQueue, PrinterKind::File}) {
    EXPECT_EQ(printer_kind_from(word(kind)), kind);
  }
  EXPECT_EQ(printer_kind_from("lpr"), std::nullopt);
}

TEST(PrinterWords, SayInOneLineWhatAPrinterIsAndHowItIs) {
  PrinterStatus status{.accepting = true, .state = PrinterState::Idle, .media_ready = {MediaRange::exactly(card)}};
  EXPECT_EQ(describe(door_a(), status), "Door A (ipp, 86 x 54 mm, left of the entrance): ready");
  status.reasons = {"media-low-warning"};
  EXPECT_EQ(describe(door_a(), status), "Door A (ipp, 86 x 54 mm, left of the entrance): ready, labels run low");
  status.reasons = {"media-low-warning", "cover-open"};
  EXPECT_EQ(describe(door_a(), status), "Door A (ipp, 86 x 54 mm, left of the entrance): the cover is open");
}

TEST(PrinterWords, WarnOfOtherLabelsThanConfigured) {
  const PrinterStatus status{
      .accepting = true, .state = PrinterState::Idle, .media_ready = {MediaRange::exactly(label)}};
  EXPECT_EQ(describe(door_a(), status),
            "Door A (ipp, 86 x 54 mm, left of the entrance): ready, but loaded with 62 x 100 mm");
}

TEST(PrinterWords, GiveTheSentenceOfAPrinterThatIsOff) {
  const auto off = base::fail(base::ErrorKind::Unavailable, "Printer Door A does not answer; switch it on.");
  EXPECT_EQ(describe(door_a(), off),
            "Door A (ipp, 86 x 54 mm, left of the entrance): Printer Door A does not answer; switch it on.");
}

}  // namespace
}  // namespace einlass::spool
