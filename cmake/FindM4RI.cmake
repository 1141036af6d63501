# M4RI, linear algebra over GF(2): M4RI::M4RI. Its own pkg-config file asks for the development
# package of libpng, which only its pictures of matrices need.
find_path(M4RI_INCLUDE_DIR m4ri/m4ri.h)
find_library(M4RI_LIBRARY m4ri)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(M4RI
  REQUIRED_VARS M4RI_LIBRARY M4RI_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "install libm4ri-dev, or run make setup")
if(M4RI_FOUND AND NOT TARGET M4RI::M4RI)
  add_library(M4RI::M4RI UNKNOWN IMPORTED)
  set_target_properties(M4RI::M4RI PROPERTIES
    IMPORTED_LOCATION "${M4RI_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${M4RI_INCLUDE_DIR}")
endif()
mark_as_advanced(M4RI_INCLUDE_DIR M4RI_LIBRARY)
