// Pictures inside a drawing: data: addresses and what kind of picture some bytes are. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace einlass::badge {

// image/png, image/jpeg, image/webp or image/svg+xml; empty if it is none of them.
std::string media_type_of(std::string_view bytes);

// False for a file that ends too early, by its format's own end (PNG: IEND, JPEG: EOI, WebP: the size of its RIFF):
// such a picture is drawn in part without a complaint. Others are believed to be whole.
bool is_whole_picture(std::string_view bytes);

// RFC 2397, base 64. Precondition: media_type_of(bytes) is not empty.
std::string data_address(std::string_view bytes);

// The bytes behind a data: address in base 64; nothing if it is malformed.
std::optional<std::string> bytes_of_data_address(std::string_view address);

}  // namespace einlass::badge
