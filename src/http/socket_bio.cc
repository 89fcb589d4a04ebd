// SPDX-License-Identifier: Apache-2.0
#include "http/socket_bio.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <memory>

namespace herald {
namespace {

int Socket(BIO* bio) {
  return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

bool MayRetry() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int Write(BIO* bio, const char* bytes, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t sent = send(Socket(bio), bytes, size, MSG_NOSIGNAL);
  if (sent < 0 && MayRetry()) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int Read(BIO* bio, char* bytes, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t received = recv(Socket(bio), bytes, size, 0);
  if (received < 0 && MayRetry()) BIO_set_retry_read(bio);
  if (received == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  return static_cast<int>(received);
}

long Control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_FLUSH) return 1;
  if (command == BIO_CTRL_EOF)
    return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
  return 0;
}

struct MethodDeleter {
  void operator()(BIO_METHOD* method) const { BIO_meth_free(method); }
};

std::unique_ptr<BIO_METHOD, MethodDeleter> MakeMethod() {
  std::unique_ptr<BIO_METHOD, MethodDeleter> method(BIO_meth_new(
      BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "herald socket"));
  BIO_meth_set_write(method.get(), Write);
  BIO_meth_set_read(method.get(), Read);
  BIO_meth_set_ctrl(method.get(), Control);
  return method;
}

}  // namespace

BIO* NewSocketBio(int socket) {
  static const std::unique_ptr<BIO_METHOD, MethodDeleter> method = MakeMethod();
  BIO* bio = BIO_new(method.get());
  if (bio == nullptr) return nullptr;
  BIO_set_data(bio, reinterpret_cast<void*>(std::intptr_t{socket}));
  BIO_set_init(bio, 1);
  return bio;
}

}  // namespace herald
