// What kiosks say of themselves, in memory.
#include "core/base/log.h"
#include "core/base/text_fold.h"
#include "server/venue/kiosk_desk.h"

#include <numeric>

namespace einlass::venue {
namespace {

constexpr std::size_t longest_printer_name = 120;  // bytes; of a printer's name

std::uint64_t entries_in(const std::vector<wire::ParkedCount>& parked) {
  return std::accumulate(parked.begin(), parked.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& each) { return sum + each.entries; });
}

}  // namespace

void KioskDesk::note_parked(rules::KioskId id, std::vector<wire::ParkedCount> parked) {
  auto& before = state_.parked_at_kiosks()[id];
  if (entries_in(parked) > entries_in(before)) {
    base::log_warning("kiosk {} has put {} entries aside; einlass status says of which event", id.text(),
                      entries_in(parked));
  }
  before = std::move(parked);
}

void KioskDesk::came(rules::KioskId id, std::string software) {
  auto& told = state_.kiosks_told()[id];
  told.software = std::move(software);
  told.connected = true;
}

void KioskDesk::note_report(rules::KioskId id, wire::KioskReport report) {
  auto& printers = report.printing.printers;
  if (printers.size() > most_printers) printers.resize(most_printers);
  for (auto& printer : printers) printer.name = base::clean_text(printer.name.substr(0, longest_printer_name));
  report.font_set = base::clean_text(report.font_set.substr(0, longest_printer_name));
  auto& told = state_.kiosks_told()[id];
  told.report = std::move(report);
  told.reported = state_.now();
}

}  // namespace einlass::venue
