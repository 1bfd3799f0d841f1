/*
 * `wsalog rules test [PACK [LOG...]]`: examples are proven, and a pack is tried on logs.
 */
#ifndef WSALOG_CLI_RULES_TEST_H
#define WSALOG_CLI_RULES_TEST_H

#include "cli/knowledge.h"
#include "cli/outcome.h"
#include "report/page.h"

/* `words` are what follows the action. The pack is part of what was loaded. */
void rules_test(const struct knowledge *knowledge, const struct option_list *words, struct page *p,
                struct outcome *out);

/* The part with logs. */
void rules_trial(const struct knowledge *knowledge, const char *pack,
                 const struct option_list *logs, struct page *p, struct outcome *out);

/* Text that may be anyone's, made safe to show, as it is written. */
void page_visible(struct page *p, enum ink ink, struct str text);

#endif
