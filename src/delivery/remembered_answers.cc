// SPDX-License-Identifier: Apache-2.0
#include "delivery/remembered_answers.h"

#include <utility>

namespace herald {
namespace {

// More than one addition needs, so that a lowered bound is reached in time.
constexpr int kMaxForgottenAtOnce = 8;

}  // namespace

void RememberedAnswers::Add(Answer answer) {
  PositionsFor(answer.request_id)[answer.request_id] =
      dropped_ + answers_.size();
  const TimePoint now = answer.time;
  answers_.push_back(std::move(answer));
  Forget(now);
}

const RememberedAnswers::Answer* RememberedAnswers::Find(
    const Digest& request_id, TimePoint now) const {
  const Positions& positions = PositionsFor(request_id);
  const auto found = positions.find(request_id);
  if (found == positions.end()) return nullptr;
  const Answer& answer = answers_[found->second - dropped_];
  return IsOld(answer, now) ? nullptr : &answer;
}

void RememberedAnswers::Forget(TimePoint now) {
  for (int i = 0; i < kMaxForgottenAtOnce && !answers_.empty(); ++i) {
    if (!IsOld(answers_.front(), now)) {
      if (answers_.size() <= max_size_) return;
      ++forgotten_early_;
    }
    DropOldest();
  }
}

void RememberedAnswers::DropOldest() {
  const Digest& id = answers_.front().request_id;
  Positions& positions = PositionsFor(id);
  // An id may have been answered again after the first answer grew too old.
  const auto found = positions.find(id);
  if (found->second == dropped_) positions.erase(found);
  answers_.pop_front();
  ++dropped_;
}

}  // namespace herald
