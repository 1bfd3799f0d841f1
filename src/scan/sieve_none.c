/* On other processors there is no sieve. */
#include "scan/sieve_parts.h"

bool sieve_available(void)
{
    return false;
}

void sieve_sift(const struct sieve_tables *t, struct str text, struct sieve_sink *sink)
{
    (void)t, (void)text, (void)sink;
}
