#include "core/settings/printer_table.h"

#include "core/base/file.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace einlass::settings {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;
using ::testing::HasSubstr;

const PrinterSettings left{.name = "left \"A\" \\ ä\n",
                           .kind = PrinterKind::Cups,
                           .queue = "zebra",
                           .server = "10.1.2.3:632",
                           .media_width_mm = 101.6,
                           .media_height_mm = 50.8,
                           .location = "left of the screen"};

class PrinterTables : public testing::Test {
 protected:
  PrinterTables() : file_(fs::temp_directory_path() / ("einlass-table-" + std::to_string(::getpid()))) {}
  ~PrinterTables() override { fs::remove(file_); }
  void write(const std::string& toml) { ASSERT_TRUE(base::write_file(file_, toml)); }
  std::string read() const { return *base::read_file(file_); }

  fs::path file_;
};

TEST_F(PrinterTables, AreReadAsTheyWereWritten) {
  write("");
  ASSERT_TRUE(add_printer(file_, left));
  const auto read = read_kiosk_settings(file_);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->printers.size(), 1U);
  const auto& printer = read->printers.front();
  EXPECT_EQ(printer.name, left.name);
  EXPECT_EQ(printer.kind, left.kind);
  EXPECT_EQ(printer.queue, left.queue);
  EXPECT_EQ(printer.server, left.server);
  EXPECT_EQ(printer.media_width_mm, left.media_width_mm);
  EXPECT_EQ(printer.media_height_mm, left.media_height_mm);
  EXPECT_EQ(printer.location, left.location);
}

TEST_F(PrinterTables, ComeBelowWhatIsThere) {
  const std::string before = kiosk_settings_sample();
  write(before);
  ASSERT_TRUE(add_printer(file_, left));
  EXPECT_EQ(read(), before + "\n" + printer_table(left));
}

TEST_F(PrinterTables, AreNotWrittenWhereTheFileWouldNotBeRead) {
  for (const char* toml : {"printer = []\n", "log_level = \"loud\"\n", "[camera\n"}) {
    write(toml);
    const auto added = add_printer(file_, left);
    ASSERT_FALSE(added) << toml;
    EXPECT_EQ(added.error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(read(), toml);
  }
}

TEST_F(PrinterTables, OfOneNameAreWrittenOnce) {
  write("");
  ASSERT_TRUE(add_printer(file_, left));
  const auto once = read();
  const auto again = add_printer(file_, left);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::AlreadyExists);
  EXPECT_EQ(read(), once);
}

TEST_F(PrinterTables, KeepTheFileForThoseWhoMayReadIt) {
  write("");
  PrinterSettings printer = left;
  for (const auto mode : {fs::perms(0600), fs::perms(0640), fs::perms(0644)}) {
    fs::permissions(file_, mode);
    printer.name += "again";
    ASSERT_TRUE(add_printer(file_, printer));
    EXPECT_EQ(fs::status(file_).permissions(), mode);
  }
}

TEST_F(PrinterTables, KeepTheFilesOwnerAndGroup) {
  constexpr gid_t kiosks = 12'345;
  write("");
  if (::chown(file_.c_str(), 0, kiosks) != 0) GTEST_SKIP() << "only root gives files away";
  fs::permissions(file_, fs::perms(0640));
  ASSERT_TRUE(add_printer(file_, left));
  struct stat now {};
  ASSERT_EQ(::stat(file_.c_str(), &now), 0);
  EXPECT_EQ(now.st_gid, kiosks);
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms(0640));
}

}  // namespace
}  // namespace einlass::settings
