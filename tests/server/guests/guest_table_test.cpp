#include "server/guests/guest_table.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <gmock/gmock.h>

namespace einlass::guests {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

std::string refusal(const std::string& bytes) {
  const auto table = read_guest_table(bytes);
  EXPECT_FALSE(table);
  return table ? std::string() : table.error().message;
}

TEST(GuestTable, LosesNobodyToAQuotationMarkThatClosesTooEarly) {
  EXPECT_THAT(refusal("Name,Firma,Code\n"
                      "Anna Eins,X,A111\n"
                      "\"Max\" Mustermann,ACME,B222\n"
                      "Carl Gross,X,C333\n"
                      "Dora Vier,X,D444\n"
                      "Pit Peters,\"Y, Z\",E555\n"
                      "Emil Sechs,Z,F666\n"),
              HasSubstr("The row of line 3 has a cell that begins with a quotation mark"));
}

TEST(GuestTable, LosesNobodyToAQuotationMarkThatOnlyOpens) {
  EXPECT_THAT(refusal("Name,Firma\nAnna,X\n\"Max,X\nCarl,X\nPit,\"Y, Z\"\n"), HasSubstr("The row of line 3"));
  EXPECT_THAT(refusal("Name,Firma\nAnna,X\n\"Max,X\nCarl,X\n"), HasSubstr("line 3 is never closed"));
}

TEST(GuestTable, KeepsQuotationMarksInTheMiddleOfACell) {
  const auto table = read_guest_table("Name,Firma\nMax \"Mo\" Born,5\" Pipe\nCarl, \"\"\"Y\"\", Z\" \nPit,X\n");
  ASSERT_TRUE(table) << table.error().message;
  ASSERT_THAT(table->rows, SizeIs(3));
  EXPECT_EQ(table->rows[0], (TableRow{2, {"Max \"Mo\" Born", "5\" Pipe"}}));
  EXPECT_EQ(table->rows[1], (TableRow{3, {"Carl", "\"Y\", Z"}}));
}

cairo_status_t keep(void* bytes, const unsigned char* data, unsigned int size) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

void draw(cairo_surface_t* surface) {
  cairo_t* cairo = cairo_create(surface);
  cairo_select_font_face(cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_move_to(cairo, 10, 60);
  cairo_show_text(cairo, "Gästeliste");
  cairo_destroy(cairo);
}

std::string whole_png() {
  std::string bytes;
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 100, 100);
  draw(surface);
  cairo_surface_write_to_png_stream(surface, &keep, &bytes);
  cairo_surface_destroy(surface);
  return bytes;
}

std::string whole_pdf() {
  std::string bytes;
  cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(&keep, &bytes, 100, 100);
  draw(surface);
  cairo_surface_destroy(surface);
  return bytes;
}

TEST(GuestTable, SaysThatAPictureIsNoTextInsteadOfNamingItsLines) {
  for (const auto& bytes : {whole_png(), whole_pdf(), "\xEF\xBB\xBF" + whole_png()}) {
    EXPECT_THAT(refusal(bytes), StartsWith("This is not a text file")) << bytes.substr(0, 4);
  }
}

}  // namespace
}  // namespace einlass::guests
