// Files that only a passphrase opens: what comes out is what went in, or nothing.
#include "core/base/sealed_file.h"

#include "core/base/file.h"

#include <functional>

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace einlass::base {
namespace {

namespace fs = std::filesystem;

const SealedKind kind{.mark = "EINLASS TEST", .thing = "test file", .cost = {.passes = 1, .memory_kib = 8}};
constexpr const char* passphrase = "drei rote Laternen";

class SealedFileTest : public testing::Test {
 protected:
  SealedFileTest() { fs::create_directories(folder_); }
  ~SealedFileTest() override { fs::remove_all(folder_); }

  Result<void> write(const std::string& content) const {
    auto out = SealedFileWriter::create(file_, kind, passphrase);
    if (!out) return failed(out);
    if (auto put = out->append(content); !put) return put;
    return out->finish();
  }
  Result<std::string> read(std::size_t bytes, const std::string& with = passphrase) const {
    auto in = SealedFileReader::open(file_, kind, with);
    if (!in) return failed(in);
    auto content = in->read(bytes);
    if (!content) return content;
    if (auto end = in->expect_end(); !end) return failed(end);
    return content;
  }
  std::ptrdiff_t names() const { return std::distance(fs::directory_iterator(folder_), fs::directory_iterator()); }

  fs::path folder_ = fs::path(testing::TempDir()) / ("sealed-file-" + std::to_string(::getpid()));
  fs::path file_ = folder_ / "event.einlass";
};

std::string numbered(std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i) text += std::to_string(i) + " ";
  text.resize(bytes);
  return text;
}

TEST_F(SealedFileTest, GivesBackWhatWasWrittenWhateverItsLength) {
  constexpr std::size_t piece = 1U << 20U;
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, piece, piece + 1, 2 * piece + 77}) {
    const auto content = numbered(bytes);
    ASSERT_TRUE(write(content)) << bytes;
    const auto again = read(bytes);
    ASSERT_TRUE(again) << bytes << again.error().message;
    EXPECT_TRUE(*again == content) << bytes;
    EXPECT_EQ(read_file(file_)->find("17 18 19"), std::string::npos);
    fs::remove(file_);
  }
}

TEST_F(SealedFileTest, IsForItsOwnerOnlyAndNeverWritesOverAnother) {
  ASSERT_TRUE(write("content"));
  struct stat status {};
  ::stat(file_.c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const auto again = write("other");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::AlreadyExists);
  EXPECT_EQ(read(7).value_or(""), "content");
  EXPECT_EQ(names(), 1);
}

TEST_F(SealedFileTest, IsNotThereUntilItIsFinished) {
  {
    auto out = SealedFileWriter::create(file_, kind, passphrase);
    ASSERT_TRUE(out);
    ASSERT_TRUE(out->append("content"));
    EXPECT_FALSE(fs::exists(file_));
  }
  EXPECT_EQ(names(), 0) << "nothing is left of one that was given up";
}

TEST_F(SealedFileTest, TellsAWrongPassphraseFromDamage) {
  ASSERT_TRUE(write("content"));
  EXPECT_EQ(read(7, "drei gelbe Laternen").error().kind, ErrorKind::Refused);
  EXPECT_EQ(read(7, "").error().kind, ErrorKind::Refused);
}

TEST_F(SealedFileTest, IsTakenForNoOtherKind) {
  ASSERT_TRUE(write("content"));
  const auto in = SealedFileReader::open(file_, {.mark = "EINLASS OTHER", .thing = "other file"}, passphrase);
  ASSERT_FALSE(in);
  EXPECT_EQ(in.error().message, "This file is no other file; choose another one.");
}

// One piece moved, left out, doubled, cut, changed or added to: each is found.
TEST_F(SealedFileTest, FindsEachDamage) {
  constexpr std::size_t sealed_piece = (1U << 20U) + 17;
  const auto content = numbered(3U << 20U);
  ASSERT_TRUE(write(content));
  const auto whole = read_file(file_).value();
  const auto head = whole.size() - 3 * sealed_piece;
  const std::vector<std::pair<const char*, std::function<std::string()>>> damages{
      {"empty", [&] { return std::string(); }},
      {"head only", [&] { return whole.substr(0, head); }},
      {"cut in the head", [&] { return whole.substr(0, head / 2); }},
      {"cut behind a piece", [&] { return whole.substr(0, head + 2 * sealed_piece); }},
      {"cut in a piece", [&] { return whole.substr(0, head + sealed_piece / 2); }},
      {"last byte gone", [&] { return whole.substr(0, whole.size() - 1); }},
      {"a byte more", [&] { return whole + "x"; }},
      {"a piece more", [&] { return whole + whole.substr(head + 2 * sealed_piece); }},
      {"a piece left out", [&] { return whole.substr(0, head) + whole.substr(head + sealed_piece); }},
      {"two pieces changed places",
       [&] {
         return whole.substr(0, head) + whole.substr(head + sealed_piece, sealed_piece) +
                whole.substr(head, sealed_piece) + whole.substr(head + 2 * sealed_piece);
       }},
  };
  for (const auto& [name, damage] : damages) {
    ASSERT_TRUE(write_file(file_, damage()));
    const auto again = read(content.size());
    ASSERT_FALSE(again) << name;
    EXPECT_EQ(again.error().kind, ErrorKind::InvalidInput) << name;
  }
  for (const std::size_t at : {std::size_t{3}, std::size_t{30}, head - 90, head - 40, head - 1, head, head + 5000,
                               whole.size() - 20, whole.size() - 1}) {
    auto changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    ASSERT_TRUE(write_file(file_, changed));
    const auto again = read(content.size());
    ASSERT_FALSE(again) << at;
    EXPECT_EQ(again.error().kind, ErrorKind::InvalidInput) << at;
  }
}

TEST_F(SealedFileTest, SaysThatItWasMadeByANewerVersion) {
  ASSERT_TRUE(write("content"));
  auto newer = read_file(file_).value();
  newer[16] = 2;  // behind the mark
  ASSERT_TRUE(write_file(file_, newer));
  EXPECT_EQ(read(7).error().kind, ErrorKind::Incompatible);
}

TEST_F(SealedFileTest, GivesNoMoreThanThereIs) {
  ASSERT_TRUE(write("content"));
  EXPECT_FALSE(read(8));
  EXPECT_FALSE(read(6)) << "more follows";
}

}  // namespace
}  // namespace einlass::base
