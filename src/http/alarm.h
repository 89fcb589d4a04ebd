// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace herald {

class Alarm;

// Rings many alarms with one timer: setting one costs a map node, not a timer
// operation, since most deadlines are taken back long before they come. Belongs
// to one I/O thread and must outlive its alarms. While an alarm is set, the
// timer counts as work of the executor.
class AlarmClock {
 public:
  explicit AlarmClock(const boost::asio::any_io_executor& executor);

 private:
  friend class Alarm;
  using TimePoint = std::chrono::steady_clock::time_point;
  using Alarms = std::multimap<TimePoint, Alarm*>;

  // Makes the timer fire at `when` or before.
  void Arm(TimePoint when);
  void RingDueAlarms();

  Alarms alarms_;
  boost::asio::steady_timer timer_;
  bool is_armed_ = false;
  TimePoint armed_for_;

  // Dies with this object. A timer handler that runs later sees that.
  std::shared_ptr<AlarmClock*> self_;
};

// Calls a function once, on the I/O thread, when the time set has come. The
// function must not destroy the alarm.
class Alarm {
 public:
  Alarm(AlarmClock& clock, std::function<void()> ring);
  ~Alarm() { Clear(); }
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;

  // Replaces the time set before.
  void Set(std::chrono::steady_clock::time_point when);
  void Clear();
  bool is_set() const { return is_set_; }

 private:
  friend class AlarmClock;

  AlarmClock& clock_;
  std::function<void()> ring_;
  bool is_set_ = false;
  AlarmClock::Alarms::iterator position_;  // While set.
  AlarmClock::Alarms::node_type spare_;    // Reused: no allocation a request.
};

}  // namespace herald
