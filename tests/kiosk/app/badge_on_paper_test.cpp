// What an organiser adds to an event reaches the paper at the kiosk: lettering in a font of the server's, a picture.
#include "tests/kiosk/app/venue_programs.h"
#include "tests/support/printers/label_language.h"
#include "tests/support/printers/scratch_folder.h"
#include "tests/support/printers/simulated_printer.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace einlass::kiosk {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* house_font = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf";  // fonts-dejavu-core

constexpr const char* drawing =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="86mm" height="54mm" viewBox="0 0 86 54">
  <text x="5" y="8" font-size="4" font-family="DejaVu Serif">House lettering</text>
  <rect data-field="name" x="5" y="14" width="50" height="18"/>
  <rect data-field="logo" x="60" y="5" width="20" height="20"/>
  <rect data-field="qr" x="64" y="33" width="18" height="18"/>
</svg>)";

class BadgeOnPaper : public VenuePrograms {
 protected:
  void open(const fs::path& assets) {
    const auto file = folder_ / "house.svg";
    EXPECT_TRUE(base::write_file(file, drawing));
    open_venue({"--badge-template", file.string()}, assets);
    const auto list = folder_ / "guests.csv";
    EXPECT_TRUE(base::write_file(list, "Name,Category\nAda Lovelace,member\n"));
    command({"guests", "import", list.string(), "--event", "talk"});
    command({"tickets", "issue", "--event", "talk", "--output", (folder_ / "tickets").string()});
  }

  // The installation's, with one font more.
  fs::path assets_with_house_font() const {
    const auto installed = fs::path(EINLASS_BINARY_DIR) / "share/einlass";
    const auto assets = folder_ / "assets";
    fs::create_directories(assets / "fonts");
    for (const auto& entry : fs::directory_iterator(installed)) {
      if (entry.path().filename() != "fonts") fs::create_symlink(entry.path(), assets / entry.path().filename());
    }
    for (const auto& entry : fs::directory_iterator(installed / "fonts")) {
      fs::create_symlink(fs::canonical(entry.path()), assets / "fonts" / entry.path().filename());
    }
    fs::copy_file(house_font, assets / "fonts" / "DejaVuSerif.ttf");
    return assets;
  }

  // A kiosk with a printer that writes files, paired and used once; the badge that came out.
  fs::path printed_badge() {
    const auto paper = folder_ / "paper";
    fs::create_directories(paper);
    return printed_badge("kind = \"file\"\nfolder = \"" + paper.string() + "\"\n", paper);
  }
  fs::path printed_badge(const std::string& printer, const fs::path& paper) {
    const auto kiosk = start_kiosk("nord", "en", "[[printer]]\nname = \"paper\"\nmedia = \"86x54\"\n" + printer);
    EXPECT_TRUE(shows("This kiosk is not set up yet"));
    hold_up("nord", pairing_picture("Nord 1"));
    EXPECT_TRUE(shows("Hold your ticket up to the camera"));
    for (const auto& entry : fs::directory_iterator(folder_ / "tickets")) {
      if (entry.path().extension() == ".png") hold_up("nord", entry.path());
    }
    EXPECT_TRUE(shows("Welcome"));
    auto badge = first_pdf(paper);
    end(*kiosk);
    return badge;
  }
  static fs::path first_pdf(const fs::path& paper) {
    for (int i = 0; i < 400; ++i) {
      for (const auto& entry : fs::directory_iterator(paper)) {
        if (entry.path().extension() == ".pdf") return entry.path();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    ADD_FAILURE() << "no badge came out";
    return {};
  }
  static std::string output_of(const std::string& line) {
    std::string output;
    std::array<char, 4096> part{};
    auto* pipe = ::popen(line.c_str(), "r");
    for (auto got = std::fread(part.data(), 1, part.size(), pipe); got > 0;
         got = std::fread(part.data(), 1, part.size(), pipe)) {
      output.append(part.data(), got);
    }
    ::pclose(pipe);
    return output;
  }
};

TEST_F(BadgeOnPaper, IsSetInTheServersFonts) {
  open(assets_with_house_font());
  const auto badge = printed_badge();
  EXPECT_THAT(output_of("pdffonts " + badge.string()), HasSubstr("DejaVuSerif"));
  // Of all the server's fonts only the one that the kiosk lacks was sent and kept.
  int kept = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / "nord" / "fonts")) {
    if (entry.is_regular_file() && !entry.is_symlink()) ++kept;
  }
  EXPECT_EQ(kept, 1);
}

TEST_F(BadgeOnPaper, ShowsTheEventsPicture) {
  open({});
  const auto logo = folder_ / "logo.png";
  ASSERT_EQ(std::system(("convert -size 40x40 gradient:black-white " + logo.string()).c_str()), 0);
  EXPECT_THAT(command({"event", "image", "talk", "logo", logo.string()}), HasSubstr("logo.png"));
  const auto badge = printed_badge();
  EXPECT_THAT(output_of("pdffonts " + badge.string()), Not(HasSubstr("DejaVuSerif")));
  EXPECT_THAT(output_of("pdfimages -list " + badge.string()), ContainsRegex("image +40 +40 "));
}

TEST_F(BadgeOnPaper, IsMadeOfTheDotsOfALabelPrinter) {
  open({});
  const test::ScratchFolder scratch;
  const test::SimulatedPrinter printer(scratch.path(), "labels",
                                       {{"color-supported true", "color-supported false"}, {"300dpi", "203dpi"}});
  const auto badge =
      printed_badge("kind = \"ipp\"\nuri = \"" + printer.uri() + "\"\n", scratch.path() / "labels" / "received");
  const auto dots = test::dots_of_pwg_raster(*base::read_file(badge));
  EXPECT_EQ(dots.width, 687);
  EXPECT_EQ(dots.height, 432);
}

}  // namespace
}  // namespace einlass::kiosk
