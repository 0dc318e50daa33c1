#include "core/base/file.h"
#include "tests/core/net/net_fixture.h"

#include <array>

#include <fmt/ranges.h>
#include <openssl/x509v3.h>

namespace einlass::net {
namespace {

using ::testing::HasSubstr;
using Days = std::chrono::duration<int, std::ratio<86400>>;

class CertificateAuthorityTest : public NetTest {
 protected:
  std::string leaf_for(const std::vector<std::string>& addresses) {
    return ca().server_certificate(addresses).value().chain_pem;
  }
};

TEST_F(CertificateAuthorityTest, IsMadeOnceAndKept) {
  const auto first = CertificateAuthority::open(folder.path(), clock).value();
  clock.advance(Days(400));
  const auto second = CertificateAuthority::open(folder.path(), clock).value();
  EXPECT_EQ(first.fingerprint(), second.fingerprint());
  EXPECT_EQ(first.certificate_pem(), second.certificate_pem());
}

TEST_F(CertificateAuthorityTest, DiffersFromThatOfAnotherVenue) {
  const TemporaryFolder other;
  EXPECT_NE(ca().fingerprint(), CertificateAuthority::open(other.path(), clock).value().fingerprint());
}

// What phones show before somebody trusts it is of the certificate, not of its key.
TEST_F(CertificateAuthorityTest, ShowsWhatPhonesShow) {
  const auto der = ca().certificate_der();
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  X509* read = d2i_X509(nullptr, &bytes, static_cast<long>(der.size()));
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(X509_check_ca(read), 1);
  std::array<unsigned char, 32> digest{};
  X509_digest(read, EVP_sha256(), digest.data(), nullptr);
  X509_free(read);
  EXPECT_EQ(ca().shown_fingerprint(), fmt::format("{:02X}", fmt::join(digest, ":")));
  EXPECT_EQ(ca().shown_fingerprint().size(), 95U);
}

TEST_F(CertificateAuthorityTest, KeepsItsKeysFromOtherUsers) {
  leaf_for({"127.0.0.1"});
  for (const auto* name : {"ca.pem", "server.pem"}) {
    const auto mode = std::filesystem::status(folder.path() / name).permissions();
    EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write) << name;
  }
}

TEST_F(CertificateAuthorityTest, IsNeverReplacedInSilence) {
  ca();
  const auto file = folder.path() / "ca.pem";
  const auto whole = base::read_file(file).value();
  for (const auto& damaged : {std::string(), whole.substr(0, whole.size() / 2), whole.substr(whole.size() / 2)}) {
    ASSERT_TRUE(base::write_file(file, damaged));
    const auto opened = CertificateAuthority::open(folder.path(), clock);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, base::ErrorKind::Storage);
    EXPECT_THAT(opened.error().message, HasSubstr("restore it from a backup"));
    EXPECT_EQ(base::read_file(file).value(), damaged);
  }
}

TEST_F(CertificateAuthorityTest, KeepsTheServersCertificateWhileNothingChanges) {
  const auto first = leaf_for({"192.0.2.7", "laptop.local", "::1"});
  clock.advance(Days(300));
  EXPECT_EQ(leaf_for({"laptop.local", "0:0:0:0:0:0:0:1", "192.0.2.7"}), first);
}

TEST_F(CertificateAuthorityTest, ReissuesTheServersCertificateWhenAnAddressChanges) {
  const auto first = leaf_for({"192.0.2.7"});
  const auto second = leaf_for({"192.0.2.8"});
  EXPECT_NE(first, second);
  EXPECT_EQ(leaf_for({"192.0.2.8"}), second);
}

TEST_F(CertificateAuthorityTest, ReissuesTheServersCertificateInTheMonthBeforeItEnds) {
  const auto first = ca().server_certificate({"192.0.2.7"}).value();
  clock.advance(Days(390));
  const auto second = ca().server_certificate({"192.0.2.7"}).value();
  EXPECT_NE(first.chain_pem, second.chain_pem);
  EXPECT_GT(second.expires, first.expires);
}

TEST_F(CertificateAuthorityTest, ReissuesACertificateThatAnotherCaIssued) {
  const TemporaryFolder other;
  const auto other_ca = CertificateAuthority::open(other.path(), clock).value();
  ASSERT_TRUE(other_ca.server_certificate({"192.0.2.7"}));
  std::filesystem::copy_file(other.path() / "server.pem", folder.path() / "server.pem");
  const auto certificate = ca().server_certificate({"192.0.2.7"}).value();
  EXPECT_THAT(certificate.chain_pem, HasSubstr(ca().certificate_pem()));
  EXPECT_NE(certificate.chain_pem, other_ca.server_certificate({"192.0.2.7"}).value().chain_pem);
}

}  // namespace
}  // namespace einlass::net
