# Scripts and styles of the web page, bundled and written as page.cpp. Their libraries come from npm
# into the build tree, in the versions of package-lock.json and checked against its digests; scripts
# of packages are not run. Without the tests, what only they need is left out.
find_program(NODE NAMES node nodejs REQUIRED)
find_program(NPM npm REQUIRED)

set(PAGE_BUILD ${CMAKE_CURRENT_BINARY_DIR}/page)
set(page_packages package.json package-lock.json)
set(page_sources atlas.js bundle.mjs expression.js filters.js page.css page.js plots.js print.js
  record.js sorting.js tables.js)
list(TRANSFORM page_packages PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
list(TRANSFORM page_sources PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
set(npm_options --ignore-scripts --no-audit --no-fund --loglevel=error)
if(NOT SEPARATRIX_TESTS)
  list(APPEND npm_options --omit=dev)
endif()

file(MAKE_DIRECTORY ${PAGE_BUILD})
add_custom_command(OUTPUT ${PAGE_BUILD}/node_modules/.package-lock.json
  COMMAND ${CMAKE_COMMAND} -E copy ${page_packages} ${PAGE_BUILD}
  COMMAND ${NPM} ci ${npm_options}
  DEPENDS ${page_packages}
  WORKING_DIRECTORY ${PAGE_BUILD}
  COMMENT "Installing the page's libraries" VERBATIM)
add_custom_command(OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/page.cpp
  COMMAND ${CMAKE_COMMAND} -E copy ${page_sources} ${PAGE_BUILD}
  COMMAND ${NODE} bundle.mjs ${CMAKE_CURRENT_BINARY_DIR}/page.cpp
  DEPENDS ${PAGE_BUILD}/node_modules/.package-lock.json ${page_sources}
  WORKING_DIRECTORY ${PAGE_BUILD}
  COMMENT "Bundling the page's scripts" VERBATIM)
