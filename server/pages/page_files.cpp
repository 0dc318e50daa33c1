#include "server/pages/page_files.h"

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/file.h"
#include "server/pages/headers.h"

#include <array>
#include <system_error>
#include <utility>

namespace einlass::pages {
namespace {

namespace fs = std::filesystem;

constexpr auto no_pages =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Einlass</title><body>"
    "<p>This server was built without its pages: run <code>scripts/setup --pages</code> and build it again.</p>"
    "<p lang=\"de\">Dieser Server wurde ohne seine Seiten gebaut: <code>scripts/setup --pages</code> ausführen und neu "
    "bauen.</p></body></html>";

std::string content_type_of(const fs::path& file) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> types{
      {{".html", "text/html; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".json", "application/json"},
       {".webmanifest", "application/manifest+json"},
       {".svg", "image/svg+xml"},
       {".png", "image/png"},
       {".woff2", "font/woff2"},
       {".wasm", "application/wasm"}}};
  for (const auto& [ending, type] : types) {
    if (file.extension() == ending) return std::string(type);
  }
  return "application/octet-stream";
}

std::string tag_of(const std::string& content) {
  return '"' + base::hex(base::sha256(content)).substr(0, 16) + '"';
}

bool takes_gzip(const net::HttpRequest& request) {
  return header(request, "Accept-Encoding").find("gzip") != std::string_view::npos;
}

}  // namespace

PageFiles::File PageFiles::read(const fs::path& file) {
  auto content = base::read_file(file).value_or("");
  auto tag = tag_of(content);
  return {.content_type = content_type_of(file),
          .content = std::move(content),
          .compressed = base::read_file(fs::path(file) += ".gz").value_or(""),
          .tag = std::move(tag)};
}

void PageFiles::add(const std::string& path, const std::string& content_type, const std::string& content) {
  files_[path] = {.content_type = content_type, .content = content, .compressed = {}, .tag = tag_of(content)};
}

PageFiles::PageFiles(const fs::path& directory) {
  std::error_code none;
  for (fs::recursive_directory_iterator at(directory, none), end; at != end; at.increment(none)) {
    if (!at->is_regular_file() || at->path().extension() == ".gz") continue;
    files_["/" + at->path().lexically_relative(directory).generic_string()] = read(at->path());
  }
  if (files_.contains("/index.html")) return;
  files_["/index.html"] = {
      .content_type = "text/html; charset=utf-8", .content = no_pages, .compressed = {}, .tag = "\"none\""};
}

net::HttpResponse PageFiles::answer(const net::HttpRequest& request, const std::string& path) const {
  const auto found = files_.find(path == "/" ? "/index.html" : path);
  if (found == files_.end()) return {.status = 404, .content_type = "text/plain", .body = "There is no such page.\n"};
  if (request.method != "GET" && request.method != "HEAD") {
    return {.status = 405, .content_type = "text/plain", .body = "Only GET is understood here.\n"};
  }
  const auto& file = found->second;
  const bool keeps = path.starts_with("/built/");
  net::HttpResponse response{.content_type = file.content_type};
  response.headers = {{"Cache-Control", keeps ? "public, max-age=31536000, immutable" : "no-cache"},
                      {"ETag", file.tag},
                      {"Vary", "Accept-Encoding"}};
  if (header(request, "If-None-Match") == file.tag) {
    response.status = 304;
    return response;
  }
  const bool compressed = !file.compressed.empty() && takes_gzip(request);
  if (compressed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = compressed ? file.compressed : file.content;
  return response;
}

}  // namespace einlass::pages
