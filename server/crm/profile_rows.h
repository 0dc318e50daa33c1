// What the summary counts somebody by, as systems say it: one text or a list of them. Pure.
#pragma once

#include "core/rules/crm_rows.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::crm {

// `texts`: all that the system has in its place for "sector", "club" and "topics". Of sectors the first counts.
rules::Profile profile_of(const std::function<std::vector<std::string>(std::string_view field)>& texts);

// With the words of both, each once: of a member who has several rows.
void add(rules::Profile& profile, const rules::Profile& more);

}  // namespace einlass::crm
