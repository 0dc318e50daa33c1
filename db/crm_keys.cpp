#include "db/crm_keys.h"

#include "core/base/text_fold.h"

#include <algorithm>

namespace einlass::store {

std::string name_key(const std::string& name) {
  auto words = base::words_in(base::fold_text(name));
  std::sort(words.begin(), words.end());
  std::string key;
  for (const auto& word : words) key += word + " ";
  return key;
}

std::string name_key(const rules::CrmPerson& person) {
  return name_key(person.first_name + " " + person.last_name);
}

}  // namespace einlass::store
