/*
 * What a thread has found out of runs of digits: for the files of digits.h alone.
 */
#ifndef WSALOG_SCAN_DIGITS_MEMORY_H
#define WSALOG_SCAN_DIGITS_MEMORY_H

#include "scan/digits_states.h"

/* What of a state is on a way to an end that counts (digits_ways.c); of the questions that fall
 * together the last one. */
#define PRUNED_BITS 12
struct pruned {
    uint32_t question; /* never 0: states within a run are not the first ones */
    uint16_t kept;
    bool in_parts;       /* what is read is not just the run */
    bool in_parts_later; /* the same, unless the state is that of the first digit */
};

/* The states that some digits lead to, each once, and from which of them digits that matter follow.
 */
#define FRONT_MAX 512
struct front {
    uint16_t places[STATES_MAX + 1]; /* by state: where it may be among the states */
    uint16_t states[FRONT_MAX];
    bool matters[FRONT_MAX];
    size_t count;
};

/* All questions: by what stands before, the length, and the byte behind (digits_questions.c). */
#define QUESTION_SLOTS 1024
#define QUESTIONS_MAX (QUESTION_SLOTS / 4 * 3)
struct questions {
    struct digits_question slots[QUESTION_SLOTS]; /* by hash; free ones have the length 0 */
    size_t count;
    struct digits_question any; /* asked when there is no room, or of long numbers: of length 0 */
    struct front fronts[DIGITS_VALUE_MAX + 1]; /* by how many digits; for one range at a time */
};

struct digits_memory {
    struct states states;
    struct pruned pruned[1 << PRUNED_BITS];
    struct questions questions;
};

void questions_init(struct questions *q); /* all zeros */
void questions_release(struct questions *q);

/* digits_question() by what stands around the number. */
struct digits_question *question_of(struct digits_memory *m, uint16_t before, size_t len,
                                    char behind);

/* Finds out the range of a question and its heads, unless it is known; not where that is too much.
 */
void question_find_range(struct digits_memory *m, struct digits_question *q);
size_t question_head_words(size_t len); /* how many its heads take */

/* The ways of digits_ways() by what stands around the number. */
bool ways_between(struct digits_memory *m, uint16_t before, struct str run, char behind,
                  struct digits_ways *out);

/* Finds out the families of a question about five digits, unless they are known; not without
 * memory for them. */
void question_find_families(struct digits_memory *m, struct digits_question *q);

/* What was learnt: the states, with which a memory begins (false: out of memory), and the range,
 * heads and families of a question (false: they were not). */
bool states_recall(struct states *s, const struct digits_learnt *learnt);
bool question_recall(const struct digits *d, struct digits_question *q);

#endif
