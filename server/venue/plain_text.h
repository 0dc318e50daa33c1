// Texts that people type for others to read on one line: names of kiosks, doors and events. They come to screens,
// terminals and the journal, so they hold nothing that moves a cursor or turns the direction of what follows. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace einlass::venue {

// UTF-8 without control, line-breaking and direction characters, at most so many characters as people count them.
bool is_plain_line(std::string_view text, std::size_t most_characters);

// Such a line with at least one letter, digit or sign to see.
bool is_plain_name(std::string_view text, std::size_t most_characters);

}  // namespace einlass::venue
