// The arguments of a command, read one by one; the first that is missing, wrong or unknown is the error. One object per
// command, on the desk's thread.
#pragma once

#include "core/base/error.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace einlass::commands {

class Arguments {
 public:
  explicit Arguments(const boost::json::object& object) : object_(object) {}

  std::string text(std::string_view name);  // must be given
  std::string text_or(std::string_view name, std::string_view otherwise);
  std::optional<std::string> optional_text(std::string_view name);
  std::int64_t number_or(std::string_view name, std::int64_t otherwise);
  bool flag(std::string_view name);  // false where it is not given
  std::map<std::string, std::string> texts(std::string_view name);
  std::map<std::string, bool> flags(std::string_view name);
  std::vector<std::string> list(std::string_view name);                    // must be given
  const boost::json::object* object(std::string_view name);                // must be given; null where it is not
  std::vector<const boost::json::object*> objects(std::string_view name);  // must be given

  // To be called when all have been read. InvalidInput, naming the argument.
  base::Result<void> done();

 private:
  const boost::json::value* take(std::string_view name);
  void complain(std::string_view name, std::string_view what);

  const boost::json::object& object_;
  std::set<std::string, std::less<>> known_;
  std::string problem_;
};

}  // namespace einlass::commands
