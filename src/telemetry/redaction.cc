// SPDX-License-Identifier: Apache-2.0
#include "telemetry/redaction.h"

#include <utility>

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "telemetry/digit_runs.h"
#include "telemetry/folded_text.h"

namespace herald {
namespace {

constexpr std::string_view kMask = "***";

// So much of a text is kept. More is read, so that a secret of the largest
// size, percent-encoded, which begins in the kept part is seen whole.
constexpr std::size_t kMaxKeptBytes = 64 << 10;
constexpr std::size_t kMaxReadBytes = 4 * kMaxKeptBytes;

// A part of a text and what stands there instead.
struct Replacement {
  TextSpan span;
  std::string text;
};

using Replacements = std::vector<Replacement>;

// Keeps the list short where a short term occurs again and again.
void Add(TextSpan span, std::string_view text, Replacements* out) {
  if (!out->empty() && out->back().text == text &&
      out->back().span.begin <= span.begin &&
      span.begin <= out->back().span.end) {
    out->back().span.end = std::max(out->back().span.end, span.end);
  } else {
    out->push_back({span, std::string(text)});
  }
}

void AddOccurrences(const FoldedText& text, std::string_view term,
                    std::string_view replacement, Replacements* out) {
  for (const std::size_t begin : FindAll(text.characters(), term)) {
    Add(text.Source(begin, begin + term.size()), replacement, out);
  }
}

std::string OnlyDigits(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](unsigned char c) { return absl::ascii_isdigit(c); });
  return digits;
}

// How many last digits of a phone number give it away: the shortest form that
// lacks the country's code of up to three digits, or what a local call needs.
std::size_t TellingDigits(std::size_t digits) {
  const std::size_t without_country = digits > 3 ? digits - 3 : digits;
  return std::min(digits, std::clamp<std::size_t>(without_country, 5, 7));
}

// Includes the signs that belong to a number, so that none is left over.
std::size_t WithLeadingSigns(std::string_view text, std::size_t begin) {
  while (begin > 0 && (text[begin - 1] == '+' || text[begin - 1] == '(')) {
    --begin;
  }
  return begin;
}

void AddPhoneNumber(const FoldedText& text, const DigitRun& run,
                    std::string_view number, std::string_view source,
                    Replacements* out) {
  const std::size_t telling = TellingDigits(number.size());
  const std::string_view tail = number.substr(number.size() - telling);
  const std::string kept =
      std::string(kMask).append(number.substr(number.size() - 2));
  for (const std::size_t found : FindAll(run.digits, tail)) {
    std::size_t first = found;
    std::size_t rest = number.size() - telling;
    while (first > 0 && rest > 0 && run.digits[first - 1] == number[rest - 1]) {
      --first;
      --rest;
    }
    TextSpan span = text.Source(run.positions[first],
                                run.positions[found + telling - 1] + 1);
    span.begin = WithLeadingSigns(source, span.begin);
    Add(span, kept, out);
  }
}

void AddDigits(const FoldedText& text, std::string_view source,
               const PrivateTerms& terms, Replacements* out) {
  const std::string number = OnlyDigits(terms.phone_number);
  const std::string code = OnlyDigits(terms.code);
  const bool is_number = number.size() >= 2;
  const bool is_digit_code =
      !code.empty() &&
      terms.code.find_first_not_of("0123456789 -") == std::string_view::npos;
  if (!is_number && !is_digit_code) return;
  for (const DigitRun& run : FindDigitRuns(text.characters())) {
    if (is_number) AddPhoneNumber(text, run, number, source, out);
    if (!is_digit_code) continue;
    for (const std::size_t found : FindAll(run.digits, code)) {
      const std::size_t last = run.positions[found + code.size() - 1];
      Add(text.Source(run.positions[found], last + 1), kMask, out);
    }
  }
}

std::string MaskedAddress(std::string_view address) {
  const std::size_t at = address.rfind('@');
  std::string masked(kMask);
  if (at != std::string_view::npos) masked += address.substr(at);
  return masked;
}

// The text with the replacements made; where several meet, one for all.
std::string Apply(std::string_view text, Replacements replacements) {
  std::sort(replacements.begin(), replacements.end(),
            [](const Replacement& a, const Replacement& b) {
              return a.span.begin < b.span.begin;
            });
  std::string result;
  std::size_t done = 0;
  for (std::size_t i = 0; i < replacements.size();) {
    auto [span, replacement] = std::move(replacements[i]);
    for (++i; i < replacements.size() && replacements[i].span.begin <= span.end;
         ++i) {
      span.end = std::max(span.end, replacements[i].span.end);
      if (replacements[i].text != replacement) replacement = kMask;
    }
    if (span.begin >= kMaxKeptBytes) break;
    result.append(text.substr(done, span.begin - done)).append(replacement);
    done = span.end;
  }
  if (done < kMaxKeptBytes) {
    result.append(text.substr(done, kMaxKeptBytes - done));
  }
  return result;
}

}  // namespace

Redactor::Redactor(std::vector<std::string> secrets)
    : secrets_(std::move(secrets)) {}

std::string Redactor::Redact(std::string_view text,
                             const PrivateTerms& terms) const {
  if (text.empty()) return {};
  text = text.substr(0, kMaxReadBytes);
  const std::string address = MaskedAddress(terms.email_address);
  Replacements replacements;
  // Both as it came and decoded: a percent sign before a secret could
  // otherwise swallow the secret's first characters, and hide it.
  for (const auto percent :
       {FoldedText::Percent::kKeep, FoldedText::Percent::kDecode}) {
    const FoldedText folded(text, percent);
    const auto add = [&](std::string_view term, std::string_view replacement) {
      AddOccurrences(folded, FoldedText(term, percent).characters(),
                     replacement, &replacements);
    };
    for (const std::string& secret : secrets_) add(secret, kMask);
    add(terms.code, kMask);
    add(terms.email_address, address);
    AddDigits(folded, text, terms, &replacements);
  }
  return Apply(text, std::move(replacements));
}

}  // namespace herald
