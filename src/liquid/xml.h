// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "liquid/value.h"

namespace herald::liquid {

// A parsed XML text as the values that a JSON text would be. Owns what they
// point to.
//
// The root is an object with one member, the root element. An element with
// neither attributes nor child elements is its text. Any other is an object:
// its attributes by `@` and their names, its child elements by their names, and
// its text, if it has any, as `#text`. Several child elements of one name are
// an array, in the place of the first. Names are without their namespace
// prefixes, texts without white space around them; namespace declarations,
// comments and processing instructions are left out.
class XmlDocument {
 public:
  // Parses a whole document in UTF-8, UTF-16, ISO-8859-1 or ASCII, its elements
  // nested at most 64 deep. INVALID_ARGUMENT, which never repeats the text, if
  // it is not well-formed, or has a document type declaration: there are thus
  // no entities but the five of XML itself.
  static absl::StatusOr<XmlDocument> Parse(std::string_view text);

  XmlDocument(XmlDocument&&) noexcept;
  XmlDocument& operator=(XmlDocument&&) noexcept;
  ~XmlDocument();

  // Lives as long as the document.
  Value root() const;

 private:
  class Content;

  explicit XmlDocument(std::unique_ptr<Content> content);

  std::unique_ptr<Content> content_;
};

}  // namespace herald::liquid
