#include "core/wire/canonical_writer.h"

#include <boost/json/serialize.hpp>

namespace einlass::wire {
namespace {

bool needs_escape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

}  // namespace

// Nearly all texts are their own JSON form but for the quotes (RFC 8785 §3.2.2.2).
void append_canonical(std::string& out, std::string_view text) {
  if (std::any_of(text.begin(), text.end(), &needs_escape)) {
    out += json::serialize(json::string(text));
    return;
  }
  out.push_back('"');
  out += text;
  out.push_back('"');
}

// All names are ASCII, where the order of bytes is the order of UTF-16 units that RFC 8785 §3.2.3 asks for.
void CanonicalWriter::finish() {
  std::sort(members_.begin(), members_.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  const std::string values = out_.substr(start_);
  out_.resize(start_);
  out_.push_back('{');
  for (const auto& member : members_) {
    if (&member != members_.data()) out_.push_back(',');
    out_.push_back('"');
    out_ += member.name;
    out_ += "\":";
    out_.append(values, member.from - start_, member.size);
  }
  out_.push_back('}');
}

}  // namespace einlass::wire
