#include "scanner/wedge_reader.h"

#include <utility>

namespace einlass::scan {

std::optional<WedgeCode> WedgeReader::on_key(WedgeKey key, base::Milliseconds at) {
  std::optional<WedgeCode> ended;
  if (!continues(at)) ended = end(text_expected_ ? timing_.shortest_in_text : timing_.shortest_code);
  keys_.push_back(std::move(key));
  last_key_ = at;
  return ended;
}

std::optional<WedgeCode> WedgeReader::on_enter(base::Milliseconds at) {
  if (!continues(at)) give_up();
  return end(timing_.shortest_code);
}

std::optional<WedgeCode> WedgeReader::on_silence(base::Milliseconds now) {
  if (continues(now)) return std::nullopt;
  return end(text_expected_ ? timing_.shortest_in_text : timing_.shortest_code);
}

std::string WedgeReader::take_typed() {
  return std::exchange(typed_, {});
}

std::string WedgeReader::hand_out(base::Milliseconds now, base::Milliseconds patience) {
  const bool quiet = now - last_key_ >= patience && !in_burst();
  for (; quiet && handed_out_ < keys_.size(); ++handed_out_) typed_ += keys_[handed_out_].typed;
  return take_typed();
}

void WedgeReader::give_up() {
  for (; handed_out_ < keys_.size(); ++handed_out_) typed_ += keys_[handed_out_].typed;
  keys_.clear();
  handed_out_ = 0;
}

bool WedgeReader::continues(base::Milliseconds at) const {
  const base::Milliseconds gap = at - last_key_;
  // Once the burst cannot be a person's, a hiccup of the scanner must not cut the code in two.
  return gap >= base::Milliseconds(0) && gap <= (long_enough() ? timing_.end_silence : timing_.longest_gap);
}

std::optional<WedgeCode> WedgeReader::end(std::size_t shortest) {
  if (keys_.size() < shortest) {
    give_up();
    return std::nullopt;
  }
  WedgeCode code{.as_typed = {}, .on_us_keyboard = {}, .handed_out = handed_out_ > 0};
  for (const WedgeKey& key : std::exchange(keys_, {})) {
    code.as_typed += key.typed;
    code.on_us_keyboard += key.on_us_keyboard.empty() ? key.typed : key.on_us_keyboard;
  }
  handed_out_ = 0;
  return code;
}

}  // namespace einlass::scan
