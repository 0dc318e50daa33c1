#include "core/net/browser_certificate.h"

#include "core/base/file.h"
#include "core/base/log.h"
#include "core/net/certificates.h"
#include "core/net/tls_context.h"

#include <chrono>

namespace einlass::net {
namespace {

using base::ErrorKind;

constexpr std::size_t largest_chain = 64U << 10U;
constexpr long days_ahead = 14;

bool is_open_to_others(const std::filesystem::path& file) {
  using std::filesystem::perms;
  std::error_code unknown;
  const auto mode = std::filesystem::status(file, unknown).permissions();
  return (mode & (perms::others_read | perms::others_write)) != perms::none;
}

base::Result<std::string> read_key(const std::filesystem::path& file) {
  auto pem = base::read_file(file, largest_chain);
  if (!pem) return pem;
  if (is_open_to_others(file)) {
    return base::fail(ErrorKind::Refused, fmt::format("Every user of this machine may read or change the key in {}; "
                                                      "take the right from them with chmod o-rw.",
                                                      file.string()));
  }
  if (!holds_key(*pem)) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("{} holds no key that can be read without a passphrase.", file.string()));
  }
  return pem;
}

// A wildcard says for which hosts, but not which of them this is.
base::Result<std::string> host_of(const BrowserCertificateFiles& files, const LeafDetails& leaf) {
  for (const auto& name : leaf.names) {
    if (!files.host.empty() || name.starts_with("*.") || is_ip_address(name)) continue;
    return name;
  }
  if (!files.host.empty()) return files.host;
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("{} names no single host; say which of its names people open (certificate.host).",
                                files.chain.string()));
}

base::Result<BrowserCertificate> fitting(const BrowserCertificateFiles& files, BrowserCertificate pair) {
  if (!key_belongs(pair.key_pem, pair.chain_pem)) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("The key in {} does not belong to the certificate in {}; copy both from one renewal.",
                                  files.key.string(), files.chain.string()));
  }
  const auto context = browser_context(pair);
  if (!context) return tl::make_unexpected(context.error());
  if (!covers(context->get(), pair.host)) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("{} is not for {}; name one of its hosts.", files.chain.string(), pair.host));
  }
  return pair;
}

long days_until(base::Instant end, base::Instant now) {
  return std::chrono::floor<std::chrono::duration<long, std::ratio<86400>>>(end - now).count();
}

}  // namespace

base::Result<BrowserCertificate> read_browser_certificate(const BrowserCertificateFiles& files) {
  const auto chain = base::read_file(files.chain, largest_chain);
  if (!chain) return tl::make_unexpected(chain.error());
  const auto key = read_key(files.key);
  if (!key) return tl::make_unexpected(key.error());
  const auto leaf = certificate_details(*chain);
  if (!leaf) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("{} holds no certificate that can be read.", files.chain.string()));
  }
  const auto host = host_of(files, *leaf);
  if (!host) return tl::make_unexpected(host.error());
  return fitting(files, {.chain_pem = *chain, .key_pem = *key, .host = *host, .expires = leaf->validity.until});
}

std::optional<BrowserCertificate> BrowserCertificateWatch::look() {
  auto found = read_browser_certificate(files_);
  if (!found) complain(found.error().message);
  const bool is_new = found && (!used_ || found->chain_pem != used_->chain_pem || found->key_pem != used_->key_pem);
  if (found) complaint_.clear();
  if (is_new) {
    used_ = *found;
    days_warned_.reset();
  }
  warn_of_end();
  return is_new ? used_ : std::nullopt;
}

void BrowserCertificateWatch::complain(const std::string& message) {
  if (message == complaint_) return;
  complaint_ = message;
  base::log_error("the certificate for browsers was not taken, and {}: {}",
                  used_ ? "the one before it stays in use" : "they get the venue's own", message);
}

void BrowserCertificateWatch::warn_of_end() {
  if (!used_) return;
  const long days = days_until(used_->expires, clock_->wall());
  if (days >= days_ahead || days == days_warned_) return;
  days_warned_ = days;
  if (days < 0) return base::log_error("the certificate for browsers has ended, and they warn of it; renew it");
  base::log_warning("the certificate for browsers ends {}; renew it",
                    days == 0 ? std::string("within a day") : fmt::format("in {} days", days));
}

}  // namespace einlass::net
