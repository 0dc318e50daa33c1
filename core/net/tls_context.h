// OpenSSL contexts for both ends: TLS 1.2 and newer, and the check of the pinned venue CA. Inner to core/net.
#pragma once

#include "core/net/browser_certificate.h"
#include "core/net/certificate_authority.h"

#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace einlass::net {

using TlsContext = std::shared_ptr<ssl_ctx_st>;

base::Result<TlsContext> server_context(const ServerCertificate& certificate);
base::Result<TlsContext> browser_context(const BrowserCertificate& certificate);

// Whether browsers take the context's certificate for this host (RFC 6125 §6.4).
bool covers(const ssl_ctx_st* context, const std::string& host);

// Before the handshake of a connection that was made from a server_context(): where the client asks for a name that the
// certificate of `browser` covers (RFC 6066 §3), it gets that one. Kiosks ask for venue_server_name, and never do.
// `browser` outlives the handshake; null: there is none.
void offer_by_name(ssl_st* connection, ssl_ctx_st* browser);

// Accepts a chain only if it ends in the CA with this key and its leaf bears venue_server_name. Dates are not looked
// at: a kiosk with an empty clock battery must reach the server to be told the time, and the key is what it trusts.
base::Result<TlsContext> pinned_client_context(const CaFingerprint& pin);

// 32 bytes that only the two ends of this connection share (RFC 9266, tls-exporter).
std::string channel_binding(ssl_st* connection);

}  // namespace einlass::net
