// SPDX-License-Identifier: Apache-2.0
#include "app/signals.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

namespace herald {
namespace {

sigset_t SetOf(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

void ExitAtOnce(int) { _exit(1); }

void EndAtTheNext() {
  struct sigaction action = {};
  action.sa_handler = ExitAtOnce;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  const sigset_t stops = SetOf({SIGTERM, SIGINT});
  pthread_sigmask(SIG_UNBLOCK, &stops, nullptr);
}

}  // namespace

Signals::Signals() {
  const sigset_t all = SetOf({SIGTERM, SIGINT, SIGHUP});
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

Signals::Request Signals::Wait() {
  const sigset_t all = SetOf({SIGTERM, SIGINT, SIGHUP});
  int number = 0;
  while (sigwait(&all, &number) != 0) continue;
  if (number == SIGHUP) return {Request::Action::kReload, "SIGHUP"};
  EndAtTheNext();
  return {Request::Action::kStop, number == SIGTERM ? "SIGTERM" : "SIGINT"};
}

}  // namespace herald
