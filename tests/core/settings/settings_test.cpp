#include "core/base/file.h"
#include "core/settings/connector_settings.h"
#include "core/settings/kiosk_settings.h"
#include "core/settings/server_settings.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::settings {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A sample with its keys no longer commented out: lines "# key = value" and table headers in comments.
std::string uncommented(const std::string& sample) {
  std::string out;
  std::istringstream lines(sample);
  for (std::string line; std::getline(lines, line);) {
    const bool is_key =
        line.starts_with("# ") && line.find(" = ") != std::string::npos && line.find(' ', 2) == line.find(" = ");
    out += (is_key || line == "# [[printer]]" ? line.substr(2) : line) + "\n";
  }
  return out;
}

TEST(ServerSettingsTest, HaveDefaultsForEverything) {
  const auto settings = parse_server_settings("", "server.toml").value();
  EXPECT_EQ(settings.port, 8443);
  EXPECT_EQ(settings.listen_address, "0.0.0.0");
  EXPECT_EQ(settings.log_level, "info");
}

TEST(ServerSettingsTest, AreReadFromTheirFile) {
  const auto settings = parse_server_settings(R"(
state_directory = "/srv/venue"
port = 9443
public_addresses = ["10.1.2.3", "laptop.local"]
log_level = "warning"
[limits]
connections = 20
[certificate]
chain = "/etc/einlass/fullchain.pem"
key = "/etc/einlass/privkey.pem"
host = "einlass.example.org"
)",
                                              "server.toml")
                            .value();
  EXPECT_EQ(settings.state_directory, "/srv/venue");
  EXPECT_EQ(settings.port, 9443);
  EXPECT_THAT(settings.public_addresses, ElementsAre("10.1.2.3", "laptop.local"));
  EXPECT_EQ(settings.log_level, "warning");
  EXPECT_EQ(settings.limits.connections, 20);
  EXPECT_EQ(settings.limits.messages_per_second, 1000);
  EXPECT_EQ(settings.certificate.chain, "/etc/einlass/fullchain.pem");
  EXPECT_EQ(settings.certificate.key, "/etc/einlass/privkey.pem");
  EXPECT_EQ(settings.certificate.host, "einlass.example.org");
}

TEST(ServerSettingsTest, AreRefusedInOneSentenceWithTheLine) {
  struct Case {
    std::string toml;
    std::string message;
  };
  const std::vector<Case> cases = {
      {"port = 9443\nprot = 1",
       "server.toml, line 2: there is no setting \"prot\"; see the sample file for those that exist."},
      {"\n[limits]\nconections = 3",
       "server.toml, line 3: there is no setting \"limits.conections\"; see the sample file for those that exist."},
      {"[limit]\nconnections = 3",
       "server.toml, line 1: there is no setting \"limit\"; see the sample file for those that exist."},
      {"[certificate]\nkey = \"privkey.pem\"",
       "server.toml: certificate.chain and certificate.key go together; name both or neither."},
      {"limits = 3", "server.toml, line 1: there is no setting \"limits\"; see the sample file for those that exist."},
      {"port = 70000", "server.toml, line 1: \"port\" must be a whole number from 0 to 65535."},
      {"port = \"8443\"", "server.toml, line 1: \"port\" must be a whole number from 0 to 65535."},
      {"log_level = \"loud\"",
       "server.toml, line 1: \"log_level\" must be one of \"debug\", \"info\", \"warning\", \"error\"."},
      {"public_addresses = \"10.1.2.3\"",
       "server.toml, line 1: \"public_addresses\" must be a list of texts, such as [\"one\", \"two\"]."},
      {"state_directory = 3", "server.toml, line 1: \"state_directory\" must be a path in quotes."},
  };
  for (const auto& [toml, message] : cases) {
    const auto settings = parse_server_settings(toml, "server.toml");
    ASSERT_FALSE(settings) << toml;
    EXPECT_EQ(settings.error(), (base::Error{base::ErrorKind::InvalidInput, message}));
  }
}

TEST(ServerSettingsTest, SayWhereTheTomlIsBroken) {
  const auto settings = parse_server_settings("port = 1\nlog_level = \"info\nassets = 3", "server.toml");
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error().message, HasSubstr("server.toml, line 2: this is not TOML"));
}

TEST(ServerSettingsTest, SayWhenTheFileIsMissing) {
  EXPECT_EQ(read_server_settings("/nowhere/server.toml").error().kind, base::ErrorKind::NotFound);
}

TEST(KioskSettingsTest, AreReadFromTheirFile) {
  const auto settings = parse_kiosk_settings(R"(
wedge = false
[camera]
kind = "folder"
folder = "/srv/pictures"
[screen]
language = "en"
[speech]
headphones = "always"
volume = 8
[keys]
next = ["Right"]
[[printer]]
name = "left"
uri = "ipp://10.1.2.9/ipp/print"
media = "62x100.5"
[[printer]]
name = "right"
kind = "cups"
queue = "zebra"
[[printer]]
name = "files"
kind = "file"
folder = "/srv/badges"
)",
                                             "kiosk.toml")
                            .value();
  EXPECT_FALSE(settings.wedge);
  EXPECT_EQ(settings.camera.kind, CameraKind::Folder);
  EXPECT_EQ(settings.camera.folder, "/srv/pictures");
  EXPECT_EQ(settings.screen.language, "en");
  EXPECT_EQ(settings.speech.headphones, HeadphonesKind::Always);
  EXPECT_EQ(settings.speech.volume, 8);
  EXPECT_FALSE(settings.speech.aloud);
  EXPECT_THAT(settings.keys.next, ElementsAre("Right"));
  EXPECT_THAT(settings.keys.previous, ElementsAre("Shift+Tab", "Up"));
  ASSERT_EQ(settings.printers.size(), 3U);
  EXPECT_EQ(settings.printers[0].kind, PrinterKind::Ipp);
  EXPECT_EQ(settings.printers[0].media_width_mm, 62);
  EXPECT_EQ(settings.printers[0].media_height_mm, 100.5);
  EXPECT_EQ(settings.printers[1].queue, "zebra");
  EXPECT_EQ(settings.printers[2].folder, "/srv/badges");
}

TEST(KioskSettingsTest, AreRefusedInOneSentenceWithTheLine) {
  struct Case {
    std::string toml;
    std::string message;
  };
  const std::vector<Case> cases = {
      {"[[printer]]\nkind = \"ipp\"\nuri = \"ipp://x/\"", "kiosk.toml, line 1: this printer needs a \"name\"."},
      {"\n[[printer]]\nname = \"a\"", "kiosk.toml, line 2: this printer needs a \"uri\"."},
      {"[[printer]]\nname = \"a\"\nkind = \"file\"\nfolder = \"/b\"\nqueue = \"q\"",
       "kiosk.toml, line 1: \"queue\" does not belong to a printer of this kind; take it out."},
      {"[[printer]]\nname = \"a\"\nuri = \"u\"\n[[printer]]\nname = \"a\"\nuri = \"v\"",
       "kiosk.toml, line 4: two printers are called \"a\"; give each its own name."},
      {"[[printer]]\nname = \"a\"\ncolour = \"red\"",
       "kiosk.toml, line 3: there is no setting \"colour\"; see the sample file for those that exist."},
      {"[printer]\nname = \"a\"", "kiosk.toml, line 1: write each entry below a line [[printer]] of its own."},
      {"[[printer]]\nname = \"a\"\nmedia = \"A4\"",
       "kiosk.toml, line 3: \"media\" must be width and height in millimetres, such as \"86x54\"."},
      {"[camera]\nkind = \"folder\"", "kiosk.toml: camera.kind is \"folder\", so that camera.folder must name one."},
      {"[times]\nidle_seconds = 5",
       "kiosk.toml, line 2: \"times.idle_seconds\" must be a whole number from 20 to 600."},
      {"[speech]\nheadphones = \"yes\"",
       "kiosk.toml, line 2: \"speech.headphones\" must be one of \"jack\", \"never\", \"always\"."},
  };
  for (const auto& [toml, message] : cases) {
    const auto settings = parse_kiosk_settings(toml, "kiosk.toml");
    ASSERT_FALSE(settings) << toml;
    EXPECT_EQ(settings.error(), (base::Error{base::ErrorKind::InvalidInput, message}));
  }
}

TEST(ServerSettingsTest, NamesPrintersAsKiosksDo) {
  const auto settings = parse_server_settings(
      "[[printer]]\nname = \"Desk\"\nuri = \"ipp://10.1.2.9/ipp/print\"\nmedia = \"62x100\"", "t");
  ASSERT_TRUE(settings) << settings.error().message;
  ASSERT_EQ(settings->printers.size(), 1U);
  EXPECT_EQ(settings->printers[0].media_width_mm, 62);
  EXPECT_FALSE(parse_server_settings("[[printer]]\nname = \"Desk\"", "t"));
}

TEST(SampleTest, StandsInTheAssetsAsTheProgramsHaveIt) {
  const std::filesystem::path folder = std::filesystem::path(EINLASS_SOURCE_DIR) / "assets" / "config";
  EXPECT_EQ(base::read_file(folder / "server.toml").value(), server_settings_sample());
  EXPECT_EQ(base::read_file(folder / "kiosk.toml").value(), kiosk_settings_sample());
  EXPECT_EQ(base::read_file(folder / "connectors.toml").value(), connectors_sample());
}

TEST(SampleTest, IsReadAsItStandsAndUncommented) {
  EXPECT_TRUE(parse_server_settings(server_settings_sample(), "sample"));
  EXPECT_TRUE(parse_kiosk_settings(kiosk_settings_sample(), "sample"));
  EXPECT_TRUE(parse_connectors(connectors_sample(), "sample"));
  EXPECT_TRUE(parse_server_settings(uncommented(server_settings_sample()), "sample"));
  // An example of a printer has one kind, so that some of its keys must go.
  auto kiosk = uncommented(kiosk_settings_sample());
  const auto settings = parse_kiosk_settings(kiosk, "sample");
  ASSERT_TRUE(settings) << settings.error().message << "\n" << kiosk;
  EXPECT_EQ(settings->printers.size(), 1U);
}

}  // namespace
}  // namespace einlass::settings
