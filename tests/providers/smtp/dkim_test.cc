// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/dkim.h"

#include <gmock/gmock.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "fakes/temporary_file.h"
#include "parsed_mail.h"
#include "providers/smtp/base64.h"
#include "providers/smtp/dkim_relaxed.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// A private key in PEM, and the record that publishes its other half.
struct KeyPair {
  std::string pem;
  std::string record;
};

KeyPair MakePair(EVP_PKEY* key) {
  KeyPair pair;
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  pair.pem.assign(bytes, static_cast<std::size_t>(size));
  BIO_free(bio);
  if (EVP_PKEY_is_a(key, "RSA")) {
    unsigned char* der = nullptr;
    const int der_size = i2d_PUBKEY(key, &der);
    pair.record =
        "v=DKIM1; k=rsa; p=" + ToBase64({reinterpret_cast<char*>(der),
                                         static_cast<std::size_t>(der_size)});
    OPENSSL_free(der);
  } else {
    std::string raw(32, '\0');
    std::size_t raw_size = raw.size();
    EVP_PKEY_get_raw_public_key(
        key, reinterpret_cast<unsigned char*>(raw.data()), &raw_size);
    pair.record = "v=DKIM1; k=ed25519; p=" + ToBase64(raw);
  }
  EVP_PKEY_free(key);
  return pair;
}

KeyPair RsaPair(std::size_t bits) {
  return MakePair(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits));
}
KeyPair Ed25519Pair() {
  return MakePair(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
}

DkimKey Key(const KeyPair& pair, const std::string& selector) {
  return DkimKey::Parse(pair.pem, "example.com", selector).value();
}

// What python3-dkim says of each signature.
std::string Verified(const std::string& mail, const KeyPair& rsa,
                     const KeyPair& ed) {
  const TemporaryFile file(mail);
  return OutputOf("/usr/bin/python3 " HERALD_SOURCE_DIR
                  "/tests/providers/smtp/verify_dkim.py '" +
                  file.path() + "' 'rsa._domainkey.example.com=" + rsa.record +
                  "' 'ed._domainkey.example.com=" + ed.record + "' 2>&1");
}

class Dkim : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    rsa_ = RsaPair(2048);
    ed_ = Ed25519Pair();
  }

  Mail Signed(const MailParts& parts) const {
    Mail mail = BuildMail(parts);
    SignMail({Key(rsa_, "rsa"), Key(ed_, "ed")},
             absl::FromUnixSeconds(1'700'000'000), mail);
    return mail;
  }

  static KeyPair rsa_;
  static KeyPair ed_;
};

KeyPair Dkim::rsa_;
KeyPair Dkim::ed_;

TEST_F(Dkim, IsVerifiedByAnotherImplementation) {
  MailParts parts = PlainParts();
  parts.from.name = "Grüße";
  parts.subject = "A subject  with   spaces and ümlauts";
  parts.text = "Trailing \t\n\n.\n  two  spaces\n\n\n";
  parts.html = "<p>你好</p>";
  parts.headers = {{"List-Unsubscribe", "<https://example.com/u>"}};
  EXPECT_EQ(Verified(Whole(Signed(parts)), rsa_, ed_), "right\nright\n");
}

TEST_F(Dkim, IsVerifiedForAnEmptyBody) {
  MailParts parts = PlainParts();
  parts.text = "\n\n";
  EXPECT_EQ(Verified(Whole(Signed(parts)), rsa_, ed_), "right\nright\n");
}

TEST_F(Dkim, BreaksWithEveryChangeThatAReaderSees) {
  const std::string mail = Whole(Signed(PlainParts()));
  const std::pair<std::string, std::string> changes[] = {
      {"Subject: Your code", "Subject: My code"},
      {"It is 123456.", "It is 654321."},
      {"To: jane@", "To: joan@"},
      {"Subject: Your code", "Subject: Your code\r\nSubject: Another"},
      {"Subject: Your code", "Subject: Your code\r\nReply-To: x@example.org"},
      {"From: Example", "From: Evil <evil@example.org>\r\nFrom: Example"},
      {"Subject: Your code", "Subject: Your code\r\nCc: x@example.org"},
  };
  for (const auto& [before, after] : changes) {
    std::string changed = mail;
    changed.replace(changed.find(before), before.size(), after);
    EXPECT_EQ(Verified(changed, rsa_, ed_), "wrong\nwrong\n") << after;
  }
}

TEST_F(Dkim, SurvivesWhatRelaysDo) {
  std::string mail = Whole(Signed(PlainParts()));
  mail.replace(mail.find("Subject: Your code"), 18,
               "SUBJECT:   Your \r\n\tcode  ");
  mail = "Received: from x\r\n" + mail + "\r\n\r\n";
  EXPECT_EQ(Verified(mail, rsa_, ed_), "right\nright\n");
}

TEST_F(Dkim, HasLinesThatFit) {
  const Mail mail = Signed(PlainParts());
  for (std::size_t begin = 0; begin < mail.head.size();) {
    const std::size_t end = mail.head.find("\r\n", begin);
    EXPECT_LE(end - begin, 78u) << mail.head.substr(begin, end - begin);
    begin = end + 2;
  }
}

TEST_F(Dkim, RefusesAKeyThatNobodyWouldTrust) {
  const auto fault = [](const std::string& pem) {
    return std::string(DkimKey::Parse(pem, "d", "s").status().message());
  };
  EXPECT_THAT(fault("nonsense"), HasSubstr("no private key in PEM"));
  EXPECT_THAT(fault(RsaPair(512).pem), HasSubstr("1024 to 4096 bits"));
  const KeyPair curve =
      MakePair(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  EXPECT_THAT(fault(curve.pem), HasSubstr("RSA or Ed25519"));
}

// RFC 6376, section 3.4.5.
TEST(DkimRelaxed, IsTheStandardsExample) {
  EXPECT_EQ(RelaxedField("A: X"), "a:X\r\n");
  EXPECT_EQ(RelaxedField("B : Y\t\r\n\tZ  "), "b:Y Z\r\n");
  EXPECT_EQ(RelaxedBody(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");
  EXPECT_EQ(RelaxedBody("\r\n\r\n"), "");
  EXPECT_EQ(RelaxedBody(""), "");
}

TEST(DkimRelaxed, SignsEachFieldOnceMoreThanItIsThere) {
  const SignedFields fields =
      CollectSignedFields("From: a\r\nsubject: b\r\n c\r\nX-Other: d\r\n");
  EXPECT_EQ(fields.relaxed, "from:a\r\nsubject:b c\r\n");
  EXPECT_THAT(fields.names,
              StartsWith("from:from:to:cc:subject:subject:date:"));
}

}  // namespace
}  // namespace herald
