// docs/protocol.md is what others implement from: its examples are read out of it and must be what the code writes.
#include "core/base/file.h"
#include "core/rules/journal_entry.h"
#include "core/wire/canonical_json.h"
#include "core/wire/messages.h"
#include "core/wire/pairing_code.h"
#include "core/wire/sealed_part.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::wire {
namespace {

std::string document() {
  return base::read_file(std::filesystem::path(EINLASS_SOURCE_DIR) / "docs" / "protocol.md").value();
}

std::vector<std::string> json_blocks(const std::string& text) {
  static const std::string opening = "```json\n";
  std::vector<std::string> blocks;
  for (auto at = text.find(opening); at != std::string::npos; at = text.find(opening, at)) {
    at += opening.size();
    const auto end = text.find("```", at);
    blocks.push_back(text.substr(at, end - at));
  }
  return blocks;
}

std::string canonical(const std::string& text) {
  return canonical_json(parse_json(text).value());
}

TEST(ProtocolDocument, EveryExampleReadsAndWritesBackTheSame) {
  for (const auto& block : json_blocks(document())) {
    const auto message = decode(block);
    ASSERT_TRUE(message) << message.error().message << "\n" << block;
    EXPECT_EQ(canonical(encode(*message)), canonical(block));
  }
}

TEST(ProtocolDocument, HasAnExampleOfEveryMessage) {
  std::set<std::string> shown;
  for (const auto& block : json_blocks(document())) shown.insert(std::string(type_name(decode(block).value())));
  EXPECT_EQ(shown.size(), std::variant_size_v<Message>);
}

TEST(ProtocolDocument, NamesALengthOfPrivatePartsThatCanBeSent) {
  EXPECT_EQ(private_part_bytes, 170'000U);
  EXPECT_THAT(document(), testing::HasSubstr("**within 170,000 bytes**"));
  rules::JournalRow row;
  row.entry.place.name = std::string(200, '\x01');
  row.entry.fact = rules::Noted{};
  row.private_part = rules::PrivatePart{base::Bytes(16), std::string(private_part_bytes, '\x01')};
  row.entry.private_hash = rules::private_part_hash(*row.private_part);
  EXPECT_LE(encode(Entries{.batch = 1, .rows = {row}}).size(), 1U << 20U);
}

TEST(ProtocolDocument, ShowsAPairingCodeThatReads) {
  const auto text = document();
  const auto at = text.find("\nEINLASS-PAIR:") + 1;
  const auto code = read_pairing_text(text.substr(at, text.find('\n', at) - at));
  ASSERT_TRUE(code) << code.error().message;
  EXPECT_EQ(code->hosts, (std::vector<std::string>{"192.168.10.5", "einlass.local"}));
  EXPECT_EQ(code->port, 8443);
}

TEST(ProtocolDocument, SealsAPrivatePartAsTheServerOpensIt) {
  const auto text = document();
  const auto after = [&](const std::string& mark) {
    const auto at = text.find(mark) + mark.size();
    return text.substr(at, 64);
  };
  base::SealingPair pair;
  const auto fill = [](auto& key, const std::string& hex) {
    const auto bytes = base::from_hex(hex).value();
    std::copy(bytes.begin(), bytes.end(), key.begin());
  };
  fill(pair.secret, after("whose secret key is\n`"));
  fill(pair.open, after("sealed to the `part_key` `"));
  int opened = 0;
  for (const auto& block : json_blocks(text)) {
    const auto message = decode(block);
    if (!message || !std::holds_alternative<Entries>(*message)) continue;
    for (const auto& row : std::get<Entries>(*message).rows) {
      if (!row.sealed_part) continue;
      const auto part = open_private_part(pair, *row.sealed_part);
      ASSERT_TRUE(part) << part.error().message;
      EXPECT_EQ(rules::private_part_hash(*part), row.entry.private_hash);
      ++opened;
    }
  }
  EXPECT_EQ(opened, 1);
}

}  // namespace
}  // namespace einlass::wire
