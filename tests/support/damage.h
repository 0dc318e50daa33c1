// Damages texts at random, as bad transmission, old programs and ill will do. For the searches of all readers.
#pragma once

#include <random>
#include <string>
#include <string_view>

namespace einlass::support {

// One to eight changes: bytes replaced, bytes out of `spice` put in, pieces cut out, doubled or moved.
inline std::string damaged(std::string text, std::string_view spice, std::mt19937& dice) {
  const auto below = [&](std::size_t end) { return end == 0 ? 0 : dice() % end; };
  for (auto changes = 1 + below(8); changes > 0; --changes) {
    if (text.empty()) text = "x";
    const auto at = below(text.size());
    switch (below(5)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        break;
      case 1:
        text[at] = spice[below(spice.size())];
        break;
      case 2:
        text.insert(at, 1, spice[below(spice.size())]);
        break;
      case 3:
        text.erase(at, 1 + below(20));
        break;
      case 4:
        text.insert(below(text.size()), text.substr(at, below(200)));
        break;
    }
  }
  return text;
}

}  // namespace einlass::support
