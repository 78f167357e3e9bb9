# Tests that run the program as a user would: through its command line, its streams, a terminal.
find_package(Python3 COMPONENTS Interpreter REQUIRED)
foreach(name program serve repl)
    if(TARGET dingtu)
        add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE}
                 ${CMAKE_CURRENT_SOURCE_DIR}/shell/${name}_test.py $<TARGET_FILE:dingtu>)
    endif()
endforeach()
