// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>

namespace herald {

// An OpenSSL BIO over a non-blocking socket, which stays the caller's. Unlike
// OpenSSL's own it never raises SIGPIPE. Null if out of memory.
BIO* NewSocketBio(int socket);

}  // namespace herald
