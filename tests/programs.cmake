# Tests that run the program as a user would: through its command line, its streams, a terminal.
find_package(Python3 COMPONENTS Interpreter REQUIRED)
foreach(name program serve repl client completion documents import_kill)
    if(TARGET dingtu)
        add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE}
                 ${CMAKE_CURRENT_SOURCE_DIR}/shell/${name}_test.py $<TARGET_FILE:dingtu>)
    endif()
endforeach()

# The language, scenario by scenario; a second time without the optimizer: the rows must be the same.
if(TARGET dingtu)
    foreach(optimizer on off)
        add_test(NAME features_optimizer_${optimizer}
                 COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/features/run_features.py
                         --features ${CMAKE_CURRENT_SOURCE_DIR}/features --all --list-failures --procedures
                         --adapter "$<TARGET_FILE:dingtu> --in-memory --optimizer ${optimizer} serve-stdio")
    endforeach()
endif()

# The exported page in a browser; skipped where there is none, or no npm to bring Playwright.
if(TARGET dingtu)
    add_test(NAME page COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/page/run.sh $<TARGET_FILE:dingtu>
                               ${CMAKE_CURRENT_BINARY_DIR}/page)
    set_tests_properties(page PROPERTIES SKIP_RETURN_CODE 77)
endif()

# Our export for Neo4j in another engine; skipped where npm does not bring one.
if(TARGET dingtu)
    add_test(NAME peers COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/peers/run.sh $<TARGET_FILE:dingtu>
                                ${CMAKE_CURRENT_BINARY_DIR}/peers)
    set_tests_properties(peers PROPERTIES SKIP_RETURN_CODE 77)
endif()
