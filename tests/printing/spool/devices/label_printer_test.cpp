// What gets to label printers, dot by dot: through the drivers that Debian has for Zebra and Brother, and driverless.
#include "core/base/file.h"
#include "printing/badge/renderer.h"
#include "printing/spool/queue_maker.h"
#include "tests/printing/spool/outcomes.h"
#include "tests/support/printers/label_language.h"
#include "tests/support/printers/label_receiver.h"
#include "tests/support/printers/private_cupsd.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"

#include <cstdlib>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace einlass::spool {
namespace {

using base::ErrorKind;
using test::eventually;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string code = "EB1:01ARZ3NDEKTSV4RRFFQ69G5FAV";
constexpr auto zebra = "drv:///sample.drv/zebra.ppd";

// One badge as PDF and in dots, as a kiosk draws it.
class DrawnBadge {
 public:
  explicit DrawnBadge(const std::string& file)
      : drawing_(*badge::BadgeTemplate::load(std::string(EINLASS_SOURCE_DIR) + "/assets/badges/" + file)),
        renderer_(*badge::FontSet::open(std::string(EINLASS_BINARY_DIR) + "/share/einlass/fonts")) {
    content_.fields = {{"name", "Dr. Marie-Luise Öhlmann"},
                       {"company", "Nordlicht Systemhaus GmbH"},
                       {"position", "Head of Platform Engineering"},
                       {"category_label", "Speaker"},
                       {"event", "Future Summit 2026"},
                       {"event_date", "23 November 2026"}};
    content_.code = code;
  }

  badge::Dots dots(int dpi) { return renderer_.render_dots(drawing_, content_, dpi)->dots; }

  PrintJob job() {
    return {.name = "badge-1",
            .pdf = renderer_.render_pdf(drawing_, content_)->pdf,
            .media = MediaSize::from_mm(drawing_.width_mm(), drawing_.height_mm()),
            .in_dots = [this](int dpi) { return base::Result<badge::Dots>(dots(dpi)); }};
  }

 private:
  badge::BadgeTemplate drawing_;
  badge::Renderer renderer_;
  badge::BadgeContent content_;
};

class LabelPrinters : public testing::Test {
 protected:
  JobState print(Printer& printer, const PrintJob& job) {
    const auto number = printer.submit(job);
    EXPECT_TRUE(number) << number.error().message;
    JobState last;
    eventually([&] {
      if (const auto state = number ? printer.poll(*number) : base::Result<JobState>(JobState{})) last = *state;
      return last.is_final() || !number;
    });
    return last;
  }

  // By zbar, which shares nothing with the writer of the code.
  std::string code_on(const badge::Dots& dots) {
    const auto file = folder_.path() / "label.png";
    EXPECT_TRUE(base::write_file(file, *badge::png_of(dots)));
    if (const char* kept = std::getenv("EINLASS_KEEP_LABELS")) {
      const auto* test = testing::UnitTest::GetInstance()->current_test_info();
      std::string name = fmt::format("{}-{}x{}.png", test->name(), dots.width, dots.height);
      for (char& c : name) c = c == '/' ? '-' : c;
      std::filesystem::copy_file(file, std::filesystem::path(kept) / name,
                                 std::filesystem::copy_options::overwrite_existing);
    }
    return test::output_of({"zbarimg", "-q", "--nodbus", "--raw", file.string()});
  }

  // Shifted by a few dots, and short of a few at its edges, where the driver's page has whole points; but no dot within
  // is another than it was drawn.
  void expect_dot_on_dot(const badge::Dots& printed, const badge::Dots& drawn, int most_lost) {
    constexpr int edge = 4;
    const auto placing = test::placing_of(drawn, printed, edge);
    EXPECT_EQ(placing.wrong_dots, 0);
    EXPECT_GE(placing.width, drawn.width - most_lost);
    EXPECT_GE(placing.height, drawn.height - most_lost);
    EXPECT_EQ(code_on(printed), code + "\n");
  }

  test::ScratchFolder folder_;
};

class ZebraPrinters : public LabelPrinters, public testing::WithParamInterface<int> {};

TEST_P(ZebraPrinters, BurnTheDotsThatWereDrawn) {
  const int dpi = GetParam();
  const test::LabelReceiver printer;
  const test::PrivateCupsd cupsd(folder_.path());
  ASSERT_TRUE(make_queue({.server = cupsd.server(),
                          .queue = "zebra",
                          .device_uri = printer.uri(),
                          .driver = zebra,
                          .media = MediaSize::from_mm(86, 54),
                          .resolution_dpi = dpi}));
  DrawnBadge badge("card-86x54.svg");
  ASSERT_EQ(print(**open_printer(cupsd.config("zebra")), badge.job()).phase, JobPhase::Printed);
  ASSERT_THAT(printer.received(), SizeIs(1));
  expect_dot_on_dot(test::dots_of_zpl(printer.received().front(), dpi), badge.dots(dpi), 11);
}

INSTANTIATE_TEST_SUITE_P(At, ZebraPrinters, testing::Values(203, 300), testing::PrintToStringParamName());

TEST_F(LabelPrinters, OfBrotherBurnTheDotsThatWereDrawn) {
  const test::PrivateCupsd cupsd(folder_.path());
  const auto drivers = find_drivers(cupsd.server(), "brother ql-820nwb");
  ASSERT_TRUE(drivers) << drivers.error().message;
  ASSERT_FALSE(drivers->empty());
  const auto device = folder_.path() / "label";
  ASSERT_TRUE(base::write_file(device, ""));
  std::filesystem::permissions(device, std::filesystem::perms(0666));  // cupsd writes as lp
  ASSERT_TRUE(make_queue({.server = cupsd.server(),
                          .queue = "brother",
                          .device_uri = "file:" + device.string(),
                          .driver = drivers->front().name,
                          .media = MediaSize::from_mm(62, 100)}));
  DrawnBadge badge("label-62x100.svg");
  ASSERT_EQ(print(**open_printer(cupsd.config("brother")), badge.job()).phase, JobPhase::Printed);
  // 3 mm at either end of a label are out of reach of its head, and 12 dots beside it.
  expect_dot_on_dot(test::dots_of_brother(*base::read_file(device), 300), badge.dots(300), 80);
}

const std::pair<std::string, std::string> black_and_white{"color-supported true", "color-supported false"};

class DriverlessPrinters : public LabelPrinters {
 protected:
  // One that knows colours, as badge-printer.attrs has it, with some of its lines changed.
  std::unique_ptr<test::SimulatedPrinter> device(const test::SimulatedPrinter::Changes& changes) {
    return std::make_unique<test::SimulatedPrinter>(folder_.path(), "printer", changes);
  }

  std::string printed_on(const test::SimulatedPrinter& device, const PrintJob& job) {
    EXPECT_EQ(print(**open_printer(device.config()), job).phase, JobPhase::Printed);
    EXPECT_THAT(device.received(), SizeIs(1));
    return device.received().empty() ? std::string() : *base::read_file(device.received().front());
  }

  badge::Dots dots_of_pdf(const std::string& pdf, int dpi) {
    const auto file = folder_.path() / "page";
    EXPECT_TRUE(base::write_file(file, pdf));
    test::output_of({"pdftoppm", "-singlefile", "-mono", "-r", std::to_string(dpi), file.string(), file.string()});
    std::string pbm = *base::read_file(file.string() + ".pbm");
    badge::Dots dots{.dpi = dpi};
    int length = 0;
    EXPECT_EQ(std::sscanf(pbm.c_str(), "P4 %d %d%n", &dots.width, &dots.height, &length), 2);
    dots.rows.assign(pbm.begin() + length + 1, pbm.end());
    return dots;
  }
};

TEST_F(DriverlessPrinters, GetTheDotsAsTheyAre) {
  DrawnBadge badge("card-86x54.svg");
  for (const auto& [resolution, type] : {std::pair{203, "black_1"}, {300, "sgray_8"}}) {
    const auto printer =
        device({{"300dpi", fmt::format("{}dpi", resolution)}, {"sgray_8,black_1", type}, black_and_white});
    const auto dots = test::dots_of_pwg_raster(printed_on(*printer, badge.job()));
    EXPECT_EQ(dots, badge.dots(resolution));
    EXPECT_EQ(code_on(dots), code + "\n");
    printer->switch_off();
    std::filesystem::remove_all(folder_.path() / "printer");
  }
}

TEST_F(DriverlessPrinters, GetAPdfWithoutGreyWhereTheyTakeNoRaster) {
  DrawnBadge badge("card-86x54.svg");
  const auto printer =
      device({{"application/pdf,image/pwg-raster,application/octet-stream", "application/pdf"}, black_and_white});
  const auto pdf = printed_on(*printer, badge.job());
  EXPECT_THAT(pdf, testing::StartsWith("%PDF"));
  EXPECT_THAT(pdf, HasSubstr("/ImageMask true"));
  EXPECT_EQ(dots_of_pdf(pdf, 300), badge.dots(300));
}

TEST_F(DriverlessPrinters, GetThePdfItselfWhereTheyKnowColoursOrFineDots) {
  DrawnBadge badge("card-86x54.svg");
  const auto job = badge.job();
  for (const auto* resolution : {"300dpi", "600dpi"}) {
    const bool fine = resolution == std::string("600dpi");
    const auto printer = fine ? device({{"300dpi", resolution}, black_and_white}) : device({});
    EXPECT_EQ(printed_on(*printer, job), job.pdf);
    printer->switch_off();
    std::filesystem::remove_all(folder_.path() / "printer");
  }
}

TEST_F(DriverlessPrinters, GetNothingOfABadgeThatCannotBeDrawn) {
  const auto printer = device({black_and_white});
  DrawnBadge badge("card-86x54.svg");
  auto job = badge.job();
  job.in_dots = [](int) { return base::Result<badge::Dots>(base::fail(ErrorKind::Internal, "No memory; stop it.")); };
  const auto refused = (*open_printer(printer->config()))->submit(job);
  EXPECT_EQ(error_of(refused).kind, ErrorKind::Refused);
  EXPECT_EQ(error_of(refused).message, "No memory; stop it.");
  EXPECT_THAT(printer->received(), IsEmpty());
}

}  // namespace
}  // namespace einlass::spool
