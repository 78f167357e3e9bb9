# The page of `export x.html` travels inside the program: this writes the files of exporter/page as
# string literals into one generated source. Included by the top CMakeLists.txt; run again with -P
# at build time.
set(page_scripts graph.js words.js view.js choose.js card.js panel.js table.js save.js main.js)

if(CMAKE_SCRIPT_MODE_FILE)
    # A string literal of these files, one after the other; \x needs no care for any byte.
    function(page_literal result)
        set(all "")
        foreach(name ${ARGN})
            file(READ ${PAGE}/${name} hex HEX)
            string(APPEND all "${hex}")
        endforeach()
        string(LENGTH "${all}" digits)
        math(EXPR size "${digits} / 2")
        string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" text "${all}")
        string(REPEAT "." 128 row)
        string(REGEX REPLACE "(${row})" "\\1\"\n\"" text "${text}")
        set(${result} "std::string_view(\n\"${text}\", ${size})" PARENT_SCOPE)
    endfunction()
    page_literal(frame frame.html)
    page_literal(style style.css)
    page_literal(script ${page_scripts})
    file(WRITE ${OUT} "#include \"exporter/page.h\"\n\nnamespace dingtu {\n\n"
        "std::string_view page_frame() { return ${frame}; }\n\n"
        "std::string_view page_style() { return ${style}; }\n\n"
        "std::string_view page_script() { return ${script}; }\n\n}  // namespace dingtu\n")
    return()
endif()

if(TARGET dingtu_exporter)
    set(page_folder ${PROJECT_SOURCE_DIR}/exporter/page)
    set(page_source ${PROJECT_BINARY_DIR}/generated/exporter_page.cpp)
    set(page_files ${page_scripts} frame.html style.css)
    list(TRANSFORM page_files PREPEND ${page_folder}/)
    add_custom_command(OUTPUT ${page_source}
        COMMAND ${CMAKE_COMMAND} -DPAGE=${page_folder} -DOUT=${page_source}
                -P ${PROJECT_SOURCE_DIR}/exporter/page.cmake
        DEPENDS ${page_files} ${PROJECT_SOURCE_DIR}/exporter/page.cmake
        COMMENT "Embedding the page of exporter/page" VERBATIM)
    get_target_property(exporter_type dingtu_exporter TYPE)
    if(NOT exporter_type STREQUAL "INTERFACE_LIBRARY")
        target_sources(dingtu_exporter PRIVATE ${page_source})
    endif()
endif()
