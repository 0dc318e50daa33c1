// Keys and X.509 certificates as PEM text: what CertificateAuthority is built from. Inner to core/net.
// Functions that make something throw std::runtime_error when OpenSSL refuses: there is no memory or no randomness.
#pragma once

#include "core/base/crypto.h"
#include "core/base/instant.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::net {

struct KeyedCertificate {
  std::string key_pem;
  std::string certificate_pem;
};

struct Validity {
  base::Instant from;
  base::Instant until;
};

KeyedCertificate make_ca(const Validity& validity);
KeyedCertificate issue_leaf(const KeyedCertificate& ca, const std::vector<std::string>& names,
                            const Validity& validity);

struct LeafDetails {
  std::vector<std::string> names;  // DNS names and IP addresses, sorted
  Validity validity;
};

// Of the first certificate in `pem`, whoever issued it; nothing if there is none.
std::optional<LeafDetails> certificate_details(const std::string& pem);

// Likewise; nothing unless `ca` issued it and the key in `pem` belongs to it.
std::optional<LeafDetails> leaf_details(const std::string& pem, const std::string& ca_certificate_pem);

bool holds_key(const std::string& pem);  // one that no passphrase protects
bool key_belongs(const std::string& key_pem, const std::string& certificate_pem);

// The first certificate in `pem`, as DER; it must be one.
std::string certificate_der(const std::string& pem);

// SHA-256 of the SubjectPublicKeyInfo; nothing unless `pem` holds a key and its own certificate.
std::optional<base::Hash> key_fingerprint(const std::string& pem);

bool is_ip_address(const std::string& name);

// One address per name, in the form in which certificates are compared: "::1", not "0:0:0:0:0:0:0:1"; sorted, once
// each.
std::vector<std::string> canonical_names(const std::vector<std::string>& names);

}  // namespace einlass::net
