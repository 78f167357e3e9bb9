# The parser's code is made from Dingtu.g4 at build time by the system's antlr4 tool and is never
# committed. Gives the target dingtu_generated.
#
# Tool and runtime agree through the serialized ATN in the generated code: its layout is the same
# from 4.7 to 4.9, and another one in each of 4.10 and later. Debian 12 pairs tool 4.7.2 with
# runtime 4.9.
set(DINGTU_GENERATED_DIR "" CACHE PATH
    "folder with DingtuLexer/DingtuParser made elsewhere; without it the antlr4 tool is needed")

find_path(ANTLR4_INCLUDE_DIR antlr4-runtime.h PATH_SUFFIXES antlr4-runtime)
find_library(ANTLR4_RUNTIME NAMES antlr4-runtime)
if(NOT ANTLR4_INCLUDE_DIR OR NOT ANTLR4_RUNTIME)
    message(FATAL_ERROR "ANTLR's C++ runtime is missing: apt install libantlr4-runtime-dev")
endif()
# The headers do not tell the version; the file that libantlr4-runtime.so stands for does.
get_filename_component(runtime_file ${ANTLR4_RUNTIME} REALPATH)
get_filename_component(runtime_file ${runtime_file} NAME)
string(REGEX MATCH "[0-9]+\\.[0-9]+(\\.[0-9]+)?" runtime_version "${runtime_file}")

# 4.7, 4.8 and 4.9 write and read the same serialized ATN.
function(dingtu_antlr_family version result)
    if(version MATCHES "^4\\.[789](\\.|$)")
        set(${result} "4.7-4.9" PARENT_SCOPE)
    else()
        string(REGEX MATCH "^[0-9]+\\.[0-9]+" family "${version}")
        set(${result} "${family}" PARENT_SCOPE)
    endif()
endfunction()

set(generated_names DingtuLexer.cpp DingtuParser.cpp DingtuLexer.h DingtuParser.h)
if(DINGTU_GENERATED_DIR)
    set(generated_dir ${DINGTU_GENERATED_DIR})
else()
    find_program(ANTLR4_TOOL NAMES antlr4 antlr)
    if(NOT ANTLR4_TOOL)
        message(FATAL_ERROR "the antlr4 tool is missing: apt install antlr4, "
                            "or set DINGTU_GENERATED_DIR to sources made elsewhere")
    endif()
    if(NOT DINGTU_ANTLR_TOOL_VERSION)
        execute_process(COMMAND ${ANTLR4_TOOL} OUTPUT_VARIABLE help ERROR_VARIABLE help)
        if(NOT help MATCHES "Version ([0-9.]+)")
            message(FATAL_ERROR "the antlr4 tool does not run (it needs Java): ${help}")
        endif()
        set(DINGTU_ANTLR_TOOL_VERSION "${CMAKE_MATCH_1}" CACHE INTERNAL "")
    endif()
    dingtu_antlr_family("${DINGTU_ANTLR_TOOL_VERSION}" tool_family)
    dingtu_antlr_family("${runtime_version}" runtime_family)
    if(NOT runtime_version)
        message(STATUS "the version of ${ANTLR4_RUNTIME} is not known; "
                       "the tool is ${DINGTU_ANTLR_TOOL_VERSION}")
    elseif(NOT tool_family STREQUAL runtime_family)
        message(FATAL_ERROR
            "antlr4 tool ${DINGTU_ANTLR_TOOL_VERSION} (${ANTLR4_TOOL}) does not fit runtime "
            "${runtime_version} (${ANTLR4_RUNTIME}): both must be from 4.7-4.9, or of one version")
    endif()
    set(generated_dir ${PROJECT_BINARY_DIR}/generated)
    list(TRANSFORM generated_names PREPEND ${generated_dir}/ OUTPUT_VARIABLE generated_files)
    add_custom_command(
        OUTPUT ${generated_files}
        COMMAND ${ANTLR4_TOOL} -Dlanguage=Cpp -package dingtu::gen -no-listener -no-visitor -Werror
                -Xexact-output-dir -o ${generated_dir} ${CMAKE_CURRENT_LIST_DIR}/Dingtu.g4
        DEPENDS ${CMAKE_CURRENT_LIST_DIR}/Dingtu.g4
        COMMENT "Making the parser from Dingtu.g4"
        VERBATIM)
endif()
list(TRANSFORM generated_names PREPEND ${generated_dir}/ OUTPUT_VARIABLE generated_files)

add_library(dingtu_generated STATIC ${generated_files})
target_include_directories(dingtu_generated SYSTEM PUBLIC ${generated_dir} ${ANTLR4_INCLUDE_DIR})
target_link_libraries(dingtu_generated PUBLIC ${ANTLR4_RUNTIME})
# The generated code has u8"" literals where the runtime takes std::string, and warnings of its own.
target_compile_options(dingtu_generated PRIVATE -w -fno-char8_t -include
                       ${CMAKE_CURRENT_LIST_DIR}/antlr_shim.h)
