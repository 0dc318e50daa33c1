// Rows of an attendance that wait in a scratch file to be read in order: of each, only its key and place are kept in
// memory. One thread, for which another one reads ahead.
#pragma once

#include "server/report/attendance_table.h"
#include "server/report/scratch_file.h"

#include <functional>
#include <string>
#include <vector>

namespace einlass::report {

class RowSpool {
 public:
  static base::Result<RowSpool> open();

  // `key`: bytes by which rows are ordered; equal ones as they came.
  base::Result<void> put(std::string key, const AttendanceRow& row);
  // By key, as often as wanted. To be called when all rows are in.
  base::Result<void> each(const std::function<void(const AttendanceRow&)>& take);

 private:
  struct Place {
    std::string key;
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
  };

  explicit RowSpool(ScratchFile file) : file_(std::move(file)) {}
  base::Result<AttendanceRow> row_at(const Place& place) const;

  ScratchFile file_;
  std::vector<Place> places_;
  bool sorted_ = true;
};

}  // namespace einlass::report
