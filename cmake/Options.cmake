# Optional parts. Without the prefilter the answer of the program is the same.
set(WSALOG_VECTORSCAN "AUTO" CACHE STRING
    "Prefilter with Vectorscan or Hyperscan: ON (required), OFF, or AUTO (when found)")
set_property(CACHE WSALOG_VECTORSCAN PROPERTY STRINGS AUTO ON OFF)
set(WSALOG_EVTX "AUTO" CACHE STRING
    "Read Windows event logs with libevtx: ON (required), OFF, or AUTO (when found)")
set_property(CACHE WSALOG_EVTX PROPERTY STRINGS AUTO ON OFF)
option(WSALOG_WERROR "Treat compiler warnings as errors" OFF)
option(WSALOG_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(WSALOG_COVERAGE "Build with coverage counters" OFF)
