// An organisation's own certificate, for people's browsers. It stands beside the venue's, which kiosks pin and which is
// never replaced by it. Used by the server's composition root, on any one thread.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <filesystem>
#include <optional>
#include <string>

namespace einlass::net {

struct BrowserCertificate {
  std::string chain_pem;  // the leaf, then those who issued it
  std::string key_pem;
  std::string host;  // the DNS name under which people open the pages
  base::Instant expires;
};

struct BrowserCertificateFiles {
  std::filesystem::path chain;  // such as certbot's fullchain.pem
  std::filesystem::path key;    // such as certbot's privkey.pem
  std::string host{};           // empty: the certificate's first DNS name
};

// NotFound, Storage: a file cannot be read. InvalidInput: no certificate or no key in it, or they do not belong
// together, as while they are being copied; a host that the certificate does not cover. Refused: other users of the
// machine may read or write the key. The dates are not looked at.
base::Result<BrowserCertificate> read_browser_certificate(const BrowserCertificateFiles& files);

// The files as they change while the server runs.
class BrowserCertificateWatch {
 public:
  BrowserCertificateWatch(BrowserCertificateFiles files, const base::Clock& clock)
      : files_(std::move(files)), clock_(&clock) {}

  // What to use from now on, the first time and whenever the files hold another pair; nothing: go on as before. A pair
  // that cannot be used is logged once, and from 14 days before the end of the one in use a warning each day.
  std::optional<BrowserCertificate> look();

 private:
  void complain(const std::string& message);
  void warn_of_end();

  BrowserCertificateFiles files_;
  const base::Clock* clock_;
  std::optional<BrowserCertificate> used_;
  std::string complaint_;            // the last that was logged
  std::optional<long> days_warned_;  // likewise
};

}  // namespace einlass::net
