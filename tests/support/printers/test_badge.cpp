#include "tests/support/printers/test_badge.h"

#include "tests/support/printers/printer_process.h"

#include <cstdio>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

namespace einlass::test {
namespace {

constexpr double points_per_mm = 72 / 25.4;

std::string numbered(std::size_t number, const std::string& body) {
  return fmt::format("{} 0 obj\n{}\nendobj\n", number, body);
}

std::string after(const std::string& text, const std::string& label) {
  const auto found = text.find(label);
  return found == std::string::npos ? std::string() : text.substr(found + label.size());
}

}  // namespace

// ISO 32000-1 §7.5: header, objects, cross-reference table, trailer.
std::string badge_pdf(spool::MediaSize size) {
  const std::string drawing = fmt::format("0 0 {0:.2f} {0:.2f} re f\n", 10 * points_per_mm);
  const std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {:.3f} {:.3f}] /Contents 4 0 R >>",
                  size.width / 100.0 * points_per_mm, size.height / 100.0 * points_per_mm),
      fmt::format("<< /Length {} >>\nstream\n{}endstream", drawing.size(), drawing)};
  std::string pdf = "%PDF-1.4\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += numbered(i + 1, objects[i]);
  }
  const auto start = pdf.size();
  return pdf + table +
         fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, start);
}

PageMeasure measure(const std::filesystem::path& pdf) {
  const std::string text = output_of({"pdfinfo", pdf.string()}, {{"LC_ALL", "C"}});
  double width = 0, height = 0;
  int pages = 0;
  if (std::sscanf(after(text, "Page size:").c_str(), "%lf x %lf pts", &width, &height) != 2 ||
      std::sscanf(after(text, "Pages:").c_str(), "%d", &pages) != 1) {
    throw std::runtime_error("pdfinfo does not know the page of " + pdf.string());
  }
  return {width / points_per_mm, height / points_per_mm, pages};
}

}  // namespace einlass::test
