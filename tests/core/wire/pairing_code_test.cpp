#include "core/wire/pairing_code.h"

#include "core/wire/event_keys.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::wire {
namespace {

using base::ErrorKind;

PairingCode example() {
  PairingCode code;
  code.hosts = {"192.168.10.5", "fd00::5", "einlass.local"};
  code.port = 9443;
  code.ca_key = base::blake2b("a key");
  code.secret = new_pairing_secret();
  return code;
}

TEST(PairingCode, ReadsBackFromBothForms) {
  const auto code = example();
  EXPECT_EQ(read_pairing_text(pairing_text(code)), code);
  EXPECT_EQ(read_pairing_text(readable_pairing_text(code)), code);
}

TEST(PairingCode, FitsTheAlphanumericModeOfAQrCode) {
  const auto text = pairing_text(example());
  EXPECT_TRUE(text.starts_with("EINLASS-PAIR:"));
  EXPECT_EQ(text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), std::string::npos);
}

TEST(PairingCode, ForgivesHowPeopleType) {
  const auto code = example();
  auto typed = readable_pairing_text(code);
  std::transform(typed.begin(), typed.end(), typed.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
  std::replace(typed.begin(), typed.end(), '-', ' ');
  std::replace(typed.begin(), typed.end(), '0', 'o');
  std::replace(typed.begin(), typed.end(), '1', 'l');
  EXPECT_EQ(read_pairing_text("  " + typed + "\n"), code);
}

TEST(PairingCode, FindsEveryWrongDigit) {
  const auto text = pairing_text(example());
  for (auto at = std::string("EINLASS-PAIR:").size(); at < text.size(); ++at) {
    auto wrong = text;
    wrong[at] = wrong[at] == '7' ? '8' : '7';
    EXPECT_FALSE(read_pairing_text(wrong)) << "digit " << at;
    EXPECT_FALSE(read_pairing_text(text.substr(0, at))) << "cut at " << at;
  }
}

TEST(PairingCode, RefusesOtherTexts) {
  for (const auto* text : {"", "EINLASS-PAIR:", "https://example.org", "EINLASS-PAIR:!!!!", "EB1:0000"}) {
    const auto code = read_pairing_text(text);
    ASSERT_FALSE(code) << text;
    EXPECT_EQ(code.error().kind, ErrorKind::InvalidInput);
  }
}

TEST(PairingCode, LeavesOutHostsThatItCannotHold) {
  auto code = example();
  code.hosts = {std::string(64, 'x') + ".local", "10.0.0.1"};
  for (int i = 0; i < 9; ++i) code.hosts.push_back("10.0.0." + std::to_string(i + 2));
  const auto read = read_pairing_text(pairing_text(code));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->hosts.size(), 8U);
  EXPECT_EQ(read->hosts.front(), "10.0.0.1");
  code.hosts = {""};
  EXPECT_THROW(pairing_text(code), std::invalid_argument);
}

TEST(EventKeys, ReadBackFromTheirDocument) {
  EventKeys keys;
  keys.code_key = base::random_key();
  keys.ticket_keys[1] = base::make_signing_pair().open;
  keys.ticket_keys[20261123] = base::make_signing_pair().open;
  EXPECT_EQ(read_event_keys(event_keys_document(keys)), keys);
}

TEST(EventKeys, RefuseAKeyIdThatIsNoNumber) {
  auto document = event_keys_document({.code_key = {}, .ticket_keys = {{1, {}}}});
  document.replace(document.find("\"1\""), 3, "\"x\"");
  const auto keys = read_event_keys(document);
  ASSERT_FALSE(keys);
  EXPECT_EQ(keys.error().kind, ErrorKind::InvalidInput);
}

}  // namespace
}  // namespace einlass::wire
