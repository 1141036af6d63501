# One static library per folder.
#   separatrix_folder(NAME numerics SOURCES a.cpp ... HEADERS a.hpp ... LINKS Boost::headers ...)

# The standard and library headers that most files include, read once: a third less to compile. A
# file still includes what it uses; -DSEPARATRIX_PRECOMPILE=OFF shows whether it does.
set(SEPARATRIX_PRECOMPILED <algorithm> <cstdint> <functional> <map> <memory> <optional> <span>
  <string> <variant> <vector> <boost/multiprecision/gmp.hpp> <boost/multiprecision/mpfi.hpp>
  <fmt/format.h> <nlohmann/json.hpp>)

# The first target compiles them, with `ARGN` besides, and the others of its kind share the result.
function(separatrix_precompile target first)
  if(NOT SEPARATRIX_PRECOMPILE)
    return()
  endif()
  if(target STREQUAL first)
    target_precompile_headers(${target} PRIVATE ${SEPARATRIX_PRECOMPILED} ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${first})
  endif()
endfunction()

# Programs and tests, which nothing includes, are compiled several files at a time: what every file
# makes of CLI11, nlohmann/json and Catch2 is made once, in a third of the time. The libraries are
# compiled file by file.
function(separatrix_together target)
  if(SEPARATRIX_TOGETHER)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  endif()
endfunction()

function(separatrix_folder)
  cmake_parse_arguments(F "" "NAME" "SOURCES;HEADERS;LINKS" ${ARGN})
  set(target separatrix_${F_NAME})
  if(F_SOURCES)
    add_library(${target} STATIC ${F_SOURCES})
    set(scope PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(separatrix::${F_NAME} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${F_NAME})
  target_include_directories(${target} ${scope}
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/separatrix>)
  target_link_libraries(${target} ${scope} ${F_LINKS})
  target_compile_features(${target} ${scope} cxx_std_20)
  if(F_SOURCES)
    separatrix_warnings(${target})
    separatrix_precompile(${target} separatrix_numerics)
  endif()
  install(TARGETS ${target} EXPORT separatrixTargets)
  foreach(header IN LISTS F_HEADERS)
    cmake_path(GET header PARENT_PATH subfolder)
    install(FILES ${header}
      DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/separatrix/${F_NAME}/${subfolder})
  endforeach()
endfunction()

function(separatrix_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wno-sign-conversion -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 warns of overlapping or endless copies in `"text" + std::string` (GCC bug 105651), and
    # a precompiled header no longer counts as a system header there.
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-array-bounds
      -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
  if(SEPARATRIX_SANITIZE)
    # Without the checks at every member access that the address sanitizer mostly makes itself: they
    # take as long to compile as all the rest.
    target_compile_options(${target} PUBLIC -fsanitize=address,undefined
      -fno-sanitize=null,alignment,object-size,vptr
      -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
    if(SEPARATRIX_FUZZ)  # coverage, and the library with Clang's checked 128-bit product
      target_compile_options(${target} PUBLIC -fsanitize=fuzzer-no-link)
      target_link_options(${target} PUBLIC -rtlib=compiler-rt -unwindlib=libgcc)
    endif()
  endif()
endfunction()
