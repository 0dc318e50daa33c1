// Makes a queue of a cupsd for a printer that needs a driver, through libcups. Called by `einlass printer add`; on any
// thread, a call waits as long as a cupsd takes to read its drivers (a minute at most). The cupsd asks for root or a
// member of its SystemGroup.
#pragma once

#include "core/base/error.h"
#include "printing/spool/media_size.h"

#include <map>
#include <string>
#include <vector>

namespace einlass::spool {

struct Driver {
  std::string name;            // ppd-name: "drv:///sample.drv/zebra.ppd"
  std::string make_and_model;  // "Zebra ZPL Label Printer"

  friend bool operator==(const Driver&, const Driver&) = default;
};

// Those whose name or model holds every one of the words, in any case. `server`: see PrinterConfig.
base::Result<std::vector<Driver>> find_drivers(const std::string& server, const std::string& words);

struct QueuePlan {
  std::string server;
  std::string queue;
  std::string device_uri;                      // socket://10.1.2.8, usb://…
  std::string driver;                          // a Driver's name
  MediaSize media;                             // for jobs that name none: never Letter
  int resolution_dpi = 0;                      // 0: as the driver has it
  std::map<std::string, std::string> options;  // of the driver: MediaType, Darkness …
};

// Made, with its driver, ready to print; a queue of that name is changed. InvalidInput: the driver has no such option
// or resolution, and nothing was changed. NotFound: no such driver. Refused: not allowed to.
base::Result<void> make_queue(const QueuePlan& plan);

base::Result<bool> has_queue(const std::string& server, const std::string& queue);

// Was there none, that is success.
base::Result<void> remove_queue(const std::string& server, const std::string& queue);

}  // namespace einlass::spool
