#include "core/settings/printer_tables.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace einlass::settings {
namespace {

Keys keys_of(PrinterSettings& p) {
  return {
      {"name", "What it is called in the log and on staff screens; each printer another name.", Text{&p.name}},
      {"kind", "How it is spoken to: directly (driverless), through a queue of CUPS, or PDF files in a folder.",
       choice_of(p.kind, {"ipp", "cups", "file"})},
      {"uri", "With kind = \"ipp\": its address, such as ipp://10.1.2.9/ipp/print.", Text{&p.uri}},
      {"queue", "With kind = \"cups\": the queue's name.", Text{&p.queue}},
      {"server", "With kind = \"cups\": host, host:port or socket of the print server; empty: this machine's.",
       Text{&p.server}},
      {"folder", "With kind = \"file\": one PDF per badge is put here.", Path{&p.folder}},
      {"media", "Width and height in millimetres of what is loaded.", Size{&p.media_width_mm, &p.media_height_mm}},
      {"location", "Where a badge is collected, as guests read it; empty: below the screen.", Text{&p.location}},
      {"priority", "Printers with a smaller number print first, others where those cannot.", Number{&p.priority, 1, 9}},
      {"distance", "Metres from the screen: among equals the nearest prints first.", Number{&p.distance_m, 0, 200}},
  };
}

struct Demand {
  std::string_view key;
  bool given;
  bool wanted;
};

std::vector<Demand> demands(const PrinterSettings& p) {
  return {{"name", !p.name.empty(), true},
          {"uri", !p.uri.empty(), p.kind == PrinterKind::Ipp},
          {"queue", !p.queue.empty(), p.kind == PrinterKind::Cups},
          {"folder", !p.folder.empty(), p.kind == PrinterKind::File}};
}

std::optional<std::string> complaint_about(const std::vector<PrinterSettings>& printers) {
  const auto& last = printers.back();
  for (const auto& [key, given, wanted] : demands(last)) {
    if (wanted && !given) return fmt::format("this printer needs a \"{}\".", key);
    if (!wanted && given) return fmt::format("\"{}\" does not belong to a printer of this kind; take it out.", key);
  }
  const auto same = [&](const PrinterSettings& p) { return p.name == last.name; };
  if (std::count_if(printers.begin(), printers.end(), same) > 1) {
    return fmt::format("two printers are called \"{}\"; give each its own name.", last.name);
  }
  return {};
}

}  // namespace

// Entries live in a vector that grows: their fields are bound anew for each.
Repeated printer_tables(std::vector<PrinterSettings>& printers) {
  return {.name = "printer",
          .add = [&printers] { return keys_of(printers.emplace_back()); },
          .complaint = [&printers] { return complaint_about(printers); }};
}

std::string printer_sample() {
  PrinterSettings printer{.name = "left", .uri = "ipp://10.1.2.9/ipp/print", .location = "left of the screen"};
  return "# The values are examples.\n#\n# [[printer]]\n" + sample_of(keys_of(printer));
}

}  // namespace einlass::settings
