#include "kiosk/app/devices.h"

#include "scanner/camera_source.h"
#include "scanner/folder_source.h"

#include <utility>

namespace einlass::kiosk {
namespace {

spool::PrinterKind kind_of(settings::PrinterKind kind) {
  switch (kind) {
    case settings::PrinterKind::Ipp:
      return spool::PrinterKind::Ipp;
    case settings::PrinterKind::Cups:
      return spool::PrinterKind::CupsQueue;
    case settings::PrinterKind::File:
      return spool::PrinterKind::File;
  }
  return spool::PrinterKind::File;
}

}  // namespace

std::unique_ptr<scan::FrameSource> frame_source_of(const settings::CameraSettings& camera, const base::Clock& clock) {
  switch (camera.kind) {
    case settings::CameraKind::Device:
      return std::make_unique<scan::CameraSource>(scan::CameraConfig{.device = camera.device,
                                                                     .width = camera.width,
                                                                     .height = camera.height,
                                                                     .rotate = camera.rotate,
                                                                     .pipeline = camera.pipeline},
                                                  clock);
    case settings::CameraKind::Folder:
      return std::make_unique<scan::FolderSource>(scan::FolderConfig{.folder = camera.folder}, clock);
    case settings::CameraKind::None:
      return nullptr;
  }
  return nullptr;
}

base::Result<std::vector<std::unique_ptr<spool::Printer>>> printers_of(
    const std::vector<settings::PrinterSettings>& printers) {
  std::vector<std::unique_ptr<spool::Printer>> opened;
  for (const auto& printer : printers) {
    auto made =
        spool::open_printer({.name = printer.name,
                             .kind = kind_of(printer.kind),
                             .uri = printer.uri,
                             .server = printer.server,
                             .queue = printer.queue,
                             .folder = printer.folder,
                             .media = spool::MediaSize::from_mm(printer.media_width_mm, printer.media_height_mm),
                             .location = printer.location,
                             .priority = printer.priority,
                             .distance_m = static_cast<double>(printer.distance_m)});
    if (!made) return tl::make_unexpected(made.error());
    opened.push_back(*std::move(made));
  }
  return opened;
}

}  // namespace einlass::kiosk
