// A stage with a printer that puts files into a folder of its own, at an event whose badges are the packaged card.
#pragma once

#include "core/base/file.h"
#include "tests/kiosk/stage/stage_fixture.h"

#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

namespace einlass::stage {

class PrintingStage : public StageFixture {
 protected:
  PrintingStage() {
    std::string name = (std::filesystem::temp_directory_path() / "einlass-stage-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    second_folder_ = folder_.string() + "-second";
    std::filesystem::create_directory(second_folder_);
  }
  ~PrintingStage() override {
    stage_.reset();
    std::filesystem::remove_all(folder_);
    std::filesystem::remove_all(second_folder_);
  }

  void open(int printers = 1) {
    Printers opened;
    if (printers >= 1) opened.push_back(folder_printer("folder", folder_, 1));
    if (printers >= 2) opened.push_back(folder_printer("second", second_folder_, 2));
    open_devices(std::move(opened));
    link::Assigned assigned;
    assigned.frame.name = "Future Summit";
    assigned.policy.badge.template_name = "card";
    assigned.templates["card"] =
        base::read_file(std::filesystem::path(EINLASS_BINARY_DIR) / "share/einlass" / "badges/card-86x54.svg").value();
    say(assigned);
  }
  bool paper() const { return has_files(folder_); }
  static bool has_files(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator()) > 0;
  }

  std::filesystem::path folder_;
  std::filesystem::path second_folder_;

 private:
  static std::unique_ptr<spool::Printer> folder_printer(std::string name, const std::filesystem::path& folder,
                                                        int priority) {
    return spool::open_printer({.name = std::move(name),
                                .kind = spool::PrinterKind::File,
                                .folder = folder,
                                .media = spool::MediaSize::from_mm(86, 54),
                                .priority = priority})
        .value();
  }
};

}  // namespace einlass::stage
