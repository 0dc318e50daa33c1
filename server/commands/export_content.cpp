#include "server/commands/export_content.h"

#include "core/base/bytes.h"
#include "core/wire/json_write.h"

#include <memory>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

namespace json = boost::json;
using venue::ExportFormat;

namespace {

std::optional<ExportFormat> format_of(std::string_view word) {
  if (word == "csv") return ExportFormat::Csv;
  if (word == "json") return ExportFormat::Json;
  if (word == "xlsx") return ExportFormat::Xlsx;
  return std::nullopt;
}

bool is_text(ExportFormat format) {
  switch (format) {
    case ExportFormat::Csv:
    case ExportFormat::Json:
      return true;
    case ExportFormat::Xlsx:
      return false;
  }
  return false;
}

// A text piece by piece, as it stands between the quotation marks of a JSON string (RFC 8259 §7).
std::string escaped(std::string_view piece) {
  std::string text;
  wire::write_json_string(text, piece);
  return text.substr(1, text.size() - 2);
}

// Three bytes are four letters: what is left waits for the next piece.
class Base64Pieces {
 public:
  std::string take(std::string_view piece) {
    waiting_ += piece;
    const auto whole = waiting_.size() - waiting_.size() % 3;
    auto text = encoded(whole);
    waiting_.erase(0, whole);
    return text;
  }
  std::string end() const { return encoded(waiting_.size()); }

 private:
  std::string encoded(std::size_t size) const {
    return base::base64url(reinterpret_cast<const std::uint8_t*>(waiting_.data()), size);
  }

  std::string waiting_;
};

base::Result<void> write_binary(const report::PieceWriter& write, const report::Sink& sink) {
  Base64Pieces pieces;
  return write([&](std::string_view piece) { sink(pieces.take(piece)); }).map([&] { sink(pieces.end() + "\"}"); });
}

}  // namespace

base::Result<std::string> language_in(Arguments& arguments) {
  auto language = arguments.text_or("language", "en");
  if (language == "de" || language == "en") return language;
  return base::fail(base::ErrorKind::InvalidInput,
                    fmt::format("Reports are not made in \"{}\"; choose de or en.", language));
}

base::Result<venue::ExportWish> export_wish(Arguments& arguments, std::string_view otherwise) {
  const auto word = otherwise.empty() ? arguments.text("format") : arguments.text_or("format", otherwise);
  const auto language = language_in(arguments);
  if (!language) return base::failed(language);
  const auto format = format_of(word);
  if (format) return venue::ExportWish{.format = *format, .language = *language, .only = {}};
  return base::fail(base::ErrorKind::InvalidInput,
                    fmt::format("There is no format \"{}\"; choose csv, json or xlsx.", word));
}

CommandOutcome content_of(ExportFormat format, const report::PieceWriter& write) {
  return content_from(format, write)();
}

WrittenAnswer content_from(ExportFormat format, report::PieceWriter write) {
  if (is_text(format)) return text_from(std::move(write), [] { return std::string(); });
  const auto file = std::make_shared<const report::PieceWriter>(std::move(write));
  return {.write_answer =
              [file](const report::Sink& sink) {
                sink(R"({"content":")");
                return write_binary(*file, sink);
              },
          .write_content = [file](const report::Sink& sink) { return (*file)(sink); }};
}

WrittenAnswer text_from(report::PieceWriter write, std::function<std::string()> end) {
  const auto file = std::make_shared<const report::PieceWriter>(std::move(write));
  return {.write_answer =
              [file, end = std::move(end)](const report::Sink& sink) {
                sink(R"({"content":")");
                return (*file)([&](std::string_view piece) { sink(escaped(piece)); }).map([&] {
                  sink("\"" + end() + "}");
                });
              },
          .write_content = [file](const report::Sink& sink) { return (*file)(sink); }};
}

WrittenAnswer guests_from(const venue::HostExport& job, const venue::ExportWish& wish) {
  return content_from(wish.format, [job, wish](const auto& sink) { return job.write(wish, sink); });
}

CommandOutcome binary_content(const std::string& bytes) {
  return json::serialize(json::object{{"content", base::base64url(base::to_bytes(bytes))}});
}

}  // namespace einlass::commands
