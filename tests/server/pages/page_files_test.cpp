#include "server/pages/page_files.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::pages {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

class PageFilesTest : public ::testing::Test {
 protected:
  PageFilesTest() {
    std::string name = (fs::temp_directory_path() / "einlass-pages-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    fs::create_directory(folder / "built");
    write("index.html", "<p>page</p>");
    write("built/app-1.js", "script");
    write("built/app-1.js.gz", "compressed");
  }
  ~PageFilesTest() override { fs::remove_all(folder); }
  void write(const std::string& name, const std::string& content) { std::ofstream(folder / name) << content; }
  net::HttpResponse get(const std::string& path, net::HttpHeaders headers = {}, const std::string& method = "GET") {
    return PageFiles(folder).answer(
        {.method = method, .target = path, .headers = std::move(headers), .body = {}, .peer = {}}, path);
  }

  fs::path folder;
};

TEST_F(PageFilesTest, AnswersTheFirstPageAndItsParts) {
  EXPECT_EQ(get("/").body, "<p>page</p>");
  EXPECT_EQ(get("/").content_type, "text/html; charset=utf-8");
  EXPECT_EQ(get("/built/app-1.js").body, "script");
  EXPECT_THAT(get("/built/app-1.js").headers, Contains(Pair("Cache-Control", HasSubstr("immutable"))));
  EXPECT_THAT(get("/").headers, Contains(Pair("Cache-Control", "no-cache")));
}

TEST_F(PageFilesTest, AnswersWhatTheVenueAddsBesideThem) {
  PageFiles files(folder);
  files.add("/ca.cer", "application/x-x509-ca-cert", "bytes");
  const auto answer = [&](const std::string& method) {
    return files.answer({.method = method, .target = "/ca.cer", .headers = {}, .body = {}, .peer = {}}, "/ca.cer");
  };
  EXPECT_EQ(answer("GET").body, "bytes");
  EXPECT_EQ(answer("GET").content_type, "application/x-x509-ca-cert");
  EXPECT_EQ(answer("POST").status, 405U);
  EXPECT_EQ(get("/ca.cer").status, 404U) << "of this venue only";
}

TEST_F(PageFilesTest, SendsTheCompressedCopyToWhoTakesIt) {
  const auto compressed = get("/built/app-1.js", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(compressed.body, "compressed");
  EXPECT_THAT(compressed.headers, Contains(Pair("Content-Encoding", "gzip")));
  EXPECT_EQ(get("/built/app-1.js.gz").status, 404U);
}

TEST_F(PageFilesTest, SendsNothingAgainThatTheBrowserHas) {
  std::string tag;
  for (const auto& [name, value] : get("/").headers) {
    if (name == "ETag") tag = value;
  }
  const auto again = get("/", {{"If-None-Match", tag}});
  EXPECT_EQ(again.status, 304U);
  EXPECT_TRUE(again.body.empty());
}

TEST_F(PageFilesTest, KnowsNoOtherFiles) {
  write("../einlass-outside", "secret");
  for (const auto* path : {"/../einlass-outside", "/built/../../einlass-outside", "//etc/passwd", "/etc/passwd",
                           "/built", "/built/", "/%2e%2e/einlass-outside", "/index.html/..", ""}) {
    EXPECT_EQ(get(path).status, 404U) << path;
  }
  fs::remove(folder / "../einlass-outside");
  EXPECT_EQ(get("/", {}, "POST").status, 405U);
}

TEST_F(PageFilesTest, SaysHowToGetThePagesWhereThereAreNone) {
  const PageFiles none(folder / "nowhere");
  const auto page = none.answer({.method = "GET", .target = "/", .headers = {}, .body = {}, .peer = {}}, "/");
  EXPECT_EQ(page.status, 200U);
  EXPECT_THAT(page.body, HasSubstr("scripts/setup --pages"));
}

}  // namespace
}  // namespace einlass::pages
