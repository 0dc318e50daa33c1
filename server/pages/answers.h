// What the API answers (docs/openapi.yaml). Pure; any thread.
#pragma once

#include "core/base/error.h"
#include "core/net/http.h"
#include "server/commands/command.h"

#include <chrono>
#include <functional>
#include <string>

#include <boost/json/fwd.hpp>

namespace einlass::pages {

using Reply = std::function<void(net::HttpResponse)>;

net::HttpResponse json_answer(const boost::json::value& value);
// {"error": {"kind", "message"}} with the status that fits its kind.
net::HttpResponse error_answer(const base::Error& error);
net::HttpResponse error_answer(unsigned status, const std::string& kind, const std::string& message);
net::HttpResponse too_often(const base::Error& error, std::chrono::seconds wait);  // 429 with Retry-After
net::HttpResponse outcome_answer(const commands::CommandOutcome& outcome);

}  // namespace einlass::pages
