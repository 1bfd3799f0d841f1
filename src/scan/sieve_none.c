/* On other processors there is no sieve. */
#include "scan/sieve_parts.h"

bool sieve_available(void)
{
    return false;
}

void sieve_sift(const struct sieve_tables *t, const char *text, size_t count,
                struct sieve_sifted *out)
{
    (void)t, (void)text, (void)count;
    out->loud = 0;
}
