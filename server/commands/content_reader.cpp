#include "server/commands/content_reader.h"

#include "core/base/bytes.h"

#include <string>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>

namespace einlass::commands {
namespace {

namespace json = boost::json;

constexpr std::size_t at_once = 64U << 10U;

// What boost::json::basic_parser calls: only the strings of "content", a member of the outermost object, are looked at.
class ContentHandler {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  ContentHandler(ContentKind kind, base::PieceTaker take) : kind_(kind), take_(std::move(take)) {}

  const base::Result<void>& taken() const { return taken_; }
  bool has_content() const { return has_content_; }
  void flush() {
    const auto whole = kind_ == ContentKind::Binary ? held_.size() - held_.size() % 4 : held_.size();
    hand_over(whole);
  }
  void finish() { hand_over(held_.size()); }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return ++depth_ > 0; }
  bool on_object_end(std::size_t, json::error_code&) { return depth_-- > 0; }
  bool on_array_begin(json::error_code&) { return ++depth_ > 0; }
  bool on_array_end(std::size_t, json::error_code&) { return depth_-- > 0; }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_ += std::string_view(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    is_content_ = depth_ == 1 && key_.append(std::string_view(part)) == "content";
    key_.clear();
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code& failed) { return keep(part, failed); }
  bool on_string(json::string_view part, std::size_t, json::error_code& failed) {
    const bool kept = keep(part, failed);
    has_content_ = has_content_ || is_content_;
    is_content_ = false;
    return kept;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool keep(json::string_view part, json::error_code& failed) {
    if (!is_content_ || depth_ != 1) return true;
    held_ += std::string_view(part);
    if (held_.size() >= at_once) flush();
    if (!taken_) failed = make_error_code(boost::system::errc::io_error);
    return taken_.has_value();
  }

  void hand_over(std::size_t size) {
    const auto piece = std::string_view(held_).substr(0, size);
    if (kind_ == ContentKind::Text) {
      if (taken_) taken_ = take_(piece);
    } else if (const auto bytes = base::from_base64url(piece); bytes && taken_) {
      taken_ = take_(base::as_text(*bytes));
    } else if (taken_) {
      has_content_ = false;
    }
    held_.erase(0, size);
  }

  ContentKind kind_;
  base::PieceTaker take_;
  base::Result<void> taken_;
  std::string key_;
  std::string held_;
  int depth_ = 0;
  bool is_content_ = false;
  bool has_content_ = false;
};

}  // namespace

class ContentReader::Parser {
 public:
  Parser(ContentKind kind, base::PieceTaker take) : parser_({}, kind, std::move(take)) {}

  base::Result<void> write(bool more, std::string_view piece) {
    json::error_code failed;
    parser_.write_some(more, piece.data(), piece.size(), failed);
    auto& handler = parser_.handler();
    if (!more && !failed) handler.finish();
    if (!handler.taken()) return handler.taken();
    if (!failed && (more || handler.has_content())) return {};
    return base::fail(base::ErrorKind::Incompatible, "The server answers in another way; update both programs.");
  }

 private:
  json::basic_parser<ContentHandler> parser_;
};

ContentReader::ContentReader(ContentKind kind, base::PieceTaker take)
    : parser_(std::make_unique<Parser>(kind, std::move(take))) {}
ContentReader::~ContentReader() = default;

base::Result<void> ContentReader::take(std::string_view piece) {
  return parser_->write(true, piece);
}

base::Result<void> ContentReader::end() {
  return parser_->write(false, {});
}

}  // namespace einlass::commands
