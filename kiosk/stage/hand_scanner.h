// Hand scanners that act as keyboards: which characters they meant, and what of the typing is a person's. Belongs to
// the stage, on the UI thread.
//
// Most scanners press the keys of a US keyboard. On a machine with another layout y and z change places, "-" becomes
// "ß" and ":" becomes "Ö", so every burst is read twice: as typed, and by the place of its keys.
#pragma once

#include "scanner/wedge_reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace einlass::stage {

// Auto: whichever reading showed a code that can be told from noise, as those of Einlass, web links and the like can;
// before the first such code, Us.
enum class WedgeLayout { Auto, Us, AsTyped };

struct HandScannerOptions {
  bool present = true;
  WedgeLayout layout = WedgeLayout::Auto;
  std::string prefix;  // that the scanner is set to put around each code
  std::string suffix;
};

class HandScanner {
 public:
  explicit HandScanner(HandScannerOptions options) : options_(std::move(options)) {}

  bool present() const { return options_.present; }
  scan::WedgeReader& reader() { return reader_; }

  // The code as it stands on the ticket. Remembers which reading was right.
  std::string text_of(const scan::WedgeCode& code);
  bool last_was_by_place() const { return by_place_; }

 private:
  std::string bare(std::string_view scanned) const;

  HandScannerOptions options_;
  scan::WedgeReader reader_;
  bool by_place_ = true;
};

}  // namespace einlass::stage
