// A key that is held down is one press (EN 301 549, 5.7), though it sends one after the other. A plain value.
#pragma once

#include "core/base/instant.h"

namespace einlass::screens {

class HeldKey {
 public:
  // Notes a press of `key`, which is not 0, at a time of the toolkit's events. True: a repeat of one that is held down.
  bool repeats(unsigned key, base::Milliseconds at) {
    const bool again = key_ == key && at - since_ < kLongestRepeat;
    key_ = key;
    since_ = at;
    return again;
  }
  void release() { key_ = 0; }

 private:
  // Between two repeats of a held key; later, it was released where nobody saw it, in another window.
  static constexpr base::Milliseconds kLongestRepeat{1'000};

  unsigned key_ = 0;  // not released yet; 0: none
  base::Milliseconds since_{0};
};

}  // namespace einlass::screens
