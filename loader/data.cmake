# The files of loader/data travel inside the program: this writes them as string literals into one
# generated source. Included by the top CMakeLists.txt; run again with -P at build time.
if(CMAKE_SCRIPT_MODE_FILE)
    set(body "#include \"loader/data.h\"\n\nnamespace dingtu {\n\nconst std::vector<DataFile>& data_files() {\n    static const std::vector<DataFile> files = {\n")
    file(GLOB files ${DATA}/*)
    list(SORT files)
    foreach(path ${files})
        get_filename_component(name ${path} NAME)
        file(READ ${path} hex HEX)
        string(REGEX REPLACE "([0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f])" "\\1\"\n\"" lines "${hex}")
        string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" text "${lines}")
        file(SIZE ${path} size)
        string(APPEND body "        {\"${name}\", std::string_view(\n\"${text}\", ${size})},\n")
    endforeach()
    string(APPEND body "    };\n    return files;\n}\n\n}  // namespace dingtu\n")
    file(WRITE ${OUT} "${body}")
    return()
endif()

if(TARGET dingtu_loader)
    file(GLOB loader_data CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/loader/data/*)
    set(generated ${PROJECT_BINARY_DIR}/generated/loader_data.cpp)
    add_custom_command(OUTPUT ${generated}
        COMMAND ${CMAKE_COMMAND} -DDATA=${PROJECT_SOURCE_DIR}/loader/data -DOUT=${generated}
                -P ${PROJECT_SOURCE_DIR}/loader/data.cmake
        DEPENDS ${loader_data} ${PROJECT_SOURCE_DIR}/loader/data.cmake
        COMMENT "Embedding the rules and gazetteers of loader/data" VERBATIM)
    get_target_property(loader_type dingtu_loader TYPE)
    if(NOT loader_type STREQUAL "INTERFACE_LIBRARY")
        target_sources(dingtu_loader PRIVATE ${generated})
    endif()
endif()
