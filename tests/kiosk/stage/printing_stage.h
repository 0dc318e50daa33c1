// A stage with a printer that puts files into a folder of its own, at an event whose badges are the packaged card.
#pragma once

#include "core/base/file.h"
#include "tests/kiosk/stage/stage_fixture.h"

#include <filesystem>
#include <iterator>
#include <string>
#include <utility>

namespace einlass::stage {

class PrintingStage : public StageFixture {
 protected:
  PrintingStage() {
    std::string name = (std::filesystem::temp_directory_path() / "einlass-stage-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~PrintingStage() override {
    stage_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open(bool with_printer = true) {
    Printers printers;
    if (with_printer) {
      printers.push_back(spool::open_printer({.name = "folder",
                                              .kind = spool::PrinterKind::File,
                                              .folder = folder_,
                                              .media = spool::MediaSize::from_mm(86, 54)})
                             .value());
    }
    open_devices(std::move(printers));
    link::Assigned assigned;
    assigned.frame.name = "Future Summit";
    assigned.policy.badge.template_name = "card";
    assigned.templates["card"] =
        base::read_file(std::filesystem::path(EINLASS_BINARY_DIR) / "share/einlass" / "badges/card-86x54.svg").value();
    say(assigned);
  }
  bool paper() const {
    namespace fs = std::filesystem;
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator()) > 0;
  }

  std::filesystem::path folder_;
};

}  // namespace einlass::stage
