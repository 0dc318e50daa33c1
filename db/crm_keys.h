// By what guests and persons of the CRM are taken for one (docs/crm.md, Who is whom). Addresses and organisations are
// compared folded. Pure.
#pragma once

#include "core/rules/crm_rows.h"

#include <string>

namespace einlass::store {

// The same for "Ada Lovelace" and "Lovelace, Ada".
std::string name_key(const std::string& name);
std::string name_key(const rules::CrmPerson& person);

}  // namespace einlass::store
