// Damaged messages and entries: none brings the reader down, and none is read as something else than what it says.
#include "core/base/file.h"
#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"
#include "core/wire/messages.h"
#include "tests/support/damage.h"
#include "tests/support/search.h"

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace einlass::wire {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view kSpice = "0123456789-.eE\"{}[],:\\ntfaAIOL";

std::vector<std::string> messages_of_the_document() {
  const auto text = base::read_file(fs::path(EINLASS_SOURCE_DIR) / "docs/protocol.md").value();
  std::vector<std::string> found;
  for (auto at = text.find("```json\n"); at != std::string::npos; at = text.find("```json\n", at)) {
    at += 8;
    const auto block = text.substr(at, text.find("```", at) - at);
    found.push_back(canonical_json(parse_json(block).value()));
  }
  return found;
}

std::vector<std::string> golden_entries() {
  std::vector<std::string> found;
  for (const auto& file : fs::directory_iterator(fs::path(EINLASS_SOURCE_DIR) / "tests/core/wire/golden")) {
    found.push_back(base::read_file(file.path()).value());
  }
  return found;
}

// Puts a value from elsewhere in the document into the place of another: what bytes at random hardly ever hit.
void swap_values(json::value& root, std::mt19937& dice) {
  std::vector<json::value*> values{&root};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (auto* object = values[i]->if_object()) {
      for (auto& member : *object) values.push_back(&member.value());
    } else if (auto* array = values[i]->if_array()) {
      for (auto& element : *array) values.push_back(&element);
    }
  }
  const json::value copy = *values[dice() % values.size()];
  *values[dice() % values.size()] = copy;
}

std::string changed(const std::string& text, std::mt19937& dice) {
  if (dice() % 3 != 0) return support::damaged(text, kSpice, dice);
  auto value = parse_json(text).value();
  swap_values(value, dice);
  return json::serialize(value);
}

bool holds_unreadable(const Message& message) {
  if (const auto* entries = std::get_if<Entries>(&message)) return !entries->unreadable.empty();
  if (const auto* request = std::get_if<AdmitRequest>(&message)) return !request->unreadable.empty();
  return false;
}

// Of any version are the messages that say so; they are written in this one.
std::string said(const std::string& text) {
  auto value = parse_json(text).value();
  value.as_object().erase("v");
  return canonical_json(value);
}

TEST(MessageSearch, WhatIsReadIsWhatWasSaid) {
  const auto messages = messages_of_the_document();
  support::search(200, [&](std::uint32_t seed) {
    std::mt19937 dice(seed);
    for (const auto& message : messages) {
      const auto text = changed(message, dice);
      const auto read = decode(text);
      if (!read || holds_unreadable(*read)) continue;
      EXPECT_EQ(said(encode(*read)), said(text)) << text;
    }
  });
}

TEST(EntrySearch, WhatIsReadHasTheHashOfWhatWasWritten) {
  const auto entries = golden_entries();
  support::search(200, [&](std::uint32_t seed) {
    std::mt19937 dice(seed);
    for (const auto& entry : entries) {
      const auto text = changed(entry, dice);
      const auto read = parse_entry(text);
      if (!read) continue;
      EXPECT_EQ(canonical_entry(*read), canonical_json(parse_json(text).value())) << text;
    }
  });
}

}  // namespace
}  // namespace einlass::wire
