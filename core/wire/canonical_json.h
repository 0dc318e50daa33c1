// The one text form of a JSON value: RFC 8785 (JCS), for objects of strings, whole numbers, booleans and arrays. Hashes
// are taken over it, so it must come out the same on every machine and in the host page's script.
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace einlass::wire {

// Keys sorted, no blanks. Throws std::invalid_argument for a floating-point number: no document of Einlass has one.
std::string canonical_json(const boost::json::value& value);

// InvalidInput with the position, for text that is not JSON.
base::Result<boost::json::value> parse_json(std::string_view text);

}  // namespace einlass::wire
