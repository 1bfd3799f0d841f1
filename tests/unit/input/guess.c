#include "input/guess.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <iconv.h>

/* The text in a code page. */
static struct str encode(const char *text, const char *page, char *to, size_t room)
{
    iconv_t lib = iconv_open(page, "UTF-8");
    assert_true(lib != (iconv_t)-1);
    char copy[512];
    size_t in_len = strlen(text);
    assert_true(in_len < sizeof copy);
    memcpy(copy, text, in_len);
    char *in = copy, *out = to;
    size_t left = room;
    assert_int_equal(iconv(lib, &in, &in_len, &out, &left), 0);
    (void)iconv_close(lib);
    return (struct str){to, room - left};
}

static struct guess guess(struct str text, const char *phrase)
{
    const char *items[] = {phrase};
    struct phrases phrases = {items, phrase != NULL};
    struct guess g;
    assert_true(guess_page(text, &phrases, &g));
    return g;
}

static void pages_by_their_letters(void **state)
{
    (void)state;
    static const struct {
        const char *page, *name, *text;
    } cases[] = {
        {"CP1252", "Windows-1252", "Verbindung möglich, Übertragung läuft, größer"},
        {"CP1252", "Windows-1252", "La connexion a été fermée après le délai, où ça"},
        {"CP1252", "Windows-1252", "forbindelsen blev afbrudt på grund af en fejl i værten, prøv"},
        {"CP1252", "Windows-1252", "La conexión se cerró, inténtelo mañana"},
        {"CP1252", "Windows-1252", "price 5 € “quoted” – dash"},
        {"CP1251", "Windows-1251", "Не удалось выполнить запрос, Повторите попытку"},
        {"CP866", "cp866", "Не удалось выполнить запрос, Повторите попытку"},
        {"CP1250", "Windows-1250", "Połączenie zostało zerwane, spróbuj później"},
        {"CP1250", "Windows-1250", "Spojení bylo přerušeno, zkuste to později"},
        {"CP1250", "Windows-1250", "A kapcsolat megszűnt, próbálja később"},
        {"GB18030", "GBK", "连接超时，请稍后重试 服务器没有响应"},
        {"CP932", "Shift-JIS", "接続がタイムアウトしました。サーバーが応答しません"},
        {"CP949", "EUC-KR", "연결 시간이 초과되었습니다 서버가 응답하지 않습니다"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char bytes[512];
        struct guess g = guess(encode(cases[i].text, cases[i].page, bytes, sizeof bytes), NULL);
        if (!g.name || strcmp(g.name, cases[i].name) != 0)
            fail_msg("%s: %s", cases[i].text, g.name ? g.name : "none");
    }
}

/* Too short to tell by the letters: a known text does. */
static void what_makes_no_sense(void **state)
{
    (void)state;
    static const struct {
        const char *page, *text;
        bool senseless;
    } cases[] = {
        {"IBM037", "2026-03-02 08:00:00 ERROR connect to db01:1433 failed: WSAECONNREFUSED", true},
        {"BIG5", "遠端主機已強制關閉一個現存的連線。", true},
        {"CP1251", "Удаленный хост принудительно разорвал существующее подключение", false},
        {"CP932", "既存の接続はリモート ホストに強制的に切断されました。", false},
        {"CP1252", "connect to db01:1433 failed: WSAECONNREFUSED, größer", false},
        {"UTF-8", "遠端主機已強制關閉一個現存的連線。", false},
        {"UTF-8", "connect to db01:1433 failed", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char bytes[512];
        struct guess g = guess(encode(cases[i].text, cases[i].page, bytes, sizeof bytes), NULL);
        if (g.senseless != cases[i].senseless)
            fail_msg("%s in %s: %d", cases[i].text, cases[i].page, g.senseless);
    }
    unsigned char noise[512];
    uint32_t chance = 1;
    for (size_t i = 0; i < sizeof noise; i++) {
        chance = chance * 1664525 + 1013904223;
        noise[i] = (unsigned char)((chance >> 24) % 255 + 1);
    }
    assert_true(guess((struct str){(char *)noise, sizeof noise}, NULL).senseless);
}

static void a_known_phrase_wins(void **state)
{
    (void)state;
    char bytes[64];
    struct str text = encode("x ¤ў", "CP1251", bytes, sizeof bytes);
    assert_string_equal(guess(text, "x ¤ў").name, "Windows-1251");
}

static void what_stays_utf8(void **state)
{
    (void)state;
    struct guess ascii = guess(STR("all of it ASCII\n"), NULL);
    assert_false(ascii.decided);
    assert_null(ascii.page);
    assert_false(guess(STR("the first one is cut: \xe8\xbf"), NULL).decided);
    static const char *const texts[] = {
        "Größe\n", "连接超时", "Größe, cut within a character: \xe8\xbf",
        "Größe, Übertragung, and \xe4\n", "one \xef\xbf\xbd more\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct guess g = guess(str_from(texts[i]), NULL);
        assert_true(g.decided);
        assert_null(g.page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_by_their_letters),
        cmocka_unit_test(what_makes_no_sense),
        cmocka_unit_test(a_known_phrase_wins),
        cmocka_unit_test(what_stays_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
