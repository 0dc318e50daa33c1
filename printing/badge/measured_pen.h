// Draws in millimetres, on whole dots where the device's are known: the pen of the test page and of sheets. Made for
// one page, on its thread; the canvas' unit is the point.
#pragma once

#include "printing/badge/module_grid.h"
#include "printing/badge/typesetter.h"

#include <optional>
#include <string>
#include <vector>

struct _cairo;

namespace einlass::badge {

class MeasuredPen {
 public:
  // `dot_mm` 0: not known.
  struct Device {
    double dot_mm = 0;
    double dot_units = 0;                      // the same in units of the device: 1 for pixels, 72/dpi for a PDF
    std::vector<DotArea>* pictures = nullptr;  // see Painter::Canvas
  };
  MeasuredPen(_cairo* canvas, const Typesetter& typesetter, Device device)
      : canvas_(canvas), typesetter_(typesetter), device_(device) {}

  // A length as the device can have it: whole dots, at least one.
  double in_dots(double mm) const;
  int dots(double mm) const;  // how many; 0 where they are not known

  // `grey`: 0 is black.
  void fill(double x, double y, double width, double height, double grey = 0) const;
  // For paper of many colours: charts.
  void fill(double x, double y, double width, double height, const Colour& colour) const;
  // Upright or level, its middle at the place named.
  void level_line(double x, double y, double length, double thickness) const;
  void upright_line(double x, double y, double length, double thickness) const;

  // Left edge and top of its box. Smaller where it is wider than `widest_mm`.
  struct Words {
    double size_pt = 7;
    Weight weight = Weight::Regular;
    double grey = 0;
    double widest_mm = 1000;
  };
  struct Written {
    double width_mm = 0, height_mm = 0;
  };
  Written write(double x, double y, const std::string& text, const Words& words) const;
  Written measure(const std::string& text, const Words& words) const;

  // Text that may take several lines of words.widest_mm before it becomes smaller than nine tenths of its size.
  struct Paragraph {
    std::optional<SetText> text;  // nothing: empty
    double height_mm = 0;         // from its top to the last line's baseline
  };
  Paragraph paragraph(const std::string& text, const Words& words, int max_lines) const;
  void write(double x, double y, const Paragraph& paragraph, const Colour& colour = black) const;

  // Corner to corner.
  void cross(double x, double y, double side, double thickness) const;

  // A module is `module_mm`. The quiet zone is the caller's to leave free.
  void code(double x, double y, const ModuleGrid& symbol, double module_mm) const;

 private:
  SetText set(const std::string& text, const Words& words) const;
  double snapped(double mm) const;

  _cairo* canvas_;
  const Typesetter& typesetter_;
  Device device_;
};

}  // namespace einlass::badge
