#include "scanner/scan_files.h"

#include "core/base/file.h"
#include "scanner/image_file.h"
#include "tests/scanner/code_picture.h"
#include "tests/scanner/own_folder.h"

#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

using testing::OwnFolder;
using testing::paint_code;
using testing::save_picture;

struct Output {
  int exit_code = 0;
  std::string out;
  std::string err;
};

Output scan(const std::vector<std::filesystem::path>& files) {
  std::ostringstream out;
  std::ostringstream err;
  const int exit_code = scan_files(files, out, err);
  return {exit_code, out.str(), err.str()};
}

TEST(ScanFiles, PrintsOneLinePerCode) {
  const OwnFolder folder;
  save_picture(paint_code("TICKET-1"), folder / "a.png");
  save_picture(paint_code("TICKET-2", CodeFormat::Aztec), folder / "b.jpg", "jpeg");
  save_picture(paint_code("TICKET-3"), folder / "c.webp", "webp");
  const auto output = scan({folder / "a.png", folder / "b.jpg", folder / "c.webp"});
  EXPECT_EQ(output.out, (folder / "a.png").string() + "\tQR code\tTICKET-1\n" + (folder / "b.jpg").string() +
                            "\tAztec\tTICKET-2\n" + (folder / "c.webp").string() + "\tQR code\tTICKET-3\n");
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, 0);
}

TEST(ScanFiles, KeepsACodeWithLineBreaksOnOneLine) {
  const OwnFolder folder;
  save_picture(paint_code("a\r\nb\\c\x1d"
                          "d\te"),
               folder / "a.png");
  EXPECT_EQ(scan({folder / "a.png"}).out, (folder / "a.png").string() + "\tQR code\ta\\r\\nb\\\\c\\x1Dd\\x09e\n");
}

TEST(ScanFiles, GoesOnAfterAFileWithoutACodeAndFails) {
  const OwnFolder folder;
  save_picture(testing::checkerboard(8, 200, 200), folder / "empty.png");
  std::ofstream(folder / "text.png") << "no picture";
  save_picture(paint_code("TICKET-1"), folder / "good.png");
  const auto output = scan({folder / "empty.png", folder / "text.png", folder / "missing.png", folder / "good.png"});
  EXPECT_EQ(output.out, (folder / "good.png").string() + "\tQR code\tTICKET-1\n");
  EXPECT_EQ(std::count(output.err.begin(), output.err.end(), '\n'), 3);
  EXPECT_EQ(output.exit_code, 1);
}

TEST(ScanFiles, SaysThatAPictureWithoutItsEndIsDamaged) {
  const OwnFolder folder;
  for (const std::string kind : {"png", "jpeg", "webp"}) {
    save_picture(paint_code("TICKET-1"), folder / "whole", kind);
    const auto content = base::read_file(folder / "whole").value();
    std::ofstream(folder / "cut", std::ios::binary) << content.substr(0, content.size() * 2 / 5);
    const auto output = scan({folder / "cut"});
    EXPECT_EQ(output.exit_code, 1) << kind;
    EXPECT_NE(output.err.find("is a damaged picture"), std::string::npos) << kind << ": " << output.err;
    EXPECT_FALSE(is_cut_off(folder / "whole")) << kind;
  }
}

TEST(ScanFiles, GivesProgramsOneArrayWithEveryFile) {
  const OwnFolder folder;
  save_picture(paint_code("a\n\"b\""), folder / "good.png");
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(scan_files_as_json({folder / "good.png", folder / "missing.png"}, out, err), 1);
  const auto files = boost::json::parse(out.str()).as_array();
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].at("codes").at(0).at("text"), "a\n\"b\"");
  EXPECT_FALSE(files[0].as_object().contains("problem"));
  EXPECT_EQ(files[1].at("codes").as_array().size(), 0U);
  EXPECT_TRUE(files[1].at("problem").is_string());
  EXPECT_EQ(err.str(), "");
}

}  // namespace
}  // namespace einlass::scan
