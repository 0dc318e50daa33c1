// What keeps a printer from printing, as the team hears of it at a kiosk and at the organiser's page.
#pragma once

namespace einlass::rules {

enum class PrinterTrouble {
  None,
  Off,
  Media,
  Ribbon,
  Cover,
  Jam,
  Full,
  Paused,
  Settings,
  Stuck,
  WrongMedia,
  GaveUp,
  Other
};

}  // namespace einlass::rules
