// A code of two dimensions as a square of dark and light modules, without its quiet zone. Pure.
#pragma once

#include <utility>
#include <vector>

namespace einlass::badge {

class ModuleGrid {
 public:
  // `dark`: row by row.
  ModuleGrid(int modules, std::vector<bool> dark) : modules_(modules), dark_(std::move(dark)) {}

  int modules() const { return modules_; }  // per side
  bool dark(int column, int row) const { return dark_[static_cast<std::size_t>(row * modules_ + column)]; }

 private:
  int modules_ = 0;
  std::vector<bool> dark_;
};

}  // namespace einlass::badge
