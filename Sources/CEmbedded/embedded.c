#include "embedded.h"

// The compiler has #embed; it only remarks that the language standard in force is older.
#pragma clang diagnostic ignored "-Wc23-extensions"

// A pack may be empty, so each ends in a byte that is not counted.
static const uint8_t catalogue[] = {
#embed "catalogue.pack" suffix(, )
    0};

static const uint8_t migrations[] = {
#embed "migrations.pack" suffix(, )
    0};

static const uint8_t protocol[] = {
#embed "protocol.pb" suffix(, )
    0};

// Read as words of 32 bits.
static const _Alignas(uint32_t) uint8_t unicode[] = {
#embed "unicode.pack"
};

const uint8_t *embedded_catalogue(void) { return catalogue; }
size_t embedded_catalogue_bytes(void) { return sizeof(catalogue) - 1; }

const uint8_t *embedded_migrations(void) { return migrations; }
size_t embedded_migrations_bytes(void) { return sizeof(migrations) - 1; }

const uint8_t *embedded_protocol(void) { return protocol; }
size_t embedded_protocol_bytes(void) { return sizeof(protocol) - 1; }

const uint32_t *embedded_unicode(void) { return (const uint32_t *)unicode; }
size_t embedded_unicode_bytes(void) { return sizeof(unicode); }
