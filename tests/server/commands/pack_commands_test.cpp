// What pages may ask of packing: files on the server's own disk are none of theirs.
#include "core/base/file.h"
#include "tests/server/commands/host_fixture.h"

namespace einlass::commands {
namespace {

namespace fs = std::filesystem;

class PackCommands : public HostFixture {
 protected:
  PackCommands() { create("summit"); }
  Answer unpack(const json::object& arguments, const std::optional<venue::Caller>& who) {
    CommandContext context{.desk = *desk_, .reach = reach_, .caller = who};
    const auto outcome = run(context, {.name = "event.unpack", .arguments = json::serialize(arguments)});
    if (!outcome) return {.value = {}, .error = outcome.error().kind, .text = outcome.error().message};
    return {.value = json::parse(*outcome), .error = std::nullopt, .text = *outcome};
  }
  static constexpr const char* passphrase = "drei rote Laternen";
};

TEST_F(PackCommands, APageNamesNoFileOfTheServer) {
  const auto file = (folder_ / "taken.einlass").string();
  const auto key = event().record.key;
  EXPECT_EQ(ask("event.pack", {{"event", key}, {"passphrase", passphrase}, {"output", file}}, organiser_).error,
            base::ErrorKind::Refused);
  EXPECT_FALSE(fs::exists(file));
  EXPECT_EQ(ask("event.pack", {{"event", key}, {"passphrase", passphrase}, {"output", file}}, std::nullopt).error,
            std::nullopt);
  EXPECT_EQ(unpack({{"file", file}, {"passphrase", passphrase}}, organiser_).error, base::ErrorKind::Refused);
  EXPECT_EQ(unpack({{"file", file}, {"passphrase", passphrase}}, std::nullopt).error, std::nullopt);
  EXPECT_EQ(ask("event.pack", {{"event", key}, {"passphrase", passphrase}, {"output", "here"}}, std::nullopt).error,
            base::ErrorKind::InvalidInput);
}

TEST_F(PackCommands, WhatAPageGetsItCanSendAgain) {
  const auto key = event().record.key;
  const auto packed = ask("event.pack", {{"event", key}, {"passphrase", passphrase}, {"label", "laptop"}}, organiser_);
  ASSERT_FALSE(packed.error) << packed.text;
  EXPECT_EQ(packed.word("name"), key + ".einlass");
  const auto unpacked = unpack({{"content", packed.word("content")}, {"passphrase", passphrase}}, organiser_);
  ASSERT_FALSE(unpacked.error) << unpacked.text;
  EXPECT_FALSE(unpacked.at("is_new").as_bool());
  const auto been = ask("event.packs", {{"event", key}}, organiser_);
  EXPECT_EQ(been.at("packed").as_array().at(0).at("label").as_string(), "laptop");
  EXPECT_EQ(been.at("packed").as_array().at(0).at("by").as_int64(), organiser_.number);
  EXPECT_TRUE(been.at("unpacked").as_array().at(0).at("is_from_here").as_bool());
  for (const auto& entry : fs::directory_iterator(folder_)) {
    EXPECT_EQ(entry.path().filename().string().find("packing-"), std::string::npos) << "nothing is left";
  }
}

// On a new laptop unpacking gives whoever set it up another number, and the one that she had to somebody else.
TEST_F(PackCommands, AreInTheAuditTrailUnderWhoeverUnpacked) {
  ASSERT_TRUE(desk_->roster().add(desk_->roster().check({.name = "Olga Office"}).value(), base::sha256("1")));
  const auto packed = ask("event.pack", {{"event", event().record.key}, {"passphrase", passphrase}}, organiser_);
  ASSERT_FALSE(packed.error) << packed.text;
  const auto event = event_;
  desk_.reset();
  fs::remove_all(folder_);
  reopen();
  const auto added = desk_->roster().add(
      desk_->roster().check({.name = "Lara", .role = rules::Role::Organiser}).value(), base::sha256("2"));
  const auto code = desk_->people().invite(added->number, {}).value().code;
  const auto job =
      desk_->people().begin_accept({.code = code, .password = "drei gruene Laternen", .from = {"192.0.2.7", ""}});
  const auto lara = desk_->people().finish_accept(*job, job->work()).value().caller;
  const auto unpacked = unpack({{"content", packed.word("content")}, {"passphrase", passphrase}}, lara);
  ASSERT_FALSE(unpacked.error) << unpacked.text;
  const auto notes = desk_->people().audit(std::nullopt, 1).value();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].act, "event.unpack");
  EXPECT_EQ(notes[0].event, event);
  ASSERT_TRUE(notes[0].by.number);
  EXPECT_EQ(desk_->roster().names().value().at(*notes[0].by.number), "Lara");
  EXPECT_EQ(desk_->roster().names().value().at(lara.number), "Olga Office") << "or the test shows nothing";
}

TEST_F(PackCommands, AsksForExactlyOneFile) {
  EXPECT_EQ(unpack({{"passphrase", passphrase}}, std::nullopt).error, base::ErrorKind::InvalidInput);
  EXPECT_EQ(unpack({{"content", "AA"}, {"file", "/x"}, {"passphrase", passphrase}}, std::nullopt).error,
            base::ErrorKind::InvalidInput);
  EXPECT_EQ(unpack({{"content", "not base64!"}, {"passphrase", passphrase}}, std::nullopt).error,
            base::ErrorKind::InvalidInput);
}

}  // namespace
}  // namespace einlass::commands
