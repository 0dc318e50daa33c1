# add_module(NAME USES module... LINKS library...)
#   One module = one folder = one static library einlass_NAME from all *.cpp of that folder. USES names modules that
#   were declared earlier; anything else stops the configuration. The include test reads EINLASS_MODULES below.
#
# add_program(NAME FOLDER-LOCAL SOURCES, USES module... LINKS library...)
#   A composition root: an executable from the *.cpp of the current folder.
#
# add_module_tests(NAME [LABEL quick|full|soak] [USES module...] [LINKS library...] [UNDER_XVFB])
#   tests/<folder>/*.cpp as one GoogleTest program NAME_tests; each case is a test of ctest.
#
# add_soak(NAME SUITE...)
#   Suites of NAME_tests that search with random seeds (tests/support/search.h), a minute each under the label soak.
include(GoogleTest)

set_property(GLOBAL PROPERTY EINLASS_MODULES "")
set(EINLASS_MODULE_TABLE ${CMAKE_BINARY_DIR}/modules.txt)
file(WRITE ${EINLASS_MODULE_TABLE} "")

function(einlass_check_uses name)
  get_property(known GLOBAL PROPERTY EINLASS_MODULES)
  foreach(used IN LISTS ARGN)
    if(NOT used IN_LIST known)
      message(FATAL_ERROR "module ${name} may not use ${used}: it is unknown or declared later (docs/architecture.md)")
    endif()
  endforeach()
endfunction()

function(einlass_record_module name uses)
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  list(JOIN uses " " uses)
  file(APPEND ${EINLASS_MODULE_TABLE} "${name} ${folder} ${uses}\n")
endfunction()

function(einlass_link target uses links)
  list(TRANSFORM uses PREPEND einlass_)
  target_link_libraries(${target} PUBLIC ${uses} ${links})
  target_link_libraries(${target} PRIVATE einlass_build_options)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
endfunction()

function(add_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LINKS")
  einlass_check_uses(${name} ${arg_USES})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  if(NOT sources)
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp "")
    set(sources ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp)
  endif()
  add_library(einlass_${name} STATIC ${sources})
  set_target_properties(einlass_${name} PROPERTIES LINKER_LANGUAGE CXX)
  einlass_link(einlass_${name} "${arg_USES}" "${arg_LINKS}")
  set_property(GLOBAL APPEND PROPERTY EINLASS_MODULES ${name})
  einlass_record_module(${name} "${arg_USES}")
endfunction()

function(add_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LINKS")
  einlass_check_uses(${name} ${arg_USES})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  add_executable(${name} ${sources})
  einlass_link(${name} "${arg_USES}" "${arg_LINKS}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  install(TARGETS ${name} DESTINATION bin)
  einlass_record_module(${name} "${arg_USES}")
endfunction()

function(add_soak name)
  foreach(suite IN LISTS ARGN)
    add_test(NAME soak.${suite} COMMAND ${name}_tests --gtest_filter=${suite}.*)
    set_tests_properties(soak.${suite} PROPERTIES LABELS soak TIMEOUT 900 ENVIRONMENT_MODIFICATION
      "EINLASS_SOAK_SECONDS=set:60" FAIL_REGULAR_EXPRESSION "0 tests from 0 test suites ran")
  endforeach()
endfunction()

function(add_module_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "UNDER_XVFB" "LABEL" "USES;LINKS")
  if(NOT arg_LABEL)
    set(arg_LABEL quick)
  endif()
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  add_executable(${name}_tests ${sources})
  einlass_link(${name}_tests "${arg_USES}" "${arg_LINKS};GTest::gmock")
  target_compile_definitions(${name}_tests PRIVATE
    EINLASS_SOURCE_DIR="${CMAKE_SOURCE_DIR}" EINLASS_BINARY_DIR="${CMAKE_BINARY_DIR}")
  if(arg_UNDER_XVFB)
    # A few X servers for all windows' tests: starting one per case would cost more than the cases, and one for all of them
    # is the longest test of a busy machine. GoogleTest deals the cases out.
    # -noreset (Xserver(1)): between two cases the last window goes, and a server that resets then turns the next away.
    set(shares 4)
    foreach(share RANGE 1 ${shares})
      math(EXPR index "${share} - 1")
      add_test(NAME ${name}.${share}
        COMMAND xvfb-run -a -s "-screen 0 1280x800x24 -nolisten tcp -noreset" $<TARGET_FILE:${name}_tests>)
      set_tests_properties(${name}.${share} PROPERTIES LABELS ${arg_LABEL} TIMEOUT 600
        ENVIRONMENT "NO_AT_BRIDGE=1;GTK_THEME=Adwaita;GDK_BACKEND=x11;LC_ALL=C.UTF-8;GTEST_TOTAL_SHARDS=${shares};GTEST_SHARD_INDEX=${index}")
    endforeach()
  else()
    target_link_libraries(${name}_tests PRIVATE GTest::gmock_main)
    gtest_discover_tests(${name}_tests TEST_PREFIX ${name}. NO_PRETTY_VALUES DISCOVERY_MODE PRE_TEST
      PROPERTIES LABELS ${arg_LABEL} TIMEOUT 300)
  endif()
endfunction()
