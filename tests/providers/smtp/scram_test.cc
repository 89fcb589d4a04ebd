// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/scram.h"

#include <gtest/gtest.h>

namespace herald {
namespace {

// The example of RFC 7677, section 3.
constexpr char kServerFirst[] =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
    "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

class Scram : public testing::Test {
 protected:
  ScramKeys keys_;
  ScramClient client_{"user", "pencil", "rOprNGfwEbeRWgbNEkqO", keys_};
};

TEST_F(Scram, MakesTheMessagesOfTheStandardsExample) {
  EXPECT_EQ(client_.First(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
  EXPECT_EQ(client_.Final(kServerFirst),
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  EXPECT_TRUE(
      client_.IsServerRight("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
}

TEST_F(Scram, TellsAServerThatDoesNotKnowThePassword) {
  EXPECT_FALSE(client_.IsServerRight("v="));
  ASSERT_TRUE(client_.Final(kServerFirst).has_value());
  for (const char* text : {"v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
                           "v=", "v=AAAA", "e=other-error", ""}) {
    EXPECT_FALSE(client_.IsServerRight(text)) << text;
  }
}

TEST_F(Scram, RefusesAServerThatBreaksTheRules) {
  for (const char* text :
       {"", "r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=!,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095",
        "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000",
        "m=x,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"}) {
    EXPECT_FALSE(client_.Final(text).has_value()) << text;
  }
}

TEST_F(Scram, EscapesAName) {
  const ScramClient client("a=b,c", "pencil", "nonce", keys_);
  EXPECT_EQ(client.First(), "n,,n=a=3Db=2Cc,r=nonce");
}

TEST_F(Scram, RemembersTheKeyOfASalt) {
  const std::string one = keys_.Salted("pencil", "salt", 4096);
  EXPECT_EQ(keys_.Salted("pencil", "salt", 4096), one);
  EXPECT_NE(keys_.Salted("pencil", "other", 4096), one);
  EXPECT_NE(keys_.Salted("pencil", "salt", 4097), one);
}

}  // namespace
}  // namespace herald
