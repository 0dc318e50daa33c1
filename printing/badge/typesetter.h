// Sets a guest's text into a box: measures, shrinks, wraps, draws (Pango with the packaged fonts only). Part of one
// renderer and used under its lock.
#pragma once

#include "printing/badge/badge_template.h"
#include "printing/badge/dots.h"
#include "printing/badge/font_set.h"

#include <memory>
#include <string>
#include <vector>

struct _PangoLayout;
struct _cairo;

namespace einlass::badge {

// All lengths in points, measured from the upper left corner of the space that the text was set into.
struct SetLine {
  std::shared_ptr<_PangoLayout> layout;  // at the reference size; drawn scaled
  std::string text;
  double left = 0, width = 0;
  double baseline = 0;
};

struct SetText {
  std::vector<SetLine> lines;
  double size_pt = 0;
  bool overflowed = false;
  int unknown_glyphs = 0;
  double left = 0, width = 0;  // over all lines
};

struct Space {
  double width_pt = 0, height_pt = 0;
};

class Typesetter {
 public:
  explicit Typesetter(std::shared_ptr<const FontSet> fonts);
  ~Typesetter();
  Typesetter(const Typesetter&) = delete;
  Typesetter& operator=(const Typesetter&) = delete;

  // The largest size that fits: in one line down to rules.wrap_below_pt, else in up to rules.max_lines lines; below
  // rules.min_size_pt if nothing else fits. The text is always whole. Precondition: not empty, valid UTF-8.
  // `beside`: the guest's other texts, which tell the language of ideographs where the text itself does not.
  SetText set(const std::string& text, const TextRules& rules, Space space, const std::string& beside = {}) const;

  // `pictures`: see paint_line().
  void draw(_cairo* canvas, const SetText& text, Colour colour, std::vector<DotArea>* pictures = nullptr) const;

  // While it lives, drawings with <text> that this thread renders find the packaged fonts and no others.
  class FontsForDrawings {
   public:
    explicit FontsForDrawings(const Typesetter& typesetter);
    ~FontsForDrawings();
    FontsForDrawings(const FontsForDrawings&) = delete;
    FontsForDrawings& operator=(const FontsForDrawings&) = delete;

   private:
    void* before_;
  };

 private:
  struct Fonts;
  std::unique_ptr<Fonts> fonts_;
};

}  // namespace einlass::badge
