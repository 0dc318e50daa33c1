// What would be written to another system, as an organiser reads it.
#include "core/base/venue_zone.h"
#include "db/attendance_journal.h"
#include "tests/server/cli/desk_fixture.h"
#include "tests/server/commands/mixed_evening.h"
#include "tests/support/standins/stand_in.h"

namespace einlass::cli {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

class CrmDiff : public DeskFixture {
 protected:
  void create_two_days() {
    ASSERT_EQ(run({"event", "create", "--preset", "summit", "--key", "summit", "--name", "Future Summit", "--starts",
                   "2026-11-23T18:00", "--ends", "2026-11-24T23:00"})
                  .exit_code,
              0);
    const auto list = write("guests.csv", "Name,Code\nAda Lovelace,A\nMax Born,B\n");
    ASSERT_EQ(run({"guests", "import", list.string(), "--event", "summit"}).exit_code, 0);
  }
  // Ada, at half past six.
  void admit_on(const std::string& day) {
    at_the_desk([&](venue::Desk& desk, rules::EventId event) {
      rules::JournalRow row;
      row.entry.id = {rules::JournalId::random(), event, 1};
      ASSERT_TRUE(desk.event(event).value()->store.guests().each([&](const rules::GuestRow& listed) {
        if (listed.guest.full_name != "Ada Lovelace") return;
        row.entry.ticket = listed.ticket.id;
        row.entry.guest = listed.guest.id;
      }));
      row.entry.scan = rules::ScanStep{rules::ScanId::random(), 0};
      row.entry.place = {.name = "Süd 9"};
      row.entry.time.venue = base::VenueZone::open("Europe/Berlin").value().parse_local(day + "T18:30").value();
      row.entry.alone = true;
      row.entry.fact =
          rules::Admitted{.persons = 1, .places = 1, .category = "guest", .day = base::VenueDay::parse(day)};
      ASSERT_TRUE(desk.door().begin());
      ASSERT_TRUE(desk.door().merge({row}));
      ASSERT_TRUE(desk.door().commit());
    });
  }
};

TEST_F(CrmDiff, SaysOfWhichDayEachRowIs) {
  create_two_days();
  admit_on("2026-11-23");
  admit_on("2026-11-24");
  write("connectors.toml",
        "[[connector]]\nname = \"crm\"\nkind = \"pimcore\"\nurl = \"https://crm.example.org\"\nkey_env = \"KEY\"\n");
  const auto config = write("server.toml", "log_level = \"error\"\n");
  const auto ran = run({"--config", config.string(), "crm", "diff", "summit", "--to", "crm"});
  EXPECT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_THAT(ran.output, HasSubstr("WHEN (UTC)"));
  EXPECT_THAT(ran.output, ContainsRegex("Ada Lovelace .*attended .*2026-11-23 17:30"));
  EXPECT_THAT(ran.output, ContainsRegex("Ada Lovelace .*attended .*2026-11-24 17:30"));
}

// Of a field map that looks in the wrong places somebody hears before anything is changed by it.
TEST_F(CrmDiff, LooksAtPersonsByANewFieldMap) {
  create_two_days();
  test::StandIn crm("cmf");
  crm.load(
      {{"customers",
        {{{"id", 7}, {"firstname", "Ada"}, {"lastname", "Lovelace"}, {"email", "ada@x.org"}, {"company", "Old"}}}}});
  const auto key = write("key", "standin-key\n");
  std::filesystem::permissions(key, std::filesystem::perms::owner_read);
  const auto config = write("server.toml", "log_level = \"error\"\n");
  const auto connect = [&](const std::string& fields) {
    write("connectors.toml", "[[connector]]\nname = \"crm\"\nkind = \"pimcore\"\nurl = \"" + crm.url() +
                                 "/__customermanagementframework/webservice\"\nkey_file = \"" + key.string() +
                                 "\"\nrequests_per_minute = 6000\n" + fields);
  };
  const auto look = [&] { return run({"--config", config.string(), "crm", "pull", "--from", "crm", "--dry-run"}); };
  connect("");
  EXPECT_EQ(run({"--config", config.string(), "crm", "pull", "--from", "crm"}).exit_code, 0);
  connect("fields = { email = \"mail\", organisation = \"firm\" }\n");
  const auto ran = look();
  EXPECT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_THAT(ran.output, HasSubstr("Read 1 person.\n"));
  EXPECT_THAT(ran.output, ContainsRegex("company +0 +1"));
  EXPECT_THAT(ran.output, HasSubstr("Nobody has an e-mail address; see whether \"fields\" of crm"));
  EXPECT_THAT(ran.output, HasSubstr("  changed: Ada Lovelace (7)\n"));
  EXPECT_THAT(ran.output, HasSubstr("    e-mail: \"ada@x.org\" -> nothing\n"));
  EXPECT_THAT(ran.output, HasSubstr("Would bring in: 0 new, 1 changed, 0 gone; nothing was written.\n"));
  EXPECT_THAT(ran.errors, testing::Not(HasSubstr("Ada")));
  connect("");
  EXPECT_THAT(look().output, HasSubstr("0 new, 0 changed, 0 gone"));
}

// Where only one system takes attendance nobody has to name it.
TEST_F(CrmDiff, TellsEachKindOfGuestApart) {
  ASSERT_EQ(run({"event", "create", "--preset", "summit", "--key", "summit", "--name", "Future Summit", "--starts",
                 "2026-11-23T18:00", "--ends", "2026-11-23T23:00"})
                .exit_code,
            0);
  const auto begins = base::VenueZone::open("Europe/Berlin").value().parse_local("2026-11-23T18:00").value();
  at_the_desk([&](venue::Desk& desk, rules::EventId event) { test::MixedEvening(desk, event, begins).hold("summit"); });
  test::MixedEvening::keep_persons(state_, begins);
  const std::string crm =
      "[[connector]]\nname = \"crm\"\nkind = \"pimcore\"\nurl = \"https://crm.example.org\"\nkey_env = \"KEY\"\n";
  write("connectors.toml", crm);
  const auto config = write("server.toml", "log_level = \"error\"\n");
  const std::vector<std::string> diff{"--config", config.string(), "crm", "diff", "summit"};
  const auto ran = run(diff);
  ASSERT_EQ(ran.exit_code, 0) << ran.errors;
  const auto line = [&](const std::string& name) {
    const auto at = ran.output.find(name);
    return at == std::string::npos ? "nobody" : ran.output.substr(at, ran.output.find('\n', at) - at);
  };
  EXPECT_THAT(line("Ada Lovelace"), ContainsRegex("patron +attended +2026-11-23 17:01 +write"));
  EXPECT_THAT(line("Max Born"), ContainsRegex(" no +excused"));
  EXPECT_THAT(line("Lise Meitner"), ContainsRegex("not known +represented"));
  EXPECT_THAT(line("Otto Hahn"), ContainsRegex("attended +.*nobody knows who she is there"));
  EXPECT_THAT(line("Emmy Noether"), ContainsRegex("not known +no_show"));
  EXPECT_THAT(line("Kurt Gödel"), HasSubstr("listed as Kurt Goedel"));
  EXPECT_THAT(line("Hans Bethe"), ContainsRegex("write +walk-in$"));
  EXPECT_THAT(line("Jan Mueller"), HasSubstr("walk-in, new person?, same name as "));
  EXPECT_THAT(line("Jan Mueller"), HasSubstr("same name as a guest of the list"));
  EXPECT_THAT(line("Jan Mueller"), HasSubstr("same name as another walk-in"));
  EXPECT_THAT(ran.output, HasSubstr("\ncrm: 0 settled"));

  write("connectors.toml", crm +
                               "[[connector]]\nname = \"mail\"\nkind = \"campaign_monitor\"\nurl = "
                               "\"https://mail.example.org\"\nkey_env = \"KEY\"\n");
  const auto asked = run(diff);
  EXPECT_NE(asked.exit_code, 0);
  EXPECT_THAT(asked.errors, IsOneSentence());
  EXPECT_THAT(asked.errors, HasSubstr("(crm, mail)"));
}

}  // namespace
}  // namespace einlass::cli
