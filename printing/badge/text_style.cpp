#include "printing/badge/text_style.h"

#include "printing/badge/line_painter.h"

#include <cmath>
#include <string>

#include <pango/pango.h>

namespace einlass::badge {
namespace {

// Ideographs shared by several languages look different in each; kana, Hangul and Bopomofo tell which it is.
const char* ideograph_family(std::string_view text) {
  const std::string copy(text);
  for (const char* at = copy.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
    const gunichar letter = g_utf8_get_char(at);
    if (letter >= 0x3040 && letter <= 0x30FF) return "Noto Sans CJK JP";
    if ((letter >= 0xAC00 && letter <= 0xD7AF) || (letter >= 0x1100 && letter <= 0x11FF)) return "Noto Sans CJK KR";
    if (letter >= 0x3100 && letter <= 0x312F) return "Noto Sans CJK TC";
  }
  return "Noto Sans CJK SC";
}

}  // namespace

PangoFontDescription* describe_font(std::string_view text, Weight weight) {
  const std::string families = std::string("Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,") + ideograph_family(text);
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, families.c_str());
  pango_font_description_set_weight(font, weight == Weight::Bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font, shaping_size * PANGO_SCALE);
  return font;
}

bool may_be_tracked(std::string_view text) {
  const std::string copy(text);
  for (const char* at = copy.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
    const gunichar letter = g_utf8_get_char(at);
    if (letter >= 0x590 && !(letter >= 0x1E00 && letter <= 0x20CF)) return false;
  }
  return true;
}

PangoAttrList* attributes(const TextRules& rules, std::string_view text) {
  PangoAttrList* list = pango_attr_list_new();
  if (rules.tracking != 0 && may_be_tracked(text)) {
    const double space = rules.tracking * shaping_size * PANGO_SCALE;
    pango_attr_list_insert(list, pango_attr_letter_spacing_new(static_cast<int>(std::lround(space))));
  }
  if (rules.letter_case == LetterCase::Upper) {
    pango_attr_list_insert(list, pango_attr_text_transform_new(PANGO_TEXT_TRANSFORM_UPPERCASE));
  }
  return list;
}

}  // namespace einlass::badge
