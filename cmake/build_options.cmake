# Language level, warnings, ccache and sanitizers for every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

set(EINLASS_SANITIZE "" CACHE STRING "Value for -fsanitize, such as address,undefined or thread")

add_library(einlass_build_options INTERFACE)
# GCC 12 warns of members that designated initialisers leave to their defaults, which is what those are for.
target_compile_options(einlass_build_options INTERFACE
  -Wall -Wextra -Wconversion -Werror -Wno-missing-field-initializers)
# At -O2 GCC 12 warns of errors inside <charconv> and date.h that are none; every other preset keeps these warnings.
target_compile_options(einlass_build_options INTERFACE
  $<$<CONFIG:Release>:-Wno-array-bounds$<SEMICOLON>-Wno-maybe-uninitialized$<SEMICOLON>-Wno-stringop-overflow$<SEMICOLON>-Wno-restrict>)
target_include_directories(einlass_build_options INTERFACE ${CMAKE_SOURCE_DIR})
if(EINLASS_SANITIZE)
  # With sanitizers GCC 12 takes the standard library's own moves for reads of uninitialised members (GCC bug 105562).
  add_compile_options(-Wno-maybe-uninitialized)
  add_compile_options(-fsanitize=${EINLASS_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${EINLASS_SANITIZE})
endif()

# A unity build (CMakePresets.json) compiles up to 25 files of a module in one go, in a quarter of the time. What is in
# an unnamed namespace is then known to all of them, so its name is unique within the module.
if(CMAKE_UNITY_BUILD)
  # GCC takes the file that includes the others for the only one in which an unnamed namespace may be.
  target_compile_options(einlass_build_options INTERFACE -Wno-subobject-linkage)
endif()
