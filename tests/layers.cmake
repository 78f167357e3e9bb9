# Holds the include rules of the house (docs/decisions/0001-house.md): which folder may know which,
# and which file may see which library. Run: cmake -DROOT=<checkout> -P tests/layers.cmake

cmake_minimum_required(VERSION 3.21)

set(may_base base)
set(may_grammar base grammar)
set(may_storage base storage)
set(may_exporter base exporter)
set(may_query base grammar storage query)
set(may_loader base storage loader)
set(may_shell base grammar storage query loader exporter shell)
set(may_tests ${may_shell} tests)
set(folders base grammar storage exporter query loader shell tests)

# library @ header pattern @ files that may include it
set(libraries
    "ANTLR@^<?(antlr4-runtime|DingtuLexer|DingtuParser|DingtuBaseVisitor|DingtuVisitor)@^grammar/(antlr\\.|parse)"
    "RocksDB@^<rocksdb/@^storage/rocks"
    "nlohmann@^<nlohmann/@^base/json\\.cpp$"
    "utf8proc@^<utf8proc@^base/text\\.cpp$"
    "readline@^<readline/@^shell/repl"
    "igraph@^<igraph/@^query/measures\\.cpp$"
    "RE2@^<re2/@^query/arithmetic_text\\.cpp$"
    "expat@^<expat@^loader/graphml_parse\\.cpp$"
    "serd@^<serd/@^loader/rdf"
    "fmt@^<fmt/@\\.cpp$"
    "Catch2@^<catch2/@^tests/catch\\.h$")

set(faults "")
foreach(folder IN LISTS folders)
    file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/${folder}/*.h" "${ROOT}/${folder}/*.cpp")
    foreach(file IN LISTS files)
        file(STRINGS "${ROOT}/${file}" lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
        foreach(line IN LISTS lines)
            if(NOT line MATCHES "include[ \t]*(<[^>]+>|\"[^\"]+\")")
                continue()
            endif()
            set(header "${CMAKE_MATCH_1}")
            if(header MATCHES "^\"([a-z]+)/" AND CMAKE_MATCH_1 IN_LIST folders
               AND NOT CMAKE_MATCH_1 IN_LIST may_${folder})
                list(APPEND faults "${file} includes ${header}: ${folder} must not know ${CMAKE_MATCH_1}")
            endif()
            string(REGEX REPLACE "^\"(.*)\"$" "\\1" bare "${header}")
            foreach(entry IN LISTS libraries)
                string(REPLACE "@" ";" entry "${entry}")
                list(GET entry 0 library)
                list(GET entry 1 pattern)
                list(GET entry 2 allowed)
                if(bare MATCHES "${pattern}" AND NOT file MATCHES "${allowed}")
                    list(APPEND faults "${file} includes ${header}: ${library} is kept to ${allowed}")
                endif()
            endforeach()
        endforeach()
    endforeach()
endforeach()

# One name, one type: two of the same name in one namespace would be linked into one another. Headers
# with a namespace of their own are left out.
set(types "")
foreach(folder IN LISTS folders)
    file(GLOB_RECURSE headers RELATIVE "${ROOT}" "${ROOT}/${folder}/*.h")
    foreach(header IN LISTS headers)
        file(STRINGS "${ROOT}/${header}" own REGEX "^namespace dingtu::")
        if(own OR header MATCHES "^tests/")
            continue()
        endif()
        file(STRINGS "${ROOT}/${header}" lines REGEX "^(class|struct|enum class) [A-Z][A-Za-z0-9]*[^;]*{")
        foreach(line IN LISTS lines)
            string(REGEX REPLACE "^(class|struct|enum class) ([A-Za-z0-9]+).*" "\\2" name "${line}")
            if("type ${name}" IN_LIST types)
                list(APPEND faults "${header} defines ${name}, which another header defines too")
            endif()
            list(APPEND types "type ${name}")
        endforeach()
    endforeach()
endforeach()

if(faults)
    list(JOIN faults "\n  " text)
    message(FATAL_ERROR "against the rules of the house:\n  ${text}")
endif()
message(STATUS "every include and every name keeps to the house rules")
