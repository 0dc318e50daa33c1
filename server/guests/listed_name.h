// How a guest is named, and where she stands, on every list that somebody leafs through: by family name. Pure.
#pragma once

#include "core/base/locale_text.h"
#include "core/rules/guest.h"

#include <string>

namespace einlass::guests {

struct ListedName {
  std::string family;  // under which she is looked for
  std::string name;    // "Lovelace, Ada", "小林 健太"; empty: nobody is named
};

ListedName listed_name(const rules::Guest& guest);

// "A" to "Z"; empty: the family name has no Latin letter, and stands behind all that have one.
std::string letter_of(const std::string& family_name);

class ListOrder {
 public:
  // Compared byte by byte; whoever has no name comes last.
  std::string key(const ListedName& name) const;

 private:
  base::Collation names_{"root"};
};

}  // namespace einlass::guests
