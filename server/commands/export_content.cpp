#include "server/commands/export_content.h"

#include "core/base/bytes.h"

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

CommandOutcome content_of(ExportFormat format, const WriteFile& write) {
  std::string content;
  if (auto written = write([&](std::string_view piece) { content += piece; }); !written) return base::failed(written);
  if (!is_text(format)) return binary_content(content);
  return json::serialize(json::object{{"content", content}});
}

CommandOutcome binary_content(const std::string& bytes) {
  return json::serialize(json::object{{"content", base::base64url(base::to_bytes(bytes))}});
}

}  // namespace einlass::commands
