#include "core/net/certificate_authority.h"

#include "core/base/file.h"
#include "core/base/log.h"
#include "core/net/certificates.h"

#include <chrono>
#include <exception>
#include <optional>

#include <fmt/ranges.h>

namespace einlass::net {
namespace {

using base::ErrorKind;
using std::chrono::hours;

// A venue laptop's clock may be wrong by hours when it is first started.
constexpr hours backdated{48};
constexpr hours ca_lasts{24 * 365 * 30};
// Browsers refuse server certificates that last longer than 398 days (CA/Browser Forum BR §6.3.2).
constexpr hours leaf_lasts{24 * 396};
constexpr hours reissued_before_end{24 * 30};
constexpr std::size_t largest_pem = 64U << 10U;

// A library's exception becomes a value here.
template <typename Make>
auto guarded(Make&& make) -> base::Result<decltype(make())> {
  try {
    return make();
  } catch (const std::exception& failure) {
    return base::fail(ErrorKind::Internal, fmt::format("The server's certificate cannot be made: {}.", failure.what()));
  }
}

Validity valid_for(const base::Clock& clock, hours lasts) {
  const base::Instant now = clock.wall();
  return {.from = now - backdated, .until = now + (lasts - backdated)};
}

base::Result<std::string> make_ca_file(const std::filesystem::path& file, const base::Clock& clock) {
  const auto made = guarded([&] { return make_ca(valid_for(clock, ca_lasts)); });
  if (!made) return tl::make_unexpected(made.error());
  const std::string pem = made->key_pem + made->certificate_pem;
  if (auto written = base::write_file(file, pem, base::FileMode::Private); !written) {
    return tl::make_unexpected(written.error());
  }
  base::log_info("made the certificate authority of this venue");
  return pem;
}

base::Result<std::string> read_or_make_ca(const std::filesystem::path& file, const base::Clock& clock) {
  auto pem = base::read_file(file, largest_pem);
  if (!pem && pem.error().kind == ErrorKind::NotFound) return make_ca_file(file, clock);
  return pem;
}

std::string certificate_part(const std::string& pem) {
  const auto start = pem.find("-----BEGIN CERTIFICATE-----");
  return start == std::string::npos ? std::string() : pem.substr(start);
}

bool still_good(const LeafDetails& leaf, const std::vector<std::string>& names, base::Instant now) {
  return leaf.names == names && leaf.validity.from <= now && now + reissued_before_end <= leaf.validity.until;
}

}  // namespace

CertificateAuthority::CertificateAuthority(std::filesystem::path directory, const base::Clock& clock)
    : directory_(std::move(directory)), clock_(&clock) {}

base::Result<CertificateAuthority> CertificateAuthority::open(const std::filesystem::path& directory,
                                                              const base::Clock& clock) {
  const auto file = directory / "ca.pem";
  const auto pem = read_or_make_ca(file, clock);
  if (!pem) return tl::make_unexpected(pem.error());
  const auto fingerprint = key_fingerprint(*pem);
  if (!fingerprint) {
    return base::fail(ErrorKind::Storage, fmt::format("{} is damaged; restore it from a backup, because every paired "
                                                      "kiosk knows the server by it.",
                                                      file.string()));
  }
  CertificateAuthority ca(directory, clock);
  ca.key_pem_ = pem->substr(0, pem->find("-----BEGIN CERTIFICATE-----"));
  ca.certificate_pem_ = certificate_part(*pem);
  ca.fingerprint_ = *fingerprint;
  return ca;
}

std::string CertificateAuthority::certificate_der() const {
  return net::certificate_der(certificate_pem_);
}

std::string CertificateAuthority::shown_fingerprint() const {
  return fmt::format("{:02X}", fmt::join(base::sha256(certificate_der()), ":"));
}

base::Result<ServerCertificate> CertificateAuthority::server_certificate(
    const std::vector<std::string>& addresses) const {
  const auto file = directory_ / "server.pem";
  auto wanted = addresses;
  wanted.emplace_back(venue_server_name);
  wanted = canonical_names(wanted);

  if (const auto kept = base::read_file(file, largest_pem)) {
    const auto leaf = guarded([&] { return leaf_details(*kept, certificate_pem_); });
    if (leaf && *leaf && still_good(**leaf, wanted, clock_->wall())) {
      return ServerCertificate{.chain_pem = certificate_part(*kept) + certificate_pem_,
                               .key_pem = *kept,
                               .expires = (*leaf)->validity.until};
    }
  }
  return issue(wanted, file);
}

base::Result<ServerCertificate> CertificateAuthority::issue(const std::vector<std::string>& names,
                                                            const std::filesystem::path& file) const {
  const auto validity = valid_for(*clock_, leaf_lasts);
  const KeyedCertificate ca{.key_pem = key_pem_, .certificate_pem = certificate_pem_};
  const auto leaf = guarded([&] { return issue_leaf(ca, names, validity); });
  if (!leaf) return tl::make_unexpected(leaf.error());
  const auto written = base::write_file(file, leaf->key_pem + leaf->certificate_pem, base::FileMode::Private);
  if (!written) return tl::make_unexpected(written.error());
  base::log_info("issued a server certificate for {} names", names.size());
  return ServerCertificate{
      .chain_pem = leaf->certificate_pem + certificate_pem_, .key_pem = leaf->key_pem, .expires = validity.until};
}

}  // namespace einlass::net
