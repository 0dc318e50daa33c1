#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/crypto.h"
#include "core/base/file.h"
#include "core/base/strong_id.h"
#include "core/base/text_fold.h"
#include "core/base/venue_zone.h"

#include <cctype>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <sys/stat.h>

namespace einlass::base {
namespace {

namespace fs = std::filesystem;

using AnyId = StrongId<struct AnyTag>;

TEST(StrongId, ReadsBackWhatItWrites) {
  std::set<std::string> texts;
  for (int i = 0; i < 1000; ++i) {
    const auto id = AnyId::random();
    EXPECT_EQ(AnyId::parse(id.text()), id);
    texts.insert(id.text());
  }
  EXPECT_EQ(texts.size(), 1000U);
}

TEST(StrongId, ForgivesLookAlikes) {
  const auto id = AnyId::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV");
  ASSERT_TRUE(id);
  EXPECT_EQ(AnyId::parse("o1arz3ndektsv4rrffq69g5fav"), id);
  EXPECT_EQ(AnyId::parse("OIARZ3NDEKTSV4RRFFQ69G5FAV"), id);
}

TEST(Bytes, HexReadsBackInEitherCaseAndNothingElseDoes) {
  Bytes all(256);
  std::iota(all.begin(), all.end(), std::uint8_t{0});
  const auto text = hex(all);
  EXPECT_EQ(text.substr(0, 34), "000102030405060708090a0b0c0d0e0f10");
  EXPECT_EQ(from_hex(text), all);
  EXPECT_EQ(from_hex("00fF"), (Bytes{0, 255}));
  EXPECT_EQ(from_hex(""), Bytes());
  for (const int character : all) {
    const bool is_digit = std::isxdigit(character) != 0;
    EXPECT_EQ(from_hex(std::string{'0', static_cast<char>(character)}).has_value(), is_digit) << character;
    EXPECT_EQ(from_hex(std::string{static_cast<char>(character), '0'}).has_value(), is_digit) << character;
  }
  EXPECT_FALSE(from_hex("abc"));
}

TEST(StrongId, RefusesWhatIsNoId) {
  for (const char* text : {"", "01ARZ3NDEKTSV4RRFFQ69G5FA", "01ARZ3NDEKTSV4RRFFQ69G5FAVX", "01ARZ3NDEKTSV4RRFFQ69G5FAU",
                           "81ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FÄ"}) {
    EXPECT_FALSE(AnyId::parse(text)) << text;
  }
}

TEST(FoldText, TreatsSpellingsAlike) {
  const std::pair<const char*, const char*> table[] = {{"Müller", "muller"},
                                                       {"MÜLLER  ", "muller"},
                                                       {"Weiß", "weiss"},
                                                       {"Łukasz Øster", "lukasz oster"},
                                                       {"Ángel\tNuñez", "angel nunez"},
                                                       {"Ελένη", "ελενη"},
                                                       {"Юрий", "юрии"},
                                                       {"", ""}};
  for (const auto& [text, folded] : table) EXPECT_EQ(fold_text(text), folded) << text;
  EXPECT_EQ(lower_ascii("Mara.MÜLLER@Example.ORG"), "mara.mÜller@example.org");
}

TEST(FoldText, PartsWordsAtAllThatIsNoLetter) {
  const std::pair<const char*, std::vector<std::string>> table[] = {
      {"anna muller-ludenscheidt", {"anna", "muller", "ludenscheidt"}},
      {" jm@firma.de, b24 ", {"jm", "firma", "de", "b24"}},
      {"o’brien – smith", {"o", "brien", "smith"}},
      {"בן־דוד", {"בן", "דוד"}},
      {"иванов", {"иванов"}},
      {"健太", {"健太"}},
      {"-- …", {}},
      {"", {}}};
  for (const auto& [text, words] : table) EXPECT_EQ(words_in(text), words) << text;
}

TEST(FoldText, TreatsPlainLettersAsBesideAnAccent) {
  for (char c = 1; c > 0; c = static_cast<char>(c + 1)) {
    for (const std::string& text :
         {std::string(1, c) + "Be", "A" + std::string(1, c) + "e", "A " + std::string(2, c) + " E"}) {
      EXPECT_EQ(fold_text(text) + "e", fold_text(text + "É")) << static_cast<int>(c);
    }
    EXPECT_EQ(fold_text("É" + std::string(1, c)), fold_text("E" + std::string(1, c))) << static_cast<int>(c);
  }
}

TEST(FoldText, KnowsBothSpellingsOfAnUmlaut) {
  EXPECT_EQ(fold_spellings("Jörg Müller"), (std::vector<std::string>{"jorg muller", "joerg mueller"}));
  EXPECT_EQ(fold_spellings("Meier"), (std::vector<std::string>{"meier"}));
}

TEST(CleanText, KeepsWhatShapesLetters) {
  EXPECT_EQ(clean_text("  A\tB\r\nC \x01"), "A B C");
  EXPECT_EQ(clean_text("👩‍💻"), "👩‍💻");
  EXPECT_EQ(count_characters("👩‍💻é"), 2U);
}

TEST(Utf8, IsToldFromOtherBytes) {
  EXPECT_TRUE(is_valid_utf8("Jürgen 慧"));
  EXPECT_FALSE(is_valid_utf8("J\xFCrgen"));
}

TEST(VenueZone, AnEveningThatEndsAtOneIsOneDay) {
  const auto zone = VenueZone::open("Europe/Berlin").value();
  const auto evening = zone.parse_local("2026-11-23T18:00").value();
  const auto after_midnight = zone.parse_local("2026-11-24T01:00").value();
  const auto morning = zone.parse_local("2026-11-24T05:00").value();
  EXPECT_EQ(zone.day_of(evening).iso(), "2026-11-23");
  EXPECT_EQ(zone.day_of(after_midnight).iso(), "2026-11-23");
  EXPECT_EQ(zone.day_of(morning).iso(), "2026-11-24");
  EXPECT_EQ(zone.start_of(zone.day_of(morning)), morning);
}

TEST(VenueZone, HasTheCalendarsDateAfterMidnight) {
  const auto zone = VenueZone::open("Europe/Berlin").value();
  const auto after_midnight = zone.parse_local("2026-12-01T00:30").value();
  EXPECT_EQ(zone.date_of(after_midnight).iso(), "2026-12-01");
  EXPECT_EQ(zone.day_of(after_midnight).iso(), "2026-11-30");
  EXPECT_EQ(zone.date_of(zone.parse_local("2026-11-30T23:59").value()).iso(), "2026-11-30");
}

TEST(VenueZone, KnowsSummerTime) {
  const auto zone = VenueZone::open("Europe/Berlin").value();
  EXPECT_EQ(zone.local_iso(Instant::from_unix_ms(1'774'746'000'000)), "2026-03-29T03:00:00+02:00");
  EXPECT_EQ(zone.local_iso(Instant::from_unix_ms(1'774'745'999'000)), "2026-03-29T01:59:59+01:00");
  EXPECT_EQ(zone.local_time(Instant::from_unix_ms(1'774'746'000'000)), "03:00");
}

TEST(VenueZone, TellsAnyZonesTime) {
  const auto at = Instant::from_unix_ms(1'774'746'000'999);
  const std::pair<const char*, const char*> zones[] = {{"UTC", "2026-03-29T01:00:00+00:00"},
                                                       {"America/St_Johns", "2026-03-28T22:30:00-02:30"},
                                                       {"Asia/Kathmandu", "2026-03-29T06:45:00+05:45"},
                                                       {"Pacific/Kiritimati", "2026-03-29T15:00:00+14:00"}};
  for (const auto& [name, local] : zones) EXPECT_EQ(VenueZone::open(name).value().local_iso(at), local);
  EXPECT_EQ(VenueZone::open("UTC").value().local_iso(Instant::from_unix_ms(-1)), "1969-12-31T23:59:59+00:00");
  EXPECT_EQ(VenueZone::open("Asia/Kathmandu").value().local_time(at), "06:45");
  const auto by_its_old_name = VenueZone::open("Asia/Calcutta").value();
  EXPECT_EQ(by_its_old_name.name(), "Asia/Calcutta");
  EXPECT_EQ(by_its_old_name.local_iso(at), "2026-03-29T06:30:00+05:30");
}

TEST(VenueDay, IsReadFromItsOwnForm) {
  for (const auto* iso : {"2026-11-23", "0999-01-01", "2028-02-29"}) EXPECT_EQ(VenueDay::parse(iso).value().iso(), iso);
  for (const auto* other : {"",
                            "2026",
                            "2026-11",
                            "2026-11-",
                            "2026-11-31",
                            "2026-02-29",
                            "2026-13-01",
                            "2026-00-10",
                            "2026-11-23 ",
                            " 2026-11-23",
                            "2026-11-23T10:00",
                            "26-11--3",
                            "-026-11-03",
                            "2026/11/23",
                            "2026-1-3",
                            "2026-+1-03",
                            "+026-11-03",
                            "20260-11-23",
                            "2026-011-23",
                            "2026-11-023",
                            "20a6-11-23",
                            "99999999999-1-1"}) {
    EXPECT_FALSE(VenueDay::parse(other)) << other;
  }
}

TEST(VenueZone, RefusesAnUnknownZone) {
  const auto zone = VenueZone::open("Europe/Hammonia");
  ASSERT_FALSE(zone);
  EXPECT_NE(zone.error().message.find("Europe/Berlin"), std::string::npos);
}

TEST(Base64url, IsReadInItsOneFormOnly) {
  Bytes bytes;
  for (int size = 0; size < 70; ++size) {
    const auto text = base64url(bytes);
    EXPECT_EQ(from_base64url(text), bytes);
    for (std::size_t i = 0; i < text.size(); ++i) {
      for (int letter = 0; letter < 256; ++letter) {
        auto other = text;
        other[i] = static_cast<char>(letter);
        const auto read = from_base64url(other);
        EXPECT_TRUE(!read || base64url(*read) == other) << text << " " << i << " " << letter;
      }
    }
    EXPECT_FALSE(from_base64url(text + "="));
    EXPECT_FALSE(from_base64url(text + " "));
    bytes.push_back(static_cast<std::uint8_t>(size * 37));
  }
}

TEST(Crypto, SealedTextOpensOnlyWithItsKeyAndContext) {
  const auto key = random_key();
  auto sealed = seal(key, "Erika Mustermann", "entry 1");
  EXPECT_EQ(unseal(key, sealed, "entry 1").value(), "Erika Mustermann");
  EXPECT_FALSE(unseal(key, sealed, "entry 2"));
  EXPECT_FALSE(unseal(random_key(), sealed, "entry 1"));
  sealed.back() ^= 1U;
  EXPECT_FALSE(unseal(key, sealed, "entry 1"));
  EXPECT_FALSE(unseal(key, Bytes(3), "entry 1"));
}

TEST(Crypto, WhatIsSealedToAPairOnlyItsOwnerOpens) {
  const auto pair = sealing_pair_from(SecretKey{1});
  auto sealed = seal_to(pair.open, "Erika Mustermann");
  EXPECT_EQ(unseal(pair, sealed).value(), "Erika Mustermann");
  EXPECT_NE(seal_to(pair.open, "Erika Mustermann"), sealed) << "equal texts do not look alike";
  EXPECT_FALSE(unseal(sealing_pair_from(SecretKey{2}), sealed));
  EXPECT_FALSE(unseal(pair, Bytes(sealed.begin(), sealed.begin() + 40)));
  sealed.back() ^= 1U;
  EXPECT_FALSE(unseal(pair, sealed));
}

TEST(Crypto, HashesAreThePublishedOnes) {
  // RFC 7693 gives no 32-byte vector; this is b2sum -l 256 of "abc". The other is FIPS 180-4's example.
  EXPECT_EQ(hex(blake2b("abc")), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

class OwnFolder : public testing::Test {
 protected:
  OwnFolder() {
    std::string name = (fs::temp_directory_path() / "einlass-base-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~OwnFolder() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(OwnFolder, AFileIsWholeOrTheOldOne) {
  const auto file = folder_ / "f";
  ASSERT_TRUE(write_file(file, "first", FileMode::Private));
  ASSERT_TRUE(write_file(file, "second", FileMode::Private));
  EXPECT_EQ(read_file(file).value(), "second");
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(OwnFolder, AFileWrittenPieceByPieceIsWholeOrTheOldOne) {
  const auto file = folder_ / "f";
  const auto pieces = [](const PieceTaker& take) { return take("first, ").and_then([&] { return take("second"); }); };
  ASSERT_TRUE(write_pieces(file, pieces, FileMode::Private));
  EXPECT_EQ(read_file(file).value(), "first, second");
  const auto broken = [](const PieceTaker& take) -> Result<void> {
    return take("half").and_then([]() -> Result<void> { return fail(ErrorKind::Unavailable, "the line is cut"); });
  };
  EXPECT_EQ(write_pieces(file, broken, FileMode::Private).error().message, "the line is cut");
  EXPECT_EQ(read_file(file).value(), "first, second");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(OwnFolder, ALinkStaysAndWhatItNamesIsWritten) {
  fs::create_directory(folder_ / "there");
  ASSERT_TRUE(write_file(folder_ / "there" / "known", "old"));
  fs::create_symlink("there/known", folder_ / "link");
  fs::create_symlink("link", folder_ / "link to link");
  fs::create_symlink(folder_ / "there" / "fresh", folder_ / "dangling");
  ASSERT_TRUE(write_file(folder_ / "link to link", "new"));
  ASSERT_TRUE(write_file(folder_ / "dangling", "made"));
  EXPECT_EQ(read_file(folder_ / "there" / "known").value(), "new");
  EXPECT_EQ(read_file(folder_ / "there" / "fresh").value(), "made");
  for (const auto* link : {"link", "link to link", "dangling"}) EXPECT_TRUE(fs::is_symlink(folder_ / link)) << link;
}

TEST_F(OwnFolder, APipeIsWrittenIntoAndStays) {
  const auto pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const std::string content(200'000, 'x');  // more than a pipe holds
  auto read = std::async(std::launch::async, [&] {
    std::ifstream in(pipe, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  });
  ASSERT_TRUE(write_file(pipe, content));
  EXPECT_TRUE(fs::is_fifo(pipe));
  EXPECT_EQ(read.get(), content);
}

TEST_F(OwnFolder, AFullDiskLeavesNothingBehind) {
  const auto failed = write_file("/dev/full/never", "x");
  EXPECT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, ErrorKind::Storage);
}

TEST_F(OwnFolder, AShreddedFileIsGoneAndItsContentOverwritten) {
  const auto file = folder_ / "key";
  ASSERT_TRUE(write_file(file, "a very secret key", FileMode::Private));
  fs::create_hard_link(file, folder_ / "same content");
  ASSERT_TRUE(shred_file(file));
  EXPECT_FALSE(fs::exists(file));
  const auto left = read_file(folder_ / "same content").value();
  EXPECT_EQ(left.size(), 17U);
  EXPECT_EQ(left.find("secret"), std::string::npos);
  EXPECT_TRUE(shred_file(file)) << "there is nothing left to do";
  EXPECT_EQ(shred_file(folder_).error().kind, ErrorKind::Storage);
}

TEST_F(OwnFolder, ReadingSaysWhatIsWrong) {
  EXPECT_EQ(read_file(folder_ / "none").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(read_file(folder_).error().kind, ErrorKind::InvalidInput);
  ASSERT_TRUE(write_file(folder_ / "f", "12345"));
  EXPECT_EQ(read_file(folder_ / "f", 4).error().kind, ErrorKind::InvalidInput);
}

// Nobody may make a directory in /sys, which is why the lock in it does not exist.
TEST(StateDirectory, SaysWhyItCannotBeMade) {
  const auto lock = DirectoryLock::take("/sys/einlass-state");
  ASSERT_FALSE(lock);
  EXPECT_THAT(lock.error().message, testing::HasSubstr("cannot be used as state directory: "));
  EXPECT_THAT(lock.error().message, testing::Not(testing::HasSubstr("No such file")));
}

TEST_F(OwnFolder, AStateDirectoryHasOneOwner) {
  auto lock = DirectoryLock::take(folder_ / "state");
  ASSERT_TRUE(lock);
  EXPECT_EQ(DirectoryLock::take(folder_ / "state").error().kind, ErrorKind::AlreadyExists);
  { const auto moved = *std::move(lock); }
  EXPECT_TRUE(DirectoryLock::take(folder_ / "state"));
}

TEST(ManualClock, TheWallMayJumpButTheMonotonicClockRunsOn) {
  ManualClock clock(Instant::from_unix_ms(1000));
  clock.advance(Milliseconds(5));
  clock.set_wall(Instant::from_unix_ms(1));
  EXPECT_EQ(clock.monotonic(), Milliseconds(5));
  EXPECT_EQ(clock.wall(), Instant::from_unix_ms(1));
}

}  // namespace
}  // namespace einlass::base
