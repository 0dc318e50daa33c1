// A badge's drawing: an SVG in millimetres whose boxes name the guest's fields. The vocabulary is docs/badges.md.
// A template is an immutable value that may be shared by threads; parse it once per document and keep it.
#pragma once

#include "core/base/error.h"
#include "printing/badge/colour.h"
#include "printing/badge/condition.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::badge {

enum class Align { Start /* where the script begins */, Left, Center, Right };
enum class VerticalAlign { Top, Middle, Bottom };
enum class Weight { Regular, Bold };
enum class LetterCase { AsWritten, Upper };
enum class ImageFit { Contain, Cover };

// Where a box lies on the page: its own upper left corner, its own size, and a clockwise turn around that corner.
struct Placement {
  double x_mm = 0, y_mm = 0;
  double width_mm = 0, height_mm = 0;
  double turn_degrees = 0;
};

// A filled (rounded) rectangle behind a box, drawn only when the box has something to show.
struct Backdrop {
  Tint colour;
  double radius_mm = 0;
  bool hugs_text = false;  // as wide as the text and its padding instead of the whole box
};

struct TextRules {
  double max_size_pt = 0, min_size_pt = 0;
  double wrap_below_pt = 0;  // one line may shrink to this size before more lines are tried
  int max_lines = 1;
  double line_height = 1.15;  // baseline to baseline, in sizes
  double tracking = 0;        // extra space between letters, in sizes
  Align align = Align::Left;
  VerticalAlign vertical_align = VerticalAlign::Middle;
  Weight weight = Weight::Regular;
  LetterCase letter_case = LetterCase::AsWritten;
  Tint colour;
  std::string prefix, suffix;  // only around text that is not empty
};

// A badge's code makes so many modules: "EB1:" and 26 characters, error correction M (qr_symbol.h).
inline constexpr int badge_code_modules = 25;

struct QrRules {
  int quiet_modules = 4;  // ISO/IEC 18004, 5.3.8
};

struct ImageRules {
  ImageFit fit = ImageFit::Contain;
  std::string default_image;  // encoded; empty if the template names none
};

struct MarkRules {
  Tint colour;
};

struct Box {
  std::string field;
  Placement placement;
  double padding_mm = 0;
  std::optional<Backdrop> backdrop;
  std::variant<TextRules, QrRules, ImageRules, MarkRules> rules;
  Condition when;        // its own and its groups'
  std::size_t line = 0;  // of the drawing
};

// Gives the bytes of a picture that the drawing refers to by a relative name.
using ImageSource = std::function<base::Result<std::string>(const std::string& href)>;

// Files in one folder and below it; refuses absolute names and names that leave it.
ImageSource images_beside(const std::filesystem::path& folder);

class BadgeTemplate {
 public:
  // `name` is what errors call it, usually the file's name. All errors are InvalidInput or NotFound.
  static base::Result<BadgeTemplate> parse(const std::string& svg, const std::string& name, const ImageSource& images);

  // Reads the file; its pictures lie beside it.
  static base::Result<BadgeTemplate> load(const std::filesystem::path& file);

  const std::string& name() const { return name_; }
  double width_mm() const { return width_mm_; }
  double height_mm() const { return height_mm_; }
  const std::vector<Box>& boxes() const { return boxes_; }  // in the drawing's order

  const std::vector<Condition>& conditions() const { return conditions_; }  // of boxes and of what is drawn

  // The drawing without its boxes, its pictures embedded; what depends on the guest is still in it (background.h).
  const std::string& background_svg() const { return background_svg_; }
  // The whole template as one document that needs no file beside it: what the server stores and sends to kiosks.
  const std::string& document() const { return document_; }

 private:
  friend class TemplateReader;

  std::string name_;
  double width_mm_ = 0, height_mm_ = 0;
  std::vector<Box> boxes_;
  std::vector<Condition> conditions_;
  std::string background_svg_;
  std::string document_;
};

// A reason why a drawing cannot be a template.
struct TemplateProblem {
  std::size_t line = 0;
  base::ErrorKind kind = base::ErrorKind::InvalidInput;
  std::string end_of_sentence;  // "has no boxes: …"
};

struct ReadTemplate {
  std::optional<BadgeTemplate> drawing;   // as far as it could be read; nothing if it is no drawing or has no size
  std::vector<TemplateProblem> problems;  // all of them; none: it is a template
};

// For the lint. BadgeTemplate::parse gives the first problem as an error.
ReadTemplate read_template(const std::string& svg, const std::string& name, const ImageSource& images);

}  // namespace einlass::badge
