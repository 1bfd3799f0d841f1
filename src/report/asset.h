/*
 * What the HTML report carries along: report.css and report.js, embedded at build time.
 */
#ifndef WSALOG_REPORT_ASSET_H
#define WSALOG_REPORT_ASSET_H

#include "base/str.h"

struct asset {
    struct str text;    /* ASCII; goes between <style> or <script> and its end as it is */
    const char *sha256; /* of it, in base64, for the Content-Security-Policy */
};

extern const struct asset report_stylesheet;
extern const struct asset report_script;

#endif
