// For what cannot fail in a world that is set up right: the value, or the end of the world with the error's sentence.
#pragma once

#include "core/base/error.h"

#include <stdexcept>
#include <type_traits>
#include <utility>

namespace einlass::simulation {

template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace einlass::simulation
