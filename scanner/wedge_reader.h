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
#include <vector>

namespace einlass::scan {

struct WedgeTiming {
  base::Milliseconds longest_gap{50};   // between two keys of a scanner; fast typists need more than 80 ms
  base::Milliseconds end_silence{150};  // a burst without Enter ends after this
  std::size_t shortest_code = 4;        // characters; less is a slip of two fingers
  std::size_t shortest_in_text = 6;     // the same without Enter, while somebody types words: fingers roll over keys
};

// A key as this machine's layout reads it, and as a US keyboard would; either may be empty.
struct WedgeKey {
  std::string typed;  // UTF-8
  std::string on_us_keyboard;
};

struct WedgeCode {
  std::string as_typed;
  std::string on_us_keyboard;
  bool handed_out = false;  // some of it was given away by hand_out() before it proved to be a scanner's
  friend bool operator==(const WedgeCode&, const WedgeCode&) = default;
};

class WedgeReader {
 public:
  explicit WedgeReader(WedgeTiming timing = {}) : timing_(timing) {}

  // While words are typed into a field a burst must be longer to be taken for a code.
  void expect_text(bool expected) { text_expected_ = expected; }

  // Returns a code if the silence before the key ended an earlier burst.
  std::optional<WedgeCode> on_key(WedgeKey key, base::Milliseconds at);
  // Enter or Tab. A code if a burst came right before it; nothing for a person's Enter.
  std::optional<WedgeCode> on_enter(base::Milliseconds at);
  // Called now and then; a code if a burst without Enter has ended.
  std::optional<WedgeCode> on_silence(base::Milliseconds now);

  // What a person has typed, each character once: keys that no burst came of.
  std::string take_typed();
  // The same, and keys that nothing followed for `patience`, which is less than a slow scanner's gap. If they prove to
  // be of a burst after all, its code says so.
  std::string hand_out(base::Milliseconds now, base::Milliseconds patience);
  // Ends whatever is going on, such as at a key that no scanner sends: it was a person.
  void give_up();

  // The keys so far come too fast for a person: keep them out of text fields.
  bool in_burst() const { return keys_.size() >= 3; }
  bool idle() const { return keys_.empty(); }
  bool handed_out() const { return handed_out_ > 0; }

 private:
  bool continues(base::Milliseconds at) const;
  bool long_enough() const {
    return keys_.size() >= (text_expected_ ? timing_.shortest_in_text : timing_.shortest_code);
  }
  std::optional<WedgeCode> end(std::size_t shortest);

  WedgeTiming timing_;
  std::vector<WedgeKey> keys_;
  std::size_t handed_out_ = 0;  // of keys_
  std::string typed_;           // by a person, not taken yet
  bool text_expected_ = false;
  base::Milliseconds last_key_{0};
};

}  // namespace einlass::scan
