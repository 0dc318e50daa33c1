#include "printing/spool/label_stock.h"

#include "core/base/file.h"
#include "core/base/log.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include <fmt/format.h>

namespace einlass::spool {

// One line for each: the number, a blank, the printer's name.
LabelStock::LabelStock(std::filesystem::path file) : file_(std::move(file)) {
  if (file_.empty() || !std::filesystem::exists(file_)) return;
  const auto content = base::read_file(file_);
  if (!content) base::log_warning("{}", content.error().message);
  std::istringstream lines(content.value_or(""));
  int labels = 0;
  for (std::string name; lines >> labels && lines.get() == ' ' && std::getline(lines, name);) {
    labels_[name] = std::max(labels, 0);
  }
}

std::optional<int> LabelStock::left(const std::string& printer) const {
  const auto found = labels_.find(printer);
  return found == labels_.end() ? std::nullopt : std::optional(found->second);
}

void LabelStock::loaded(const std::string& printer, int labels) {
  labels_[printer] = std::max(labels, 0);
  keep();
}

void LabelStock::told(const std::string& printer, int labels) {
  if (left(printer) != labels) loaded(printer, labels);
}

void LabelStock::used_one(const std::string& printer) {
  if (const auto labels = left(printer)) loaded(printer, *labels - 1);
}

void LabelStock::keep() const {
  if (file_.empty()) return;
  std::string content;
  for (const auto& [name, labels] : labels_) content += fmt::format("{} {}\n", labels, name);
  if (const auto written = base::write_file(file_, content); !written) {
    base::log_warning("{}", written.error().message);
  }
}

}  // namespace einlass::spool
