// What stands on every page of a paper.
#pragma once

#include "core/base/wording.h"

namespace einlass::report {

inline constexpr base::Wording page_of_pages{"Seite {} von {}", "Page {} of {}"};  // its number, how many there are

}  // namespace einlass::report
