// SPDX-License-Identifier: Apache-2.0
#include "http/alarm.h"

#include <utility>

#include <boost/system/error_code.hpp>

namespace herald {

AlarmClock::AlarmClock(const boost::asio::any_io_executor& executor)
    : timer_(executor), self_(std::make_shared<AlarmClock*>(this)) {}

void AlarmClock::Arm(TimePoint when) {
  if (is_armed_ && armed_for_ <= when) return;
  is_armed_ = true;
  armed_for_ = when;
  timer_.expires_at(when);
  timer_.async_wait([self = std::weak_ptr<AlarmClock*>(self_)](
                        const boost::system::error_code& error) {
    if (error) return;
    if (const auto clock = self.lock()) (*clock)->RingDueAlarms();
  });
}

void AlarmClock::RingDueAlarms() {
  // A handler that was due already cannot be cancelled, so the timer may have
  // been armed anew since. Arming once more does no harm.
  is_armed_ = false;
  const TimePoint now = std::chrono::steady_clock::now();
  while (!alarms_.empty() && alarms_.begin()->first <= now) {
    Alarm* alarm = alarms_.begin()->second;
    alarm->is_set_ = false;
    alarm->spare_ = alarms_.extract(alarms_.begin());
    alarm->ring_();
  }
  if (!alarms_.empty()) Arm(alarms_.begin()->first);
}

Alarm::Alarm(AlarmClock& clock, std::function<void()> ring)
    : clock_(clock), ring_(std::move(ring)) {}

void Alarm::Set(std::chrono::steady_clock::time_point when) {
  AlarmClock::Alarms& alarms = clock_.alarms_;
  if (is_set_) spare_ = alarms.extract(position_);
  if (spare_) {
    spare_.key() = when;
    position_ = alarms.insert(std::move(spare_));
  } else {
    position_ = alarms.emplace(when, this);
  }
  is_set_ = true;
  clock_.Arm(when);
}

void Alarm::Clear() {
  if (!is_set_) return;
  is_set_ = false;
  spare_ = clock_.alarms_.extract(position_);
  if (!clock_.alarms_.empty()) return;
  clock_.is_armed_ = false;
  clock_.timer_.cancel();
}

}  // namespace herald
