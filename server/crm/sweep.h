// Numbered pages that move while they are read: once forwards, then once backwards. Whoever leaves moves rows to an
// earlier page, which hides one only from a reader who goes forwards; whoever comes moves rows to a later page, which
// hides one only from a reader who goes backwards. Repeats do no harm. Pure.
#pragma once

#include <cstdint>

#include <boost/json/object.hpp>

namespace einlass::crm {

class Sweep {
 public:
  // Of a position; one that has no page begins.
  explicit Sweep(const boost::json::object& position);

  std::int64_t page() const { return page_; }  // from 1

  // The page was read, and there are so many now. False: that was the last; else the next one is in `position`.
  bool next(boost::json::object& position, std::int64_t pages) const;

 private:
  std::int64_t page_ = 1;
  bool back_ = false;
};

}  // namespace einlass::crm
