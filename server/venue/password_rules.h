// Which passwords persons may choose: ten characters or more (Unicode code points), at most 200 bytes of UTF-8, and
// none that others try first. No rule asks for kinds of characters (NIST SP 800-63B §5.1.1.2). Pure but for loading.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <set>
#include <string>

namespace einlass::venue {

inline constexpr std::size_t shortest_password = 10;  // code points
inline constexpr std::size_t longest_password = 200;  // bytes

// assets/passwords/common.txt, one a line, folded; what only differs in digits and signs is common, too.
class CommonPasswords {
 public:
  static base::Result<CommonPasswords> load(const std::filesystem::path& assets);
  explicit CommonPasswords(const std::string& lines);
  bool hold(const std::string& password) const;

 private:
  std::set<std::string> whole_;
  std::set<std::string> letters_;  // of those with four or more
};

struct PasswordOwner {
  std::string name;
  std::string sign_in;
};

// InvalidInput: the message says which rule it breaks.
base::Result<void> check_password(const std::string& typed, const PasswordOwner& owner, const CommonPasswords& common);

}  // namespace einlass::venue
