// Persons of the mirror by what somebody knows of one (docs/crm.md, Who is whom). It reads the whole mirror: any
// thread, over a connection of its own.
#pragma once

#include "core/base/error.h"
#include "core/rules/crm_rows.h"

#include <filesystem>
#include <string>
#include <vector>

namespace einlass::store {

struct FoundPersons {
  std::vector<rules::CrmPerson> persons;  // by name, without what else is known of them; the likest first
  bool more = false;                      // than `most`
};

// Of `words` each must begin one of the person's name or organisation, but for a typing error (nearly_begins_with()),
// or stand in her address. Nobody where there is no such file. InvalidInput: less than two letters, which is no search.
base::Result<FoundPersons> search_persons(const std::filesystem::path& file, const std::string& words,
                                          std::size_t most);

}  // namespace einlass::store
