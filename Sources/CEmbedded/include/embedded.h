#ifndef BENELUX_EMBEDDED_H
#define BENELUX_EMBEDDED_H

#include <stddef.h>
#include <stdint.h>

/// Files compiled into the binary with `#embed`. The packs are written by scripts/pack-catalogue.
/// Layout of a pack: for each file, sorted by path: "PATH<TAB>BYTES\n", the bytes, "\n".

/// The form catalogue: definitions, schemas, parts, code lists.
const uint8_t *embedded_catalogue(void);
size_t embedded_catalogue_bytes(void);

/// The database migrations, sql/*.sql.
const uint8_t *embedded_migrations(void);
size_t embedded_migrations_bytes(void);

/// The descriptors of everything in proto/: a google.protobuf.FileDescriptorSet, not a pack, written
/// by scripts/generate-proto.
const uint8_t *embedded_protocol(void);
size_t embedded_protocol_bytes(void);

/// The tables of Unicode data, written by scripts/generate-unicode, which has their layout.
const uint32_t *embedded_unicode(void);
size_t embedded_unicode_bytes(void);

#endif
