#pragma once

// ANTLR 4.9's Vocabulary has const vectors without an initializer, which GCC lets pass and Clang
// does not. Included before any header of the runtime.
// NOLINTBEGIN: the names are ANTLR's.
#ifdef __clang__
#define _literalNames \
    _literalNames {}
#define _symbolicNames \
    _symbolicNames {}
#define _displayNames \
    _displayNames {}
#include "Vocabulary.h"
#undef _literalNames
#undef _symbolicNames
#undef _displayNames
#endif
// NOLINTEND
