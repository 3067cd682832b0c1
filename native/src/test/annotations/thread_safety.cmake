# cmake -DCOMPILER=clang++ -DINCLUDE=a;b [-DSOURCES=...|-DPLANTED=file] -P thread_safety.cmake
#
# SOURCES: each must compile with Clang's thread-safety analysis, warnings being errors.
# PLANTED: must not; each line "// expect: TEXT" of it is the text of an error that must be there, and there must be no other
# error, so that it is the analysis that refuses the file and not a mistake in it.
set(flags -std=c++17 -fsyntax-only -Wthread-safety -Werror -ferror-limit=0)
foreach(folder ${INCLUDE})
  list(APPEND flags -I${folder})
endforeach()

set(count 0)
foreach(source ${SOURCES})
  execute_process(COMMAND ${COMPILER} ${flags} ${source} RESULT_VARIABLE code ERROR_VARIABLE said)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${source} does not keep to its locks, or does not compile:\n${said}")
  endif()
  math(EXPR count "${count} + 1")
endforeach()

if(PLANTED)
  execute_process(COMMAND ${COMPILER} ${flags} ${PLANTED} RESULT_VARIABLE code ERROR_VARIABLE said)
  if(code EQUAL 0)
    message(FATAL_ERROR "${PLANTED} compiles, though it steps around locks: the analysis sees nothing")
  endif()
  file(STRINGS ${PLANTED} expectations REGEX "^// expect: ")
  foreach(expectation ${expectations})
    string(REPLACE "// expect: " "" text "${expectation}")
    string(FIND "${said}" "error: ${text}" found)
    if(found EQUAL -1)
      message(FATAL_ERROR "${PLANTED}: the compiler does not say \"${text}\"; it says:\n${said}")
    endif()
    math(EXPR count "${count} + 1")
  endforeach()
  string(REGEX MATCHALL " error: " errors "${said}")
  list(LENGTH errors errors)
  if(NOT errors EQUAL count)
    message(FATAL_ERROR "${PLANTED}: ${count} errors expected, the compiler has ${errors}:\n${said}")
  endif()
endif()

if(count EQUAL 0)
  message(FATAL_ERROR "nothing was compiled: neither SOURCES nor PLANTED has anything")
endif()
message("${count} checked")
