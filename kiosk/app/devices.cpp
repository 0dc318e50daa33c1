#include "kiosk/app/devices.h"

#include "scanner/camera_source.h"
#include "scanner/folder_source.h"

namespace einlass::kiosk {

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

}  // namespace einlass::kiosk
