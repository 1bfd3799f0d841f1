/*
 * The style sheet of the HTML report: report.css, embedded at build time.
 */
#ifndef WSALOG_REPORT_STYLESHEET_H
#define WSALOG_REPORT_STYLESHEET_H

#include "base/str.h"

struct stylesheet {
    struct str text;    /* ASCII; goes between <style> and </style> as it is */
    const char *sha256; /* of it, in base64, for the Content-Security-Policy */
};

extern const struct stylesheet report_stylesheet;

#endif
