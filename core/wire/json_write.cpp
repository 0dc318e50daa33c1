#include "core/wire/json_write.h"

#include <algorithm>

namespace einlass::wire {

// RFC 8785 §3.2.3: keys are sorted. All are ASCII, where the order of bytes is the order of UTF-16 units.
void FieldWriter::close() {
  const auto values = out_.substr(start_);
  out_.resize(start_);
  struct Written {
    std::string_view name;
    std::string_view value;
  };
  std::vector<Written> sorted;
  sorted.reserve(members_.size());
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const auto from = members_[i].at - start_;
    const auto to = i + 1 < members_.size() ? members_[i + 1].at - start_ : values.size();
    sorted.push_back({members_[i].name, std::string_view(values).substr(from, to - from)});
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto& one, const auto& other) { return one.name < other.name; });
  out_.push_back('{');
  for (const auto& member : sorted) {
    if (out_.size() > start_ + 1) out_.push_back(',');
    write_json_string(out_, member.name);
    out_.push_back(':');
    out_ += member.value;
  }
  out_.push_back('}');
}

}  // namespace einlass::wire
