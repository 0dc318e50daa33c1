// OpenSSL contexts for both ends: TLS 1.2 and newer, and the check of the pinned venue CA. Inner to core/net.
#pragma once

#include "core/net/certificate_authority.h"

#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace einlass::net {

using TlsContext = std::shared_ptr<ssl_ctx_st>;

base::Result<TlsContext> server_context(const ServerCertificate& certificate);

// Accepts a chain only if it ends in the CA with this key and its leaf bears venue_server_name. Dates are not looked
// at: a kiosk with an empty clock battery must reach the server to be told the time, and the key is what it trusts.
base::Result<TlsContext> pinned_client_context(const CaFingerprint& pin);

// 32 bytes that only the two ends of this connection share (RFC 9266, tls-exporter).
std::string channel_binding(ssl_st* connection);

}  // namespace einlass::net
