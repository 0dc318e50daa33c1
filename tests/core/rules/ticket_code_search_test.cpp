// Whatever a camera reads brings nothing down, and only what was signed opens a door.
#include "core/rules/ticket_code.h"
#include "tests/core/rules/world.h"
#include "tests/support/damage.h"
#include "tests/support/search.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

TEST(TicketCodeSearch, OnlyWhatWasSignedIsAuthentic) {
  const auto keys = base::make_signing_pair();
  support::search(2'000, [&](std::uint32_t seed) {
    std::mt19937 dice(seed);
    const SignedTicket ticket{.event = named<EventId>("event"),
                              .ticket = named<TicketId>(std::to_string(seed)),
                              .category = std::string(dice() % 20, 'c'),
                              .places = 1 + static_cast<int>(dice() % 9)};
    const auto code = signed_ticket_code(ticket, keys.secret);
    const auto text = support::damaged(code, "ABCabc0189-_.=\r\n]Q \\", dice);
    const auto read = read_scanned_text(clean_scanned_text(text));
    const auto* signed_code = std::get_if<SignedCode>(&read);
    if (signed_code == nullptr || !is_authentic(*signed_code, keys.open)) return;
    EXPECT_EQ(signed_code->ticket, ticket);
    EXPECT_EQ(signed_ticket_code(signed_code->ticket, keys.secret), code);
    EXPECT_EQ(clean_scanned_text(text), code);
  });
}

TEST(TicketCodeSearch, WhatIsReadAsABadgeIsThatBadge) {
  support::search(2'000, [](std::uint32_t seed) {
    std::mt19937 dice(seed);
    const auto code = badge_code(named<BadgeSerial>(std::to_string(seed)));
    const auto read = read_scanned_text(clean_scanned_text(support::damaged(code, "0189OILoilABab:E ", dice)));
    if (const auto* badge = std::get_if<BadgeCode>(&read)) {
      const auto again = read_scanned_text(badge_code(badge->serial));
      EXPECT_EQ(std::get<BadgeCode>(again).serial, badge->serial);
    }
  });
}

TEST(TicketCodeSearch, NoBytesBringItDown) {
  support::search(20'000, [](std::uint32_t seed) {
    std::mt19937 dice(seed);
    std::string text = seed % 3 == 0 ? "EL1." : "";
    for (auto length = dice() % 80; length > 0; --length) text.push_back(static_cast<char>(dice() % 256));
    const auto cleaned = clean_scanned_text(text);
    EXPECT_EQ(clean_scanned_text(cleaned), cleaned);
    read_scanned_text(cleaned);
  });
}

}  // namespace
}  // namespace einlass::rules
