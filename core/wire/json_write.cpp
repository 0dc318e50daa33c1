#include "core/wire/json_write.h"

#include <algorithm>

namespace einlass::wire {

// RFC 8785 §3.2.3: keys are sorted. All are ASCII, where the order of bytes is the order of UTF-16 units. The object is
// written behind its values, which then go.
void FieldWriter::close() {
  const auto end = out_.size();
  std::sort(members_.begin(), members_.end(), [](const auto& one, const auto& other) { return one.name < other.name; });
  out_.push_back('{');
  for (const auto& member : members_) {
    if (out_.size() > end + 1) out_.push_back(',');
    write_json_string(out_, member.name);
    out_.push_back(':');
    out_.append(out_, member.at, member.size);
  }
  out_.push_back('}');
  out_.erase(start_, end - start_);
}

}  // namespace einlass::wire
