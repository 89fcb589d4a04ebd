// SPDX-License-Identifier: Apache-2.0
#include "app/herald_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

extern char** environ;

namespace herald {
namespace {

constexpr int kPatienceMilliseconds = 60'000;

std::string Program() {
  const char* chosen = std::getenv("HERALD_PROGRAM");
  return chosen == nullptr ? HERALD_PROGRAM : chosen;
}

// A text in a log line; empty if it has none of this name.
std::string MemberOf(const std::string& line, const std::string& name) {
  const std::string key = "\"" + name + "\":\"";
  const std::size_t begin = line.find(key);
  if (begin == std::string::npos) return "";
  const std::size_t end = line.find('"', begin + key.size());
  return line.substr(begin + key.size(), end - begin - key.size());
}

}  // namespace

HeraldProcess::HeraldProcess(const std::vector<std::string>& words) {
  std::vector<std::string> all = {Program()};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (std::string& word : all) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  EXPECT_EQ(posix_spawn(&process_, Program().c_str(), &actions, nullptr,
                        arguments.data(), environ),
            0);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  errors_ = ends[0];
}

HeraldProcess::~HeraldProcess() {
  if (process_ >= 0) {
    Signal(SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  if (discarder_.joinable()) discarder_.join();
  close(errors_);
}

std::string HeraldProcess::NextLine() {
  for (;;) {
    const std::size_t end = unread_.find('\n');
    if (end != std::string::npos) {
      std::string line = unread_.substr(0, end);
      unread_.erase(0, end + 1);
      return line;
    }
    pollfd ready = {.fd = errors_, .events = POLLIN};
    if (poll(&ready, 1, kPatienceMilliseconds) != 1) {
      ADD_FAILURE() << "no line for a minute";
      return "";
    }
    char buffer[4096];
    const ssize_t count = read(errors_, buffer, sizeof(buffer));
    if (count <= 0) return "";
    unread_.append(buffer, static_cast<std::size_t>(count));
  }
}

std::string HeraldProcess::Rest() {
  std::string rest;
  for (std::string line = NextLine(); !line.empty(); line = NextLine()) {
    rest += line + "\n";
  }
  return rest;
}

std::string HeraldProcess::Address() {
  const std::string line = NextLine();
  EXPECT_NE(line.find("\"event\":\"serving\""), std::string::npos) << line;
  monitoring_ = MemberOf(line, "monitoring");
  return MemberOf(line, "address");
}

std::size_t HeraldProcess::ResidentBytes() const {
  std::ifstream status("/proc/" + std::to_string(process_) + "/status");
  std::string word;
  while (status >> word) {
    std::size_t kilobytes = 0;
    if (word == "VmRSS:" && status >> kilobytes) return kilobytes * 1024;
  }
  ADD_FAILURE() << "the process tells no VmRSS";
  return 0;
}

void HeraldProcess::DiscardLines() {
  discarder_ = std::thread([errors = errors_] {
    char buffer[65536];
    while (read(errors, buffer, sizeof(buffer)) > 0) continue;
  });
}

void HeraldProcess::Signal(int number) const { kill(process_, number); }

int HeraldProcess::ExitCode() {
  int status = 0;
  EXPECT_EQ(waitpid(process_, &status, 0), process_);
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace herald
