// The file in a command's answer, {"content": …}, taken out of it as it comes. One thread.
#pragma once

#include "core/base/file.h"

#include <memory>
#include <string_view>

namespace einlass::commands {

enum class ContentKind {
  Text,   // as it stands there
  Binary  // base64url
};

class ContentReader {
 public:
  // `take` gets the file's bytes.
  ContentReader(ContentKind kind, base::PieceTaker take);
  ~ContentReader();
  ContentReader(const ContentReader&) = delete;
  ContentReader& operator=(const ContentReader&) = delete;

  // Of the answer. What `take` failed with; Incompatible: it is no such answer.
  base::Result<void> take(std::string_view piece);
  base::Result<void> end();

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace einlass::commands
