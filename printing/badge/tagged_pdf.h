// What makes a PDF more than a picture: its structure for screen readers, its title and its language (ISO 32000-1, 14.7
// to 14.9; PDF/UA). For pages that people read on a screen. On the thread that draws.
#pragma once

#include <string>

struct _cairo;

namespace einlass::badge {

// What is drawn in between is that element: "Document", "H1", "H2", "P", "Table", "TR", "TH", "TD". One may go on over
// several pages. What is drawn outside of any, such as a page's number, is passed over by a screen reader.
void begin_tag(_cairo* canvas, const char* element);
void end_tag(_cairo* canvas, const char* element);

// The element lasts as long as this object.
class PdfTag {
 public:
  PdfTag(_cairo* canvas, const char* element);
  PdfTag(const PdfTag&) = delete;
  PdfTag& operator=(const PdfTag&) = delete;
  ~PdfTag();

 private:
  _cairo* canvas_;
  const char* element_;
};

// Of the document that the canvas is a page of.
void set_document_title(_cairo* canvas, const std::string& title);

// The finished document with its language ("de") and the wish that a window shows its title, appended as an incremental
// update (ISO 32000-1, 7.5.6), since cairo 1.16 cannot say either. A document that is built otherwise (cross-reference
// streams, as newer versions may write) comes back as it is.
std::string with_document_language(std::string pdf, const std::string& language);

}  // namespace einlass::badge
