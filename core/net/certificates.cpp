#include "core/net/certificates.h"

#include "core/net/openssl_handles.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <stdexcept>

#include <arpa/inet.h>
#include <openssl/bn.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace einlass::net {
namespace {

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("OpenSSL cannot ") + what);
}

Key make_key() {
  Key key(EVP_EC_gen("P-256"));
  require(key != nullptr, "make a key");
  return key;
}

Bio reader(const std::string& pem) {
  Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  require(bio != nullptr, "read from memory");
  return bio;
}

std::string written(const Bio& bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string pem_of(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  require(bio && PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1, "write a key");
  return written(bio);
}

std::string pem_of(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  require(bio && PEM_write_bio_X509(bio.get(), certificate) == 1, "write a certificate");
  return written(bio);
}

// A wrong or missing key must never lead to a question for a passphrase on the terminal.
int no_passphrase(char*, int, int, void*) {
  return 0;
}

Key key_of(const std::string& pem) {
  return Key(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, &no_passphrase, nullptr));
}

Certificate certificate_of(const std::string& pem) {
  return Certificate(PEM_read_bio_X509(reader(pem).get(), nullptr, &no_passphrase, nullptr));
}

// RFC 5280 §4.1.2.2: positive, at most 20 octets.
void set_random_serial(X509* certificate) {
  const base::Bytes bytes = base::random_bytes(16);
  std::unique_ptr<BIGNUM, FreeWith<&BN_free>> number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  require(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr, "make a serial");
}

void set_validity(X509* certificate, const Validity& validity) {
  const auto seconds = [](base::Instant at) { return static_cast<std::time_t>(at.unix_ms() / 1000); };
  ASN1_TIME_set(X509_getm_notBefore(certificate), seconds(validity.from));
  ASN1_TIME_set(X509_getm_notAfter(certificate), seconds(validity.until));
}

void add_name(X509_NAME* name, const char* field, const std::string& text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.c_str());
  require(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, bytes, -1, -1, 0) == 1, "name a certificate");
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "extend a certificate");
}

Certificate blank_certificate(EVP_PKEY* key, const std::string& common_name, const Validity& validity) {
  Certificate certificate(X509_new());
  require(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1, "make a certificate");
  set_random_serial(certificate.get());
  set_validity(certificate.get(), validity);
  add_name(X509_get_subject_name(certificate.get()), "O", "Einlass");
  add_name(X509_get_subject_name(certificate.get()), "CN", common_name);
  require(X509_set_pubkey(certificate.get(), key) == 1, "certify a key");
  return certificate;
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string value;
  for (const auto& name : canonical_names(names)) {
    value += (value.empty() ? "" : ",") + std::string(is_ip_address(name) ? "IP:" : "DNS:") + name;
  }
  return value;
}

std::string ip_text(const unsigned char* bytes, int size) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(size == 4 ? AF_INET : AF_INET6, bytes, text.data(), text.size());
  return text.data();
}

std::string name_text(const GENERAL_NAME* name) {
  int kind = 0;
  const auto* value = static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(name, &kind));
  const unsigned char* bytes = ASN1_STRING_get0_data(value);
  if (kind == GEN_IPADD) return ip_text(bytes, ASN1_STRING_length(value));
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(ASN1_STRING_length(value))};
}

std::vector<std::string> names_in(X509* certificate) {
  const AlternativeNames found(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::vector<std::string> names;
  for (int i = 0; i < sk_GENERAL_NAME_num(found.get()); ++i) {
    names.push_back(name_text(sk_GENERAL_NAME_value(found.get(), i)));
  }
  std::sort(names.begin(), names.end());
  return names;
}

base::Instant instant_of(const ASN1_TIME* time) {
  std::tm broken_down{};
  require(ASN1_TIME_to_tm(time, &broken_down) == 1, "read a date");
  return base::Instant::from_unix_ms(static_cast<std::int64_t>(::timegm(&broken_down)) * 1000);
}

}  // namespace

bool is_ip_address(const std::string& name) {
  std::array<unsigned char, 16> bytes{};
  return ::inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

KeyedCertificate make_ca(const Validity& validity) {
  const Key key = make_key();
  const Certificate certificate = blank_certificate(key.get(), "Einlass venue CA", validity);
  X509* self = certificate.get();
  require(X509_set_issuer_name(self, X509_get_subject_name(self)) == 1, "name an issuer");
  add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(self, self, NID_subject_key_identifier, "hash");
  require(X509_sign(self, key.get(), EVP_sha256()) > 0, "sign a certificate");
  return {.key_pem = pem_of(key.get()), .certificate_pem = pem_of(self)};
}

KeyedCertificate issue_leaf(const KeyedCertificate& ca, const std::vector<std::string>& names,
                            const Validity& validity) {
  const Key ca_key = key_of(ca.key_pem);
  const Certificate issuer = certificate_of(ca.certificate_pem);
  require(ca_key && issuer, "read the CA");
  const Key key = make_key();
  const Certificate certificate = blank_certificate(key.get(), "Einlass venue server", validity);
  X509* leaf = certificate.get();
  require(X509_set_issuer_name(leaf, X509_get_subject_name(issuer.get())) == 1, "name an issuer");
  add_extension(leaf, issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(leaf, issuer.get(), NID_key_usage, "critical,digitalSignature");
  add_extension(leaf, issuer.get(), NID_ext_key_usage, "serverAuth");
  add_extension(leaf, issuer.get(), NID_subject_alt_name, alternative_names(names));
  add_extension(leaf, issuer.get(), NID_authority_key_identifier, "keyid:always");
  require(X509_sign(leaf, ca_key.get(), EVP_sha256()) > 0, "sign a certificate");
  return {.key_pem = pem_of(key.get()), .certificate_pem = pem_of(leaf)};
}

std::optional<LeafDetails> certificate_details(const std::string& pem) {
  const Certificate leaf = certificate_of(pem);
  if (!leaf) return std::nullopt;
  return LeafDetails{.names = names_in(leaf.get()),
                     .validity = {.from = instant_of(X509_get0_notBefore(leaf.get())),
                                  .until = instant_of(X509_get0_notAfter(leaf.get()))}};
}

std::optional<LeafDetails> leaf_details(const std::string& pem, const std::string& ca_certificate_pem) {
  const Certificate leaf = certificate_of(pem);
  const Certificate ca = certificate_of(ca_certificate_pem);
  if (!leaf || !ca || X509_verify(leaf.get(), X509_get0_pubkey(ca.get())) != 1) return std::nullopt;
  if (!key_belongs(pem, pem)) return std::nullopt;
  return certificate_details(pem);
}

bool holds_key(const std::string& pem) {
  return key_of(pem) != nullptr;
}

bool key_belongs(const std::string& key_pem, const std::string& certificate_pem) {
  const Certificate certificate = certificate_of(certificate_pem);
  const Key key = key_of(key_pem);
  return certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
}

std::string certificate_der(const std::string& pem) {
  const Certificate certificate = certificate_of(pem);
  unsigned char* der = nullptr;
  const int size = certificate ? i2d_X509(certificate.get(), &der) : 0;
  require(size > 0, "encode a certificate");
  std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

std::optional<base::Hash> key_fingerprint(const std::string& pem) {
  if (!key_belongs(pem, pem)) return std::nullopt;
  return public_key_hash(certificate_of(pem).get());
}

base::Hash public_key_hash(const X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  require(size > 0, "encode a key");
  const base::Hash hash = base::sha256({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return hash;
}

std::vector<std::string> canonical_names(const std::vector<std::string>& names) {
  std::vector<std::string> canonical;
  for (const auto& name : names) {
    std::array<unsigned char, 16> bytes{};
    if (::inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1) {
      canonical.push_back(ip_text(bytes.data(), 16));
    } else {
      canonical.push_back(name);
    }
  }
  std::sort(canonical.begin(), canonical.end());
  canonical.erase(std::unique(canonical.begin(), canonical.end()), canonical.end());
  return canonical;
}

}  // namespace einlass::net
