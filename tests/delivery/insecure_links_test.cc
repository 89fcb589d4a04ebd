// SPDX-License-Identifier: Apache-2.0
#include "delivery/insecure_links.h"

#include <gtest/gtest.h>

#include <string>

namespace herald {
namespace {

TEST(InsecureLinks, AreFoundInText) {
  const struct {
    std::string_view text;
    std::size_t count;
    std::string_view first_host;
  } kCases[] = {
      {"", 0, ""},
      {"https://example.com", 0, ""},
      {"http is a protocol: //", 0, ""},
      {"Go to http://example.com/a?b=c", 1, "example.com"},
      {"HTTP://EXAMPLE.com", 1, "EXAMPLE.com"},
      {"See http://example.com. Bye", 1, "example.com"},
      {"(http://example.com), or", 1, "example.com"},
      {"http://example.com:8080/", 1, "example.com"},
      {"http://a.example http://b.example", 2, "a.example"},
      {"https://a.example http://b.example", 1, "b.example"},
      {"http://", 1, ""},
      {"http:///path", 1, ""},
      // What stands ahead of the host may be a password.
      {"http://jane:s3cret@example.com/", 1, "example.com"},
      {"http://192.0.2.1/", 1, "192.0.2.1"},
      {"http://[::1]/", 1, ""},
      // Half of a name would be another host.
      {"http://b\xc3\xbc"
       "cher.example/",
       1, ""},
      // Text has no attributes.
      {"xmlns=\"http://www.w3.org/1999/xhtml\"", 1, "www.w3.org"},
  };
  for (const auto& c : kCases) {
    const InsecureLinks links = FindInsecureLinks(c.text, LinkSyntax::kText);
    EXPECT_EQ(links.count, c.count) << c.text;
    EXPECT_EQ(links.first_host, c.first_host) << c.text;
  }
}

TEST(InsecureLinks, AreFoundInHtmlButForNamesOfVocabularies) {
  const struct {
    std::string_view html;
    std::size_t count;
    std::string_view first_host;
  } kCases[] = {
      {"<a href=\"http://a.example/x\">x</a>", 1, "a.example"},
      {"<a href='http://a.example'>x</a>", 1, "a.example"},
      {"<A HREF=http://a.example>x</A>", 1, "a.example"},
      {"<img src=\"http://a.example&amp;b\">", 1, "a.example"},
      {"<p>http://a.example</p>", 1, "a.example"},
      {"<html xmlns=\"http://www.w3.org/1999/xhtml\">", 0, ""},
      {"<html XMLNS:o = 'http://schemas.example/office'>", 0, ""},
      {"<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\"\n"
       "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><p>",
       0, ""},
      {"<!doctype html><a href=\"http://a.example\">", 1, "a.example"},
      {"<a href=\"http://a.example\"><!doctype html>", 1, "a.example"},
      {"<!doctype http://a.example", 0, ""},
      {"<a title=\"no xmlns here\" href=\"http://a.example\">", 1, "a.example"},
  };
  for (const auto& c : kCases) {
    const InsecureLinks links = FindInsecureLinks(c.html, LinkSyntax::kHtml);
    EXPECT_EQ(links.count, c.count) << c.html;
    EXPECT_EQ(links.first_host, c.first_host) << c.html;
  }
}

TEST(InsecureLinks, AreFoundInAPageOfThemAtOnce) {
  std::string page;
  while (page.size() < 2 << 20) page += "http://";
  EXPECT_EQ(FindInsecureLinks(page, LinkSyntax::kHtml).count, page.size() / 7);
}

TEST(InsecureLinks, HaveHostsOfABoundedLength) {
  const std::string longest(253, 'a');
  EXPECT_EQ(
      FindInsecureLinks("http://" + longest, LinkSyntax::kText).first_host,
      longest);
  EXPECT_EQ(
      FindInsecureLinks("http://a" + longest, LinkSyntax::kText).first_host,
      "");
}

}  // namespace
}  // namespace herald
