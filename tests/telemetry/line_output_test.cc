// SPDX-License-Identifier: Apache-2.0
#include "telemetry/line_output.h"

#include <utility>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace herald {
namespace {

using namespace std::chrono_literals;

// A pipe, of which whatever is unread counts.
class LineOutputTest : public ::testing::Test {
 protected:
  LineOutputTest() { EXPECT_EQ(pipe(ends_), 0); }

  ~LineOutputTest() override {
    close(ends_[0]);
    if (ends_[1] >= 0) close(ends_[1]);
  }

  void EndWriting() { close(std::exchange(ends_[1], -1)); }

  std::string ReadToEnd() {
    std::string read_bytes;
    char bytes[4096];
    for (ssize_t size; (size = read(ends_[0], bytes, sizeof(bytes))) > 0;)
      read_bytes.append(bytes, static_cast<std::size_t>(size));
    return read_bytes;
  }

  int ends_[2];
};

TEST_F(LineOutputTest, WritesLines) {
  LineOutput output(ends_[1]);
  output.Write("one");
  output.Write("two");
  EndWriting();
  EXPECT_EQ(ReadToEnd(), "one\ntwo\n");
}

TEST_F(LineOutputTest, KeepsTheLinesOfManyThreadsWhole) {
  LineOutput output(ends_[1]);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&output, i] {
      const std::string line(100, static_cast<char>('a' + i));
      for (int n = 0; n < 1000; ++n) output.Write(line);
    });
  }
  std::thread closer([&] {
    for (std::thread& thread : threads) thread.join();
    output.Flush(10s);
    EndWriting();
  });
  const std::string written = ReadToEnd();
  closer.join();
  ASSERT_EQ(written.size(), 4u * 1000 * 101);
  int counts[4] = {};
  for (std::size_t at = 0; at < written.size(); at += 101) {
    const char letter = written[at];
    EXPECT_EQ(written.substr(at, 101), std::string(100, letter) + "\n");
    ++counts[letter - 'a'];
  }
  EXPECT_THAT(counts, testing::Each(1000));
}

TEST_F(LineOutputTest, HoldsUpNobodyWhoseReaderStandsStill) {
  LineOutput output(ends_[1]);
  int lines = 0;
  for (; output.dropped() == 0; ++lines) output.Write(std::string(999, 'x'));
  const auto dropped = output.dropped();
  // Neither does waiting for the reader go on for ever.
  output.Flush(1ms);
  std::string all;
  std::thread reader([&] { all = ReadToEnd(); });
  output.Flush(10s);
  output.Write(std::string(999, 'x'));
  output.Flush(10s);
  EXPECT_EQ(output.dropped(), dropped);
  EndWriting();
  reader.join();
  EXPECT_EQ(all.size(), static_cast<std::size_t>(lines) * 1000);
  EXPECT_GT(all.size(), LineOutput::kMaxWaitingBytes);
}

TEST_F(LineOutputTest, GoesOnOnceTheReaderDoes) {
  LineOutput output(ends_[1]);
  while (output.dropped() == 0) output.Write(std::string(999, 'x'));
  std::thread reader([&] { ReadToEnd(); });
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  bool is_kept = false;
  while (!is_kept && std::chrono::steady_clock::now() < deadline) {
    const auto before = output.dropped();
    output.Write(std::string(999, 'x'));
    is_kept = output.dropped() == before;
  }
  EXPECT_TRUE(is_kept);
  EndWriting();
  reader.join();
}

TEST_F(LineOutputTest, WritesWhatHadToWaitWithTheNextLine) {
  LineOutput output(ends_[1]);
  const int size = fcntl(ends_[1], F_GETPIPE_SZ);
  output.Write(std::string(static_cast<std::size_t>(size) + 10, 'x'));
  std::string all(static_cast<std::size_t>(size), '\0');
  ASSERT_EQ(read(ends_[0], all.data(), all.size()), size);
  output.Write("next");
  EndWriting();
  EXPECT_EQ(ReadToEnd(), "xxxxxxxxxx\nnext\n");
}

TEST_F(LineOutputTest, WorksWithADescriptorThatDoesNotBlock) {
  ASSERT_EQ(fcntl(ends_[1], F_SETFL, O_NONBLOCK), 0);
  LineOutput output(ends_[1]);
  std::thread writer([&] {
    for (int i = 0; i < 3; ++i) output.Write(std::string(500'000, 'x'));
    output.Flush(10s);
    EndWriting();
  });
  EXPECT_EQ(ReadToEnd().size(), 3u * 500'001);
  writer.join();
  EXPECT_EQ(output.dropped(), 0);
}

TEST(LineOutput, CountsWhatCannotBeWritten) {
  const int file = open("/dev/null", O_RDONLY);
  LineOutput output(file);
  output.Write("one");
  output.Write("two");
  EXPECT_EQ(output.dropped(), 2);
  close(file);
}

}  // namespace
}  // namespace herald
