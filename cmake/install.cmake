include(CMakePackageConfigHelpers)
set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/separatrix)
configure_package_config_file(cmake/separatrixConfig.cmake.in
  ${PROJECT_BINARY_DIR}/separatrixConfig.cmake INSTALL_DESTINATION ${config_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/separatrixConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(EXPORT separatrixTargets NAMESPACE separatrix:: DESTINATION ${config_folder})
install(FILES ${PROJECT_BINARY_DIR}/separatrixConfig.cmake
  ${PROJECT_BINARY_DIR}/separatrixConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/FindCaDiCaL.cmake
  ${PROJECT_SOURCE_DIR}/cmake/FindM4RI.cmake DESTINATION ${config_folder})
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
