#include "scanner/wedge_reader.h"

#include <utility>

namespace einlass::scan {

std::optional<std::string> WedgeReader::on_character(std::string_view character, base::Milliseconds at) {
  std::optional<std::string> ended;
  if (!continues(at)) ended = take_if_code();
  typed_ += character;
  ++characters_;
  last_key_ = at;
  return ended;
}

std::optional<std::string> WedgeReader::on_enter(base::Milliseconds at) {
  if (!continues(at)) typed_.clear();
  return take_if_code();
}

std::optional<std::string> WedgeReader::on_silence(base::Milliseconds now) {
  if (continues(now)) return std::nullopt;
  return take_if_code();
}

bool WedgeReader::continues(base::Milliseconds at) const {
  const base::Milliseconds gap = at - last_key_;
  // Once the burst cannot be a person's, a hiccup of the scanner must not cut the code in two.
  return gap >= base::Milliseconds(0) && gap <= (long_enough() ? timing_.end_silence : timing_.longest_gap);
}

std::optional<std::string> WedgeReader::take_if_code() {
  const bool code = long_enough() && !typed_.empty();
  std::string taken = std::exchange(typed_, {});
  characters_ = 0;
  if (!code) return std::nullopt;
  return taken;
}

}  // namespace einlass::scan
