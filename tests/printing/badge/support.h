// What the badge tests share: the packaged fonts, the shipped templates, poppler's and zbar's programs as judges.
#pragma once

#include "printing/badge/renderer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace einlass::badge::test {

inline constexpr const char* serial_code = "EB1:01ARZ3NDEKTSV4RRFFQ69G5FAV";

// A folder that is gone at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::filesystem::path fonts_folder();
std::filesystem::path shipped(const std::string& file);  // in assets/badges
std::shared_ptr<const FontSet> fonts();

// Throws with the library's sentence where a test expects no error.
BadgeTemplate load_shipped(const std::string& file);
BadgeTemplate parse(const std::string& svg);

// <svg> of the size with the elements inside; user units are millimetres.
std::string drawing(double width_mm, double height_mm, const std::string& elements);

BadgeContent guest(const std::string& name, const std::string& company = "Nordlicht Systemhaus GmbH");

struct Output {
  int status = 0;
  std::string text;  // standard output
};
Output run(const std::string& command);

std::string write(const std::filesystem::path& path, const std::string& content);  // the path, quoted for a shell
std::string text_in(const std::string& pdf);                                       // what pdftotext finds
std::string picture_of(const std::string& pdf, int dpi);                           // a PNG, by poppler
std::string codes_in(const std::string& pdf, int dpi);                             // what zbarimg reads
std::vector<std::string> fonts_in(const std::string& pdf);                         // names without subset tag

// Only letters and digits' bytes: no blanks, no marks of direction.
std::string without_blanks(const std::string& text);

}  // namespace einlass::badge::test
