// The whole way in for somebody who sees nothing: keys, a ticket held up, and what is said. The real programs.
#include "tests/kiosk/app/venue_programs.h"
#include "tests/kiosk/voice/speech_daemon.h"

#include <algorithm>
#include <cstdint>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

namespace einlass::kiosk {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class SpokenVisit : public VenuePrograms {
 protected:
  SpokenVisit() : voice_(folder_ / "voice") {
    voice_.start();
    open_venue();
    const auto list = folder_ / "guests.csv";
    EXPECT_TRUE(base::write_file(list, "Name,Category\nAda Lovelace,member\n"));
    command({"guests", "import", list.string(), "--event", "talk"});
    command({"tickets", "issue", "--event", "talk", "--output", (folder_ / "tickets").string()});
    fs::create_directories(folder_ / "paper");
  }

  // Paired, in service, in German.
  void open_kiosk(const std::string& speech) {
    kiosk_ = start_kiosk("nord", "de",
                         "[[printer]]\nname = \"paper\"\nkind = \"file\"\nfolder = \"" + (folder_ / "paper").string() +
                             "\"\nmedia = \"86x54\"\n[speech]\n" + speech);
    ASSERT_TRUE(shows("Dieser Kiosk ist noch nicht eingerichtet"));
    hold_up("nord", pairing_picture("Nord 1"));
    ASSERT_TRUE(shows("Halten Sie Ihr Ticket vor die Kamera"));
    EXPECT_THAT(voice_.said(), testing::IsEmpty()) << "nobody asked for it";
  }
  void hold_ticket_up() {
    for (const auto& entry : fs::directory_iterator(folder_ / "tickets")) {
      if (entry.path().extension() == ".png") hold_up("nord", entry.path());
    }
  }
  // A real key event; without a window manager it goes to the window below the pointer.
  static void key(const std::string& name) {
    std::this_thread::sleep_for(std::chrono::milliseconds(550));  // a second press sooner than that is an accident
    const std::string press = "xdotool mousemove 640 20 key " + name;
    EXPECT_EQ(std::system(press.c_str()), 0);
  }
  bool hears(const std::string& line) const { return voice_.says(line); }
  std::string all_said() const {
    std::string all;
    for (const auto& line : voice_.said()) all += line + "\n";
    return all;
  }

  voice::SpeechDaemon voice_;
  std::unique_ptr<ChildProcess> kiosk_;
};

TEST_F(SpokenVisit, LeadsInByKeysAndSpeechAlone) {
  open_kiosk("headphones = \"never\"\n");
  key("F5");
  ASSERT_TRUE(hears("de 60: Halten Sie Ihr Ticket vor die Kamera.")) << all_said();
  EXPECT_TRUE(hears("de 60: Die Sprachausgabe ist an, Lautstärke 6 von 10."));
  ASSERT_TRUE(hears("de 60: Kein Code zur Hand?")) << all_said();
  key("Tab");
  ASSERT_TRUE(hears("de 60: Ausgewählt. Taste 2 von 7.")) << all_said();
  key("Tab");
  ASSERT_TRUE(hears("en 60: English.")) << all_said();
  key("Return");
  ASSERT_TRUE(hears("en 60: Hold your ticket up to the camera.")) << all_said();
  key("F8");
  ASSERT_TRUE(hears("en 70: Speech is on, volume 7 of 10.")) << all_said();
  hold_ticket_up();
  ASSERT_TRUE(hears("en 70: Welcome.")) << all_said();
  ASSERT_TRUE(hears("en 70: Please take your badge out below.")) << all_said();
  ASSERT_TRUE(hears("en 70: Done.")) << all_said();
  key("Return");
  ASSERT_TRUE(shows("Halten Sie Ihr Ticket vor die Kamera")) << all_said();
  EXPECT_THAT(voice_.said(), Not(Contains(HasSubstr("Lovelace"))));
  EXPECT_FALSE(fs::is_empty(folder_ / "paper"));

  // The next person: silence, and nothing of what the one before had set.
  const auto before = voice_.said().size();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(voice_.said().size(), before);
  key("F5");
  EXPECT_TRUE(hears("de 60: Auf Papier oder auf dem Handy: Der QR-Code genügt.")) << all_said();
  end(*kiosk_);
}

TEST_F(SpokenVisit, SaysTheNameOnceHeadphonesArePluggedIn) {
  const auto jack = folder_ / "jack";
  ASSERT_EQ(::mkfifo(jack.c_str(), 0600), 0);
  const int plug = ::open(jack.c_str(), O_RDWR);
  const auto move = [plug](std::int32_t in) {
    input_event event{};
    event.type = EV_SW;
    event.code = SW_HEADPHONE_INSERT;
    event.value = in;
    EXPECT_EQ(::write(plug, &event, sizeof event), static_cast<ssize_t>(sizeof event));
  };
  open_kiosk("jack = \"" + jack.string() + "\"\n");
  move(1);
  ASSERT_TRUE(hears("de 60: Halten Sie Ihr Ticket vor die Kamera.")) << all_said();
  hold_ticket_up();
  EXPECT_TRUE(hears("de 60: Ada Lovelace.")) << all_said();
  move(0);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const auto unplugged = voice_.said().size();
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_EQ(voice_.said().size(), unplugged);
  EXPECT_THAT(end(*kiosk_), Not(HasSubstr("Lovelace")));
  ::close(plug);
}

}  // namespace
}  // namespace einlass::kiosk
