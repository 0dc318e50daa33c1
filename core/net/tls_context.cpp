#include "core/net/tls_context.h"

#include "core/net/openssl_handles.h"

#include <array>
#include <memory>

#include <openssl/err.h>
#include <openssl/pem.h>

namespace einlass::net {
namespace {

using base::ErrorKind;

tl::unexpected<base::Error> tls_failure(const char* what) {
  ERR_clear_error();
  return base::fail(ErrorKind::Internal, std::string("OpenSSL refuses ") + what + "; is this machine's OpenSSL sound?");
}

TlsContext new_context(const SSL_METHOD* method) {
  TlsContext context(SSL_CTX_new(method), &SSL_CTX_free);
  if (!context) return context;
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  // Idle connections give their 32 KiB of buffers back.
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  // Kiosks connect rarely: resumption would only keep secrets around.
  SSL_CTX_set_options(context.get(), SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  return context;
}

Certificate next_certificate(BIO* pem) {
  return Certificate(PEM_read_bio_X509(pem, nullptr, nullptr, nullptr));
}

bool use_chain(SSL_CTX* context, const std::string& chain_pem) {
  const Bio pem(BIO_new_mem_buf(chain_pem.data(), static_cast<int>(chain_pem.size())));
  const Certificate leaf = next_certificate(pem.get());
  if (!leaf || SSL_CTX_use_certificate(context, leaf.get()) != 1) return false;
  while (const Certificate issuer = next_certificate(pem.get())) {
    if (SSL_CTX_add1_chain_cert(context, issuer.get()) != 1) return false;
  }
  ERR_clear_error();  // the end of the text counts as an error
  return true;
}

bool use_key(SSL_CTX* context, const std::string& key_pem) {
  const Bio pem(BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size())));
  const Key key(PEM_read_bio_PrivateKey(pem.get(), nullptr, nullptr, nullptr));
  return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1;
}

int browser_context_index() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

int choose_by_name(SSL* connection, int*, void*) {
  auto* browser = static_cast<SSL_CTX*>(SSL_get_ex_data(connection, browser_context_index()));
  const char* name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
  if (browser == nullptr || name == nullptr || name == venue_server_name) return SSL_TLSEXT_ERR_NOACK;
  if (!covers(browser, name)) return SSL_TLSEXT_ERR_NOACK;
  SSL_set_SSL_CTX(connection, browser);
  return SSL_TLSEXT_ERR_OK;
}

base::Result<TlsContext> context_with(const std::string& chain_pem, const std::string& key_pem, const char* whose) {
  TlsContext context = new_context(TLS_server_method());
  if (!context) return tls_failure("to start");
  if (!use_chain(context.get(), chain_pem) || !use_key(context.get(), key_pem)) return tls_failure(whose);
  return context;
}

X509* pinned_among(const STACK_OF(X509) * sent, const CaFingerprint& pin) {
  for (int i = 0; i < sk_X509_num(sent); ++i) {
    X509* certificate = sk_X509_value(sent, i);
    if (X509_check_ca(certificate) == 1 && public_key_hash(certificate) == pin) return certificate;
  }
  return nullptr;
}

// The chain is built anew with the pinned CA as the only thing trusted.
bool leads_to_pin(X509_STORE_CTX* presented, const CaFingerprint& pin) {
  STACK_OF(X509)* sent = X509_STORE_CTX_get0_untrusted(presented);
  X509* anchor = pinned_among(sent, pin);
  if (anchor == nullptr) return false;
  const CertificateStore store(X509_STORE_new());
  const StoreContext check(X509_STORE_CTX_new());
  if (!store || !check || X509_STORE_add_cert(store.get(), anchor) != 1) return false;
  if (X509_STORE_CTX_init(check.get(), store.get(), X509_STORE_CTX_get0_cert(presented), sent) != 1) return false;
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(check.get());
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_NO_CHECK_TIME);
  X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM_set1_host(rules, venue_server_name.data(), venue_server_name.size());
  return X509_verify_cert(check.get()) == 1;
}

int verify_pinned(X509_STORE_CTX* presented, void* pin) {
  const bool good = leads_to_pin(presented, *static_cast<const CaFingerprint*>(pin));
  X509_STORE_CTX_set_error(presented, good ? X509_V_OK : X509_V_ERR_CERT_UNTRUSTED);
  return good ? 1 : 0;
}

}  // namespace

base::Result<TlsContext> server_context(const ServerCertificate& certificate) {
  auto context = context_with(certificate.chain_pem, certificate.key_pem, "the server's certificate");
  if (context) SSL_CTX_set_tlsext_servername_callback(context->get(), &choose_by_name);
  return context;
}

base::Result<TlsContext> browser_context(const BrowserCertificate& certificate) {
  return context_with(certificate.chain_pem, certificate.key_pem, "the certificate for browsers");
}

bool covers(const SSL_CTX* context, const std::string& host) {
  X509* leaf = SSL_CTX_get0_certificate(context);
  const unsigned strict = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  return leaf != nullptr && X509_check_host(leaf, host.data(), host.size(), strict, nullptr) == 1;
}

void offer_by_name(SSL* connection, SSL_CTX* browser) {
  SSL_set_ex_data(connection, browser_context_index(), browser);
}

base::Result<TlsContext> pinned_client_context(const CaFingerprint& pin) {
  TlsContext context = new_context(TLS_client_method());
  if (!context) return tls_failure("to start");
  const auto kept = std::make_shared<CaFingerprint>(pin);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context.get(), &verify_pinned, kept.get());
  // The pin lives as long as the context that points to it.
  return TlsContext(context.get(), [context, kept](SSL_CTX*) {});
}

std::string channel_binding(SSL* connection) {
  static constexpr std::string_view label = "EXPORTER-Channel-Binding";  // RFC 9266 §2
  std::array<unsigned char, 32> binding{};
  const int done =
      SSL_export_keying_material(connection, binding.data(), binding.size(), label.data(), label.size(), nullptr, 0, 0);
  if (done != 1) return {};
  return {reinterpret_cast<const char*>(binding.data()), binding.size()};
}

}  // namespace einlass::net
