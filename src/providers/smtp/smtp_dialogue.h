// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "http/byte_stream.h"
#include "providers/smtp/smtp_answer.h"

namespace herald {

// Commands and replies over one stream, which must outlive it. Times out when
// the stream does. Belongs to one I/O thread.
class SmtpDialogue {
 public:
  SmtpDialogue(ByteStream& stream, ReplyReader& reader)
      : stream_(stream), reader_(reader) {}

  // Writes one or several commands, and reads the reply to the first. Whatever
  // the server has said unasked before is an error. `commands` must outlive the
  // awaitable.
  boost::asio::awaitable<SmtpAnswer> Ask(SmtpStage stage,
                                         std::string_view commands);

  // The next reply.
  boost::asio::awaitable<SmtpAnswer> Read(SmtpStage stage);

  // Writes a mail with its final dot, and reads the reply. An error says
  // whether the mail may have been taken over.
  boost::asio::awaitable<SmtpAnswer> Submit(std::string_view content);

 private:
  SmtpError Failure(SmtpStage stage, StreamStep step) const;

  ByteStream& stream_;
  ReplyReader& reader_;
};

// The reply if it is of the class `digit`, otherwise the error that it makes.
SmtpAnswer Expect(SmtpAnswer answer, SmtpStage stage, int digit);

}  // namespace herald
