// How many labels each printer has left: counted down with every badge, set by whoever loads a roll, and corrected by
// printers that tell. Kept in a file, so that a restart forgets no roll. Owned by the spooler, on its thread.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace einlass::spool {

class LabelStock {
 public:
  // Nothing is kept where `file` is empty. A file that cannot be read counts as none, which is logged.
  explicit LabelStock(std::filesystem::path file);

  std::optional<int> left(const std::string& printer) const;  // nothing: nobody has said yet
  void loaded(const std::string& printer, int labels);        // by a person
  void told(const std::string& printer, int labels);          // by the printer
  void used_one(const std::string& printer);

 private:
  void keep() const;

  std::filesystem::path file_;
  std::map<std::string, int> labels_;
};

}  // namespace einlass::spool
