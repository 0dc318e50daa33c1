// What an answer holds, read field by field: only what is asked for by name is ever looked at. Pure.
#pragma once

#include "core/base/error.h"
#include "server/crm/http_client.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace einlass::crm {

namespace json = boost::json;

// The JSON of an answer of 2xx. Refused: the key or the address is not taken (401, 403, 3xx), or the thing asked for is
// not there (404). InvalidInput: another status, or no JSON. Never with words of the body.
base::Result<json::value> json_of(const HttpReply& reply, const std::string& connector);

// What a list's answer holds: an object with that list, and with what tells whether there is more ("": nothing does),
// be it null. Unavailable: it lacks one of them, so that nobody knows who else there is.
base::Result<json::object> listing_in(const json::value& answer, std::string_view list, std::string_view more,
                                      const std::string& connector);
tl::unexpected<base::Error> lacks_its_list(const std::string& connector);

// "profile.addresses.home" in an object; nullptr: it is not there or null. An empty path is nothing.
const json::value* at_path(const json::object& object, std::string_view path);

// Texts as they are, numbers and booleans as their text, anything else empty.
std::string text_of(const json::value* value);
std::optional<std::int64_t> number_in(std::string_view text);  // all of it
std::string text_at(const json::object& object, std::string_view path);
std::optional<std::int64_t> number_at(const json::object& object, std::string_view path);  // also "12"
bool true_at(const json::object& object, std::string_view path);                           // only true itself
// All texts at a path in their order, also of lists on the way.
std::vector<std::string> texts_in(const json::value& value, std::string_view path);
std::vector<std::string> texts_at(const json::object& object, std::string_view path);
// Likewise; "answers.X" is what was answered to the question that is called X by one of these names of it.
std::vector<std::string> answers_at(const json::object& object, std::string_view path,
                                    std::initializer_list<std::string_view> names);
std::string first_of(const std::vector<std::string>& texts);                       // empty: there is none
const json::array& list_at(const json::object& object, std::string_view path);     // empty: there is none
const json::object& object_at(const json::object& object, std::string_view path);  // likewise
const json::object& object_of(const json::value& value);                           // likewise

// What a text holds: of an answer, the outbox, a position in a pull. Null or an empty object: nothing of the kind.
json::value value_in(const std::string& text);
json::object object_in(const std::string& text);
std::string position_text(const json::object& position);  // of texts and numbers

// "2026-02-01T18:02:11Z" <-> instant; nothing: it is no such text.
std::optional<base::Instant> utc_instant(const std::string& text);
// "2026-05-02T18:00:00+02:00", too.
std::optional<base::Instant> instant_in(const std::string& text);
std::string utc_text(base::Instant instant);

}  // namespace einlass::crm
