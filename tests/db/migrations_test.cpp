#include "db/migrations.h"

#include "db/crm_store.h"
#include "db/venue_store.h"
#include "tests/db/event_fixture.h"

#include <fstream>
#include <iterator>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::HasSubstr;

class MigrationsTest : public DiskFixture {
 protected:
  std::unique_ptr<Connection> connect() const {
    return value_of(Connection::open({.file = folder_.path("some.db"), .vfs = ""}));
  }

  // A file as the version that wrote the fixture left it: the output of `sqlite3 FILE .dump`, with application_id and
  // user_version. Each version's fixture is written before its schema changes, and never again.
  void restore(const std::string& fixture, const std::string& file) const {
    std::ifstream script(std::string(EINLASS_SOURCE_DIR) + "/tests/db/fixtures/" + fixture);
    ASSERT_TRUE(script);
    SQLite::Database database(folder_.path(file).string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(std::string(std::istreambuf_iterator<char>(script), {}));
  }
};

TEST_F(MigrationsTest, TakesEachStepOnceAndInOrder) {
  const Migration first[] = {{1, "CREATE TABLE a (x); INSERT INTO a VALUES (1);"}};
  const Migration all[] = {first[0], {2, "UPDATE a SET x = x + 1;"}, {3, "UPDATE a SET x = x * 10;"}};
  value_of(migrate(*connect(), FileKind::Venue, first));
  for (int run = 0; run < 2; ++run) {
    auto connection = connect();
    value_of(migrate(*connection, FileKind::Venue, all));
    auto row = connection->query("SELECT x FROM a");
    row.step();
    EXPECT_EQ(row.get<int>(0), 20);
  }
}

TEST_F(MigrationsTest, AStepThatFailsChangesNothing) {
  const Migration steps[] = {{1, "CREATE TABLE a (x);"}, {2, "CREATE TABLE b (x); CREATE TABLE b (x);"}};
  EXPECT_FALSE(migrate(*connect(), FileKind::Venue, steps));
  auto connection = connect();
  auto row = connection->query("SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version");
  row.step();
  EXPECT_EQ(row.get<int>(0), 1);
  EXPECT_EQ(row.get<int>(1), 1);
}

// Of a file's schema: all that it says of itself.
std::string schema_of(Connection& connection) {
  std::string schema;
  auto row = connection.query(
      "SELECT group_concat(type || name || tbl_name || coalesce(sql, ''), x'0A'), application_id, user_version, "
      "journal_mode FROM sqlite_schema, pragma_application_id, pragma_user_version, pragma_journal_mode");
  row.step();
  for (int column = 0; column < 4; ++column) schema += row.get<std::string>(column) + "\n";
  return schema;
}

TEST_F(MigrationsTest, ANewFileIsWhatTheStepsMake) {
  const auto steps = {std::pair(FileKind::Venue, venue_migrations()), std::pair(FileKind::Event, event_migrations()),
                      std::pair(FileKind::Crm, crm_migrations())};
  for (const auto& [kind, migrations] : steps) {
    const auto of_kind = std::to_string(static_cast<int>(kind));
    auto copied = value_of(Connection::open({.file = folder_.path(of_kind + "-new.db"), .vfs = ""}));
    auto stepped = value_of(Connection::open({.file = folder_.path(of_kind + "-steps.db"), .vfs = ""}));
    value_of(bring_to_newest(*copied, kind));
    value_of(migrate(*stepped, kind, migrations));
    EXPECT_EQ(schema_of(*copied), schema_of(*stepped));
    EXPECT_THAT(schema_of(*copied), HasSubstr(of_kind + "\n" + std::to_string(migrations.back().version) + "\nwal"));
    EXPECT_EQ(copied->check_pages("PRAGMA integrity_check"), "ok");
  }
}

TEST_F(MigrationsTest, LinksToSourcesStayWhereTheirRoleIsGone) {
  const auto file = folder_.path("crm.db");
  const auto event = id_of<rules::EventId>("event");
  {
    auto connection = value_of(Connection::open({.file = file, .vfs = ""}));
    value_of(migrate(*connection, FileKind::Crm, crm_migrations().first(2)));
    connection->query("INSERT INTO links VALUES (?1, 'shop', 0, 'spring'), (?1, 'crm', 1, '')").bind(event).run();
  }
  const auto links = value_of(value_of(CrmStore::open(file)).links(event));
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(links.front(), (CrmLink{.event = event, .connector = "shop", .remote = "spring"}));
}

// Nothing is forgotten of them, and who reads them next reads all of them.
TEST_F(MigrationsTest, PersonsOfAnOlderMirrorStayAndAreReadAnew) {
  const auto file = folder_.path("crm.db");
  {
    auto connection = value_of(Connection::open({.file = file, .vfs = ""}));
    value_of(migrate(*connection, FileKind::Crm, crm_migrations().first(9)));
    connection->query("INSERT INTO persons VALUES ('crm', '1', 'Ada', 'Lovelace', '', '', '', 0, 0, 1, 0, '', '', '')")
        .run();
    connection->query("INSERT INTO pulls (connector, remote, watermark, finished) VALUES ('crm', '', 'W', 1)").run();
  }
  auto store = value_of(CrmStore::open(file));
  EXPECT_EQ(
      value_of(store.persons()),
      (std::vector<rules::CrmPerson>{{.connector = "crm", .id = "1", .first_name = "Ada", .last_name = "Lovelace"}}));
  const auto pull = value_of(store.begin_pull({.connector = "crm", .remote = ""}, false, {}, "map"));
  EXPECT_TRUE(pull.full);
  EXPECT_TRUE(pull.finished) << "who objects is known";
}

TEST_F(MigrationsTest, RefusesAFileOfANewerVersion) {
  { auto store = open(); }
  { auto store = value_of(VenueStore::open(folder_.path("venue.db"))); }
  for (const char* name : {"event.db", "venue.db"}) {
    SQLite::Database(folder_.path(name).string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
  }
  for (const auto& error :
       {EventStore::open(options("event.db")).error(), VenueStore::open(folder_.path("venue.db")).error()}) {
    EXPECT_EQ(error.kind, base::ErrorKind::Incompatible);
    EXPECT_THAT(error.message, HasSubstr("newer version"));
  }
}

// A kiosk whose file is gone must not go on in a new one under the same JournalId.
TEST_F(MigrationsTest, MakesNoFileAnewThatMustExist) {
  auto known = options("event.db");
  known.must_exist = true;
  EXPECT_EQ(EventStore::open(known).error().kind, base::ErrorKind::NotFound);
  EXPECT_FALSE(std::filesystem::exists(known.file));
  std::ofstream(known.file).close();
  EXPECT_EQ(EventStore::open(known).error().kind, base::ErrorKind::NotFound);
  { auto store = open(); }
  EXPECT_TRUE(EventStore::open(known));
}

TEST_F(MigrationsTest, RefusesFilesOfAnotherKind) {
  { auto store = open(); }
  EXPECT_EQ(VenueStore::open(folder_.path("event.db")).error().kind, base::ErrorKind::InvalidInput);
  std::ofstream(folder_.path("text.db")) << std::string(4096, 'x');
  EXPECT_EQ(VenueStore::open(folder_.path("text.db")).error().kind, base::ErrorKind::Storage);
  SQLite::Database(folder_.path("foreign.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE a (x)");
  EXPECT_EQ(EventStore::open(options("foreign.db")).error().kind, base::ErrorKind::InvalidInput);
  EXPECT_EQ(EventStore::open(options("no/such/folder/event.db")).error().kind, base::ErrorKind::Storage);
}

TEST_F(MigrationsTest, RefusesTheFileOfAnotherEvent) {
  { auto store = open(); }
  auto other = options("event.db");
  other.event = id_of<rules::EventId>("another");
  EXPECT_EQ(EventStore::open(other).error().kind, base::ErrorKind::InvalidInput);
}

TEST_F(MigrationsTest, OpensAnEventOfVersionOne) {
  restore("event_v1.sql", "event.db");
  auto store = open();
  const auto totals = value_of(store.journal().totals());
  EXPECT_EQ(totals.expected_tickets, 2);
  EXPECT_EQ(totals.admitted, 1);
  EXPECT_EQ(totals.refused, 1);
  EXPECT_EQ(value_of(store.guests().search("mueller", 5)).size(), 1U);
  const SQLite::Database file(folder_.path("event.db").string());
  EXPECT_FALSE(file.tableExists("guest_words")) << "names stood there a second time";
  const auto rows = value_of(store.journal().entries_of(store.journal().own(), 0, 10));
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[2].private_part->content, R"({"note":"front row"})");
  EXPECT_EQ(value_of(store.prints().open_records()).size(), 1U);
  EXPECT_EQ(append(store, draft("anna", rules::Noted{})).entry.id.sequence, 5U);
}

TEST_F(MigrationsTest, OpensAVenueOfVersionOne) {
  restore("venue_v1.sql", "venue.db");
  auto store = value_of(VenueStore::open(folder_.path("venue.db")));
  EXPECT_EQ(value_of(store.setting("journal")), "A");
  EXPECT_EQ(value_of(store.event("summit")).id, id_of<rules::EventId>("summit"));
  EXPECT_EQ(value_of(store.kiosk("Kiosk 1")).door, "main");
  EXPECT_EQ(value_of(store.document(base::sha256("{}")))->kind, "policy");
  EXPECT_TRUE(value_of(store.backups()).empty());
}

}  // namespace
}  // namespace einlass::store
