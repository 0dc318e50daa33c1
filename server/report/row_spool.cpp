#include "server/report/row_spool.h"

#include <algorithm>
#include <cstring>
#include <future>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>

namespace einlass::report {
namespace {

constexpr std::size_t read_at_once = 1000;  // rows

// Every field of a row, in the order in which they lie in the file.
template <typename Row, typename Take>
void each_field(Row& row, Take take) {
  for (auto* text : {&row.ticket, &row.guest, &row.name, &row.first_name, &row.last_name, &row.company, &row.email,
                     &row.language, &row.category, &row.ticket_type, &row.order_ref, &row.source, &row.list_owner,
                     &row.place, &row.door, &row.how}) {
    take(*text);
  }
  take(row.status);
  take(row.day);
  for (auto* number : {&row.places, &row.admitted, &row.badges_printed, &row.badges_in_doubt, &row.conflicts}) {
    take(*number);
  }
  take(row.first_in);
  take(row.conflict_places);
  take(row.walk_in);
  take(row.overridden);
  take(row.extra);
}

template <typename T>
constexpr bool is_plain = std::is_trivially_copyable_v<T>;

class RowBytes {
 public:
  explicit RowBytes(std::string& bytes) : bytes_(bytes) {}

  template <typename T>
  requires is_plain<T>
  void operator()(const T& value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void operator()(const std::string& text) {
    (*this)(static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
  }
  void operator()(const std::vector<std::string>& texts) {
    (*this)(static_cast<std::uint32_t>(texts.size()));
    for (const auto& text : texts) (*this)(text);
  }
  void operator()(const std::map<std::string, std::string>& fields) {
    (*this)(static_cast<std::uint32_t>(fields.size()));
    for (const auto& [name, value] : fields) {
      (*this)(name);
      (*this)(value);
    }
  }

 private:
  std::string& bytes_;
};

class RowReading {
 public:
  explicit RowReading(std::string_view bytes) : left_(bytes) {}

  template <typename T>
  requires is_plain<T>
  void operator()(T& value) {
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
  }
  void operator()(std::string& text) {
    const auto size = count();
    text.assign(left_.substr(0, size));
    left_.remove_prefix(size);
  }
  void operator()(std::vector<std::string>& texts) {
    texts.resize(count());
    for (auto& text : texts) (*this)(text);
  }
  void operator()(std::map<std::string, std::string>& fields) {
    for (auto left = count(); left > 0; --left) {
      std::string name, value;
      (*this)(name);
      (*this)(value);
      fields.emplace(std::move(name), std::move(value));
    }
  }

 private:
  std::uint32_t count() {
    std::uint32_t number = 0;
    (*this)(number);
    return number;
  }

  std::string_view left_;
};

}  // namespace

base::Result<RowSpool> RowSpool::open() {
  return ScratchFile::open().map([](ScratchFile file) { return RowSpool(std::move(file)); });
}

base::Result<void> RowSpool::put(std::string key, const AttendanceRow& row) {
  std::string bytes;
  each_field(row, RowBytes(bytes));
  places_.push_back({std::move(key), file_.appended(), static_cast<std::uint32_t>(bytes.size())});
  sorted_ = false;
  return file_.append(bytes);
}

base::Result<AttendanceRow> RowSpool::row_at(const Place& place) const {
  const auto bytes = file_.read(place.offset, place.size);
  if (!bytes) return base::failed(bytes);
  if (bytes->size() < place.size) {
    return base::fail(base::ErrorKind::Storage, "A temporary file was cut off: make the export again.");
  }
  AttendanceRow row;
  each_field(row, RowReading(*bytes));
  return row;
}

base::Result<void> RowSpool::each(const std::function<void(const AttendanceRow&)>& take) {
  if (auto flushed = file_.flush(); !flushed) return flushed;
  if (!sorted_) std::stable_sort(places_.begin(), places_.end(), [](auto& a, auto& b) { return a.key < b.key; });
  sorted_ = true;
  using Rows = std::vector<AttendanceRow>;
  const auto read_from = [this](std::size_t first) -> base::Result<Rows> {
    Rows rows;
    for (auto i = first; i < std::min(first + read_at_once, places_.size()); ++i) {
      auto row = row_at(places_[i]);
      if (!row) return base::failed(row);
      rows.push_back(*std::move(row));
    }
    return rows;
  };
  auto next = std::async(std::launch::async, read_from, 0);
  for (std::size_t first = 0; first < places_.size(); first += read_at_once) {
    const auto rows = next.get();
    if (!rows) return base::failed(rows);
    next = std::async(std::launch::async, read_from, first + read_at_once);
    for (const auto& row : *rows) take(row);
  }
  return {};
}

}  // namespace einlass::report
