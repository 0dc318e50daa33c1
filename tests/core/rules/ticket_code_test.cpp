#include "core/rules/ticket_code.h"

#include "tests/core/rules/world.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

SignedTicket sample_ticket() {
  return {.event = named<EventId>("event"),
          .ticket = named<TicketId>("ticket"),
          .category = "speaker",
          .places = 3,
          .valid_from = kDoors,
          .valid_until = std::nullopt,
          .key_id = 7};
}

TEST(CleanScannedText, RemovesWhatScannersAdd) {
  const std::pair<std::string, std::string> table[] = {{"ABC123", "ABC123"},
                                                       {"ABC123\r\n", "ABC123"},
                                                       {"  ABC 123  ", "ABC 123"},
                                                       {"]Q1ABC123", "ABC123"},
                                                       {"]Q1\\000026ABC123", "ABC123"},
                                                       {"\\000026ABC", "ABC"},
                                                       {std::string("A\x1D"
                                                                    "B"),
                                                        "AB"},
                                                       {"]", "]"},
                                                       {"]C", "]C"},
                                                       {"\x02"
                                                        "ABC\x03",
                                                        "ABC"},
                                                       {"", ""},
                                                       {"\\12345", "\\12345"},
                                                       {"Grüße", "Grüße"}};
  for (const auto& [scanned, cleaned] : table) EXPECT_EQ(clean_scanned_text(scanned), cleaned) << scanned;
}

TEST(CleanScannedText, GivesUpOnTextThatIsTooLongForAnyTicket) {
  EXPECT_EQ(clean_scanned_text(std::string(1025, 'A')), "");
  EXPECT_EQ(clean_scanned_text(std::string(1024, 'A')).size(), 1024U);
}

TEST(ReadScannedText, TellsTicketsFromOtherCodes) {
  const std::pair<std::string, NotATicket> table[] = {{"", NotATicket::Empty},
                                                      {"https://example.org/x", NotATicket::WebLink},
                                                      {"HTTP://EXAMPLE.ORG", NotATicket::WebLink},
                                                      {"BEGIN:VCARD\nFN:X", NotATicket::Contact},
                                                      {"MECARD:N:X;;", NotATicket::Contact},
                                                      {"mailto:someone@example.org", NotATicket::Contact},
                                                      {"WIFI:S:guest;;", NotATicket::WifiAccess},
                                                      {"EINLASS-PAIR:04GFQE6N", NotATicket::PairingCode},
                                                      {"einlass-pair:04gfqe6n", NotATicket::PairingCode},
                                                      {"EL1.!!!", NotATicket::Damaged},
                                                      {"EB1:SHORT", NotATicket::Damaged}};
  for (const auto& [text, kind] : table) {
    const auto read = read_scanned_text(text);
    ASSERT_TRUE(std::holds_alternative<NotATicket>(read)) << text;
    EXPECT_EQ(std::get<NotATicket>(read), kind) << text;
  }
  EXPECT_EQ(std::get<OpaqueCode>(read_scanned_text("7XKQ9-2")).code, "7XKQ9-2");
}

TEST(ReadScannedText, ReadsABadge) {
  const auto serial = BadgeSerial::random();
  EXPECT_EQ(std::get<BadgeCode>(read_scanned_text(badge_code(serial))).serial, serial);
}

TEST(BadgeCode, FitsTheAlphanumericModeOfQr) {
  const std::string code = badge_code(BadgeSerial::random());
  EXPECT_EQ(code.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), std::string::npos) << code;
}

TEST(SignedTicket, IsVerifiedWithTheEventsPublicKeyAlone) {
  const auto keys = base::make_signing_pair();
  const auto code = std::get<SignedCode>(read_scanned_text(signed_ticket_code(sample_ticket(), keys.secret)));
  EXPECT_EQ(code.ticket, sample_ticket());
  EXPECT_TRUE(is_authentic(code, keys.open));
  EXPECT_FALSE(is_authentic(code, base::make_signing_pair().open));
}

TEST(SignedTicket, EveryChangedCharacterIsNoticed) {
  const auto keys = base::make_signing_pair();
  const std::string code = signed_ticket_code(sample_ticket(), keys.secret);
  for (std::size_t i = 4; i < code.size(); ++i) {
    std::string changed = code;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto read = read_scanned_text(changed);
    const auto* still_signed = std::get_if<SignedCode>(&read);
    const bool accepted = still_signed != nullptr && is_authentic(*still_signed, keys.open);
    EXPECT_FALSE(accepted) << "position " << i;
  }
}

TEST(SignedTicket, EveryShorterCodeIsDamaged) {
  const auto keys = base::make_signing_pair();
  const std::string code = signed_ticket_code(sample_ticket(), keys.secret);
  for (std::size_t length = 4; length < code.size(); ++length) {
    const auto read = read_scanned_text(code.substr(0, length));
    const auto* still_signed = std::get_if<SignedCode>(&read);
    EXPECT_TRUE(still_signed == nullptr || !is_authentic(*still_signed, keys.open)) << length;
  }
}

TEST(CodeHash, DiffersPerEventAndPerCode) {
  const auto key = base::random_key();
  EXPECT_EQ(code_hash(key, "A"), code_hash(key, "A"));
  EXPECT_NE(code_hash(key, "A"), code_hash(key, "B"));
  EXPECT_NE(code_hash(key, "A"), code_hash(base::random_key(), "A"));
}

}  // namespace
}  // namespace einlass::rules
