// One HTTPS request to a venue server whose CA is pinned. Blocks; for the command line, scripts and tests.
#pragma once

#include "core/net/certificate_authority.h"
#include "core/net/http.h"
#include "core/net/server_address.h"

namespace einlass::net {

struct HttpsCall {
  ServerAddress address;
  CaFingerprint pin{};
  HttpRequest request;
  base::Milliseconds timeout{5'000};  // for all of it
};

// Refused: the certificate does not match the pin. Any HTTP status is a success here.
base::Result<HttpResponse> https_call(const HttpsCall& call);

}  // namespace einlass::net
