# What `cmake --install` puts where, and the .deb of CPack. Manual page and completion scripts are
# written by the program itself, from its tables of commands and options.

if(CMAKE_SCRIPT_MODE_FILE)  # cmake -DDINGTU=PROGRAM -DGZIP=PROGRAM -DOUT=FOLDER -P install.cmake
    file(MAKE_DIRECTORY ${OUT})
    foreach(page man=dingtu.1 bash=dingtu zsh=_dingtu fish=dingtu.fish)
        string(REPLACE "=" ";" page ${page})
        list(GET page 0 topic)
        list(GET page 1 file)
        execute_process(COMMAND ${DINGTU} help ${topic} OUTPUT_FILE ${OUT}/${file}
                        COMMAND_ERROR_IS_FATAL ANY)
    endforeach()
    execute_process(COMMAND ${GZIP} -9nf ${OUT}/dingtu.1 COMMAND_ERROR_IS_FATAL ANY)
    return()
endif()

set(share ${PROJECT_BINARY_DIR}/share)
find_program(GZIP gzip REQUIRED)
add_custom_command(OUTPUT ${share}/dingtu.1.gz ${share}/dingtu ${share}/_dingtu ${share}/dingtu.fish
    COMMAND ${CMAKE_COMMAND} -DDINGTU=$<TARGET_FILE:dingtu> -DGZIP=${GZIP} -DOUT=${share}
            -P ${CMAKE_CURRENT_LIST_FILE}
    DEPENDS dingtu ${CMAKE_CURRENT_LIST_FILE}
    COMMENT "Writing the manual page and the completion scripts" VERBATIM)
add_custom_target(dingtu_share ALL
                  DEPENDS ${share}/dingtu.1.gz ${share}/dingtu ${share}/_dingtu ${share}/dingtu.fish)

set(doc ${CMAKE_INSTALL_DATADIR}/doc/dingtu)
install(TARGETS dingtu RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${share}/dingtu.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${share}/dingtu DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${share}/dingtu.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES README.md README.zh.md CITATION.cff LICENSE NOTICE DESTINATION ${doc})
install(DIRECTORY docs/ DESTINATION ${doc}
        PATTERN decisions EXCLUDE PATTERN "examples/python" EXCLUDE PATTERN "__pycache__" EXCLUDE)

# Where zsh and Python look depends on whether the system (/usr) or its administrator (/usr/local)
# installs.
install(CODE "
    set(share \"${share}\")
    set(python \"${PROJECT_SOURCE_DIR}/docs/examples/python\")
    set(doc \"${doc}\")")
install(CODE [[
    if(CMAKE_INSTALL_PREFIX MATCHES "/usr$")
        set(zsh share/zsh/vendor-completions)
        set(modules lib/python3/dist-packages)
    else()
        set(zsh share/zsh/site-functions)
        set(modules share/dingtu/python)
    endif()
    set(prefix "${CMAKE_INSTALL_PREFIX}")
    file(INSTALL "${share}/_dingtu" DESTINATION "${prefix}/${zsh}")
    file(INSTALL "${python}/dingtu.py" DESTINATION "${prefix}/${modules}")
    file(INSTALL "${python}/" DESTINATION "${prefix}/${doc}/examples/python"
         FILES_MATCHING PATTERN "*.md" PATTERN "firms.py" PATTERN "__pycache__" EXCLUDE)]])

# --- the .deb: cpack --config build/release/CPackConfig.cmake ------------------------------------
file(READ NOTICE notice)
file(WRITE ${share}/copyright "${notice}\nThe Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0.\n")
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${share}/changelog "dingtu (${PROJECT_VERSION}) stable; urgency=medium\n\n"
     "  * Packaged from its own source by CPack.\n\n"
     " -- The Dingtu Authors <authors@dingtu.invalid>  ${now}\n")
execute_process(COMMAND ${GZIP} -9nf ${share}/changelog)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME dingtu)
set(CPACK_PACKAGE_CONTACT "The Dingtu Authors <authors@dingtu.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "knowledge graph from Chinese documents on regional industry")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Dingtu reads Chinese documents on regional industry, extracts firms, places,
policies, support, indicators and the relations among them by inspectable
rules, keeps the words that show each relation, and answers graph queries
(a large subset of openCypher) on the result.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS less)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "bash-completion, python3, python3-pandas, librsvg2-bin, fonts-noto-cjk")
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_SOURCE_GENERATOR TGZ)
install(CODE "
    if(CMAKE_INSTALL_PREFIX MATCHES \"/usr$\")
        file(INSTALL \"${share}/copyright\" \"${share}/changelog.gz\"
             DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${doc}\")
    endif()")
include(CPack)
