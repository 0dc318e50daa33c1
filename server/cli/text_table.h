// Results for people: columns of text, and fields of JSON results as text. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

namespace einlass::cli {

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header) : rows_{std::move(header)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  // Columns as wide as their widest cell, in characters; `if_empty` where there is only the header.
  std::string text(const std::string& if_empty) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

// Of an object; empty where the field is missing, null, or of another kind.
std::string text_of(const boost::json::value& object, std::string_view field);
std::int64_t number_of(const boost::json::value& object, std::string_view field);
bool flag_of(const boost::json::value& object, std::string_view field);
const boost::json::array& array_of(const boost::json::value& object, std::string_view field);

// What lists and kiosks delivered must not drive the terminal: control characters but line breaks and tabs are left
// out, as are those that turn the direction of writing; what is no UTF-8 shows as question marks.
std::string harmless(std::string_view text);

// "1 guest", "650 guests".
std::string counted(std::int64_t count, std::string_view singular, std::string_view plural);

// "12 s", "3 min", "2 h", "5 days", whichever way.
std::string span_text(std::int64_t milliseconds);

// "12 s ago", "3 min ago", "2 h ago", "5 days ago"; milliseconds of the venue.
std::string ago(std::int64_t at, std::int64_t now);

}  // namespace einlass::cli
