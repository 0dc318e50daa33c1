#include "core/wire/recovery_kit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::wire {
namespace {

using base::ErrorKind;
using testing::HasSubstr;
using testing::Not;

constexpr const char* passphrase = "correct horse battery staple";

TEST(RecoveryKit, OpensWithItsPassphraseOnlyAndTellsDamageApart) {
  const KitSecrets secrets{.ca = "-----BEGIN PRIVATE KEY-----", .seed = "c2VlZA"};
  const auto kit = sealed_kit(secrets, passphrase, base::Instant::from_unix_ms(1'795'455'000'000));
  ASSERT_TRUE(kit) << kit.error().message;
  EXPECT_THAT(*kit, Not(HasSubstr("PRIVATE")));
  EXPECT_THAT(*kit, Not(HasSubstr(secrets.seed)));
  EXPECT_EQ(open_kit(*kit, passphrase), secrets);
  EXPECT_EQ(open_kit(*kit, "another passphrase").error().kind, ErrorKind::Refused);
  auto damaged = *kit;
  const auto at = damaged.find("\"sealed\":\"") + 20;
  damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
  const auto refused = open_kit(damaged, passphrase);
  EXPECT_EQ(refused.error().message, "The recovery kit is damaged; use another copy of it.");
  EXPECT_EQ(open_kit(kit->substr(0, kit->size() / 2), passphrase).error().kind, ErrorKind::InvalidInput);
  EXPECT_EQ(open_kit("{}", passphrase).error().kind, ErrorKind::InvalidInput);
}

}  // namespace
}  // namespace einlass::wire
