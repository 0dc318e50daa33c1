// A hand scanner that acts as a keyboard ("wedge"): tells its bursts of keys from a person who types. Pure: keys come
// in with their times.
//
// Owned by the window that gets the keys, on its thread. Hand in the time of the key event itself, not of its handling:
// a busy window would make a slow typist look like a scanner.
#pragma once

#include "core/base/instant.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace einlass::scan {

struct WedgeTiming {
  base::Milliseconds longest_gap{50};   // between two keys of a scanner; fast typists need more than 80 ms
  base::Milliseconds end_silence{150};  // a burst without Enter ends after this
  std::size_t shortest_code = 4;        // characters; less is a slip of two fingers
};

class WedgeReader {
 public:
  explicit WedgeReader(WedgeTiming timing = {}) : timing_(timing) {}

  // One typed character (UTF-8). Returns a code if the silence before it ended an earlier burst.
  std::optional<std::string> on_character(std::string_view character, base::Milliseconds at);
  // Enter or Tab. A code if a burst came right before it; nothing for a person's Enter.
  std::optional<std::string> on_enter(base::Milliseconds at);
  // Called now and then; a code if a burst without Enter has ended.
  std::optional<std::string> on_silence(base::Milliseconds now);

  // The keys so far come too fast for a person: keep them out of text fields.
  bool in_burst() const { return characters_ >= 3; }

 private:
  bool continues(base::Milliseconds at) const;
  bool long_enough() const { return characters_ >= timing_.shortest_code; }
  std::optional<std::string> take_if_code();

  WedgeTiming timing_;
  std::string typed_;
  std::size_t characters_ = 0;
  base::Milliseconds last_key_{0};
};

}  // namespace einlass::scan
