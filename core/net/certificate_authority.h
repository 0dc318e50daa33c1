// The venue's own certificate authority: made at the first start, pinned by every kiosk by its key.
// Used by the server's composition root, on any one thread; what it returns are plain values. OpenSSL stays inside.
#pragma once

#include "core/base/clock.h"
#include "core/base/crypto.h"
#include "core/base/error.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::net {

// SHA-256 of the CA's public key (SubjectPublicKeyInfo, DER; as in RFC 7469 §2.4). What pairing codes carry.
using CaFingerprint = base::Hash;

// In every certificate beside the addresses: what kiosks ask for, whichever address they use.
inline constexpr std::string_view venue_server_name = "venue.einlass";

struct ServerCertificate {
  std::string chain_pem;  // the leaf, then the CA
  std::string key_pem;
  base::Instant expires;
};

class CertificateAuthority {
 public:
  // Reads DIRECTORY/ca.pem (key and certificate, P-256, 0600), or makes it if there is none. The caller holds the
  // directory's lock; `clock` outlives the object. Storage: the file is damaged or cannot be written. A CA is never
  // replaced in silence, as kiosks pin it.
  static base::Result<CertificateAuthority> open(const std::filesystem::path& directory, const base::Clock& clock);

  const CaFingerprint& fingerprint() const { return fingerprint_; }
  const std::string& certificate_pem() const { return certificate_pem_; }
  // As phones and computers take it to trust it: application/x-x509-ca-cert.
  std::string certificate_der() const;
  // SHA-256 of that, as they show it: "A9:B5:B7:…", 32 pairs. Of the certificate, not of its key.
  std::string shown_fingerprint() const;

  // A certificate for these addresses (IP addresses and host names) and the fixed server name. The one kept in
  // DIRECTORY/server.pem if it names just these and lasts for another 30 days; else a new one.
  base::Result<ServerCertificate> server_certificate(const std::vector<std::string>& addresses) const;

 private:
  CertificateAuthority(std::filesystem::path directory, const base::Clock& clock);
  base::Result<ServerCertificate> issue(const std::vector<std::string>& names, const std::filesystem::path& file) const;

  std::filesystem::path directory_;
  const base::Clock* clock_;
  std::string key_pem_;
  std::string certificate_pem_;
  CaFingerprint fingerprint_{};
};

}  // namespace einlass::net
