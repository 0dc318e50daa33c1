#include "core/settings/printer_table.h"

#include "core/base/file.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace einlass::settings {

namespace fs = std::filesystem;
using base::ErrorKind;
using base::Result;

namespace {

// A basic string (TOML 1.0).
std::string quoted(const std::string& text) {
  std::string safe = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') safe += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      safe += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      safe += c;
    }
  }
  return safe + '"';
}

std::string_view word(PrinterKind kind) {
  switch (kind) {
    case PrinterKind::Ipp:
      return "ipp";
    case PrinterKind::Cups:
      return "cups";
    case PrinterKind::File:
      return "file";
  }
  return {};
}

// The file is a new one after each write, which its kiosk must be able to read like the one before.
Result<void> give_back(const fs::path& file, const struct stat& before) {
  struct stat now {};
  const bool known = ::stat(file.c_str(), &now) == 0;
  const bool same_owner = known && now.st_uid == before.st_uid && now.st_gid == before.st_gid;
  const bool owned = same_owner || ::chown(file.c_str(), before.st_uid, before.st_gid) == 0;
  if (owned && ::chmod(file.c_str(), before.st_mode & 07777U) == 0) return {};
  return base::fail(
      ErrorKind::Storage,
      fmt::format("{} has the printer now, but not the owner that it had; give it back with chown, so that "
                  "the kiosk can read it.",
                  file.string()));
}

}  // namespace

std::string printer_table(const PrinterSettings& printer) {
  std::string table = "[[printer]]\n";
  const auto line = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) table += fmt::format("{} = {}\n", key, quoted(value));
  };
  line("name", printer.name);
  line("kind", std::string(word(printer.kind)));
  line("uri", printer.uri);
  line("queue", printer.queue);
  line("server", printer.server);
  line("folder", printer.folder.string());
  line("media", fmt::format("{:g}x{:g}", printer.media_width_mm, printer.media_height_mm));
  line("location", printer.location);
  const PrinterSettings usual;
  if (printer.priority != usual.priority) table += fmt::format("priority = {}\n", printer.priority);
  if (printer.distance_m != usual.distance_m) table += fmt::format("distance = {}\n", printer.distance_m);
  return table;
}

Result<std::string> with_printer(const fs::path& file, const PrinterSettings& printer) {
  auto text = base::read_file(file);
  if (!text) return tl::make_unexpected(text.error());
  const auto before = parse_kiosk_settings(*text, file.string());
  if (!before) return tl::make_unexpected(before.error());
  const auto same = [&](const PrinterSettings& known) { return known.name == printer.name; };
  if (std::any_of(before->printers.begin(), before->printers.end(), same)) {
    return base::fail(ErrorKind::AlreadyExists, fmt::format("{} has a printer {} already; choose another name or take "
                                                            "that one out.",
                                                            file.string(), printer.name));
  }
  if (!text->empty() && text->back() != '\n') *text += '\n';
  *text += '\n' + printer_table(printer);
  const auto after = parse_kiosk_settings(*text, file.string());
  if (!after) return tl::make_unexpected(after.error());
  return text;
}

Result<void> add_printer(const fs::path& file, const PrinterSettings& printer) {
  const auto text = with_printer(file, printer);
  if (!text) return tl::make_unexpected(text.error());
  struct stat before {};
  const bool known = ::stat(file.c_str(), &before) == 0;
  const auto written = base::write_file(file, *text, base::FileMode::Private);
  return written && known ? give_back(file, before) : written;
}

}  // namespace einlass::settings
