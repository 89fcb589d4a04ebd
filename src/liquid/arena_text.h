// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "liquid/render_context.h"
#include "liquid/text_builder.h"

namespace herald::liquid {

// Text that a filter or tag makes, in the arena of the rendering. What goes
// beyond the bound on temporaries is dropped, with an error in the context.
class ArenaText final : public TextBuilder {
 public:
  explicit ArenaText(RenderContext* context)
      : TextBuilder(nullptr, 0), context_(context) {}

  // Makes room ahead of what is to come.
  void Reserve(std::size_t bytes) {
    if (bytes > capacity()) Grow(bytes - size());
  }

  // The text, which lasts as long as the rendering. Nothing may be appended
  // any more.
  std::string_view Finish();

 private:
  bool Grow(std::size_t bytes) override;

  RenderContext* context_;
};

}  // namespace herald::liquid
