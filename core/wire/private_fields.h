// Texts by name as the private part of an entry, and back: answers by question, or fields of a guest, of which "extra."
// and a name is a further text for badges (docs/journal.md, The private part). Pure.
#pragma once

#include "core/rules/guest_fields.h"

#include <string>

namespace einlass::wire {

std::string private_fields(const rules::GuestFields& fields);

// What is no text, or no private part at all, is left out.
rules::GuestFields private_fields_in(const std::string& private_content);

}  // namespace einlass::wire
