// The one door to libpq. pkg-config supplies the include path, which differs between platforms.
#pragma once
#include <libpq-fe.h>
