// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <thread>
#include <vector>

namespace herald {

// The program as a process of its own, whose standard error is read line by
// line. Killed with the object if it still runs. Belongs to one thread. It is
// the program of this build, or the one that the environment's HERALD_PROGRAM
// names.
class HeraldProcess {
 public:
  // Starts it with these words after its name.
  explicit HeraldProcess(const std::vector<std::string>& words);
  HeraldProcess(const HeraldProcess&) = delete;
  HeraldProcess& operator=(const HeraldProcess&) = delete;
  ~HeraldProcess();

  // The next line without its end; empty once there are no more. Fails the
  // test if none comes for a minute.
  std::string NextLine();

  // All further lines, up to the process's end.
  std::string Rest();

  // The address in the log line that says where it serves, which must be the
  // next.
  std::string Address();

  // Where it can be watched, as that line says; empty before Address.
  const std::string& monitoring() const { return monitoring_; }

  // Reads all further lines and throws them away, so that the program never
  // waits for somebody to read them.
  void DiscardLines();

  void Signal(int number) const;

  // How much memory it holds now (VmRSS).
  std::size_t ResidentBytes() const;

  // Waits for its end. The exit code; -1 if a signal ended it.
  int ExitCode();

 private:
  pid_t process_ = -1;
  int errors_ = -1;
  std::string unread_;
  std::string monitoring_;
  std::thread discarder_;
};

}  // namespace herald
