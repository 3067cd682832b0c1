#ifndef LOCKSTEP_CHECK_HPP
#define LOCKSTEP_CHECK_HPP

#include <cstdio>
#include <cstdlib>
#include <string>

/// Ends the test program, naming what was expected and where.
#define CHECK(condition)                                                           \
  do {                                                                             \
    if (!(condition)) {                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      std::exit(1);                                                                \
    }                                                                              \
  } while (false)

/// The message of the exception that `body` throws; fails if it throws none of this type.
template <class Exception, class Body>
std::string messageOf(const Body& body) {
  try {
    body();
  } catch (const Exception& e) {
    return e.what();
  }
  std::fprintf(stderr, "nothing was thrown\n");
  std::exit(1);
}

#endif  // LOCKSTEP_CHECK_HPP
