#include "server/pages/session_cookie.h"

#include "server/pages/headers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::pages {
namespace {

using ::testing::HasSubstr;

std::optional<std::string> token_of(net::HttpHeaders headers) {
  return session_token_in({.method = "GET", .target = "/", .headers = std::move(headers), .body = {}, .peer = {}});
}

TEST(SessionCookie, IsFoundAmongOthers) {
  EXPECT_EQ(token_of({{"Cookie", "a=b; __Host-einlass=TOKEN ;c=d"}}), "TOKEN");
  EXPECT_EQ(token_of({{"cookie", "a=b"}, {"COOKIE", "__Host-einlass=TOKEN"}}), "TOKEN");
  EXPECT_EQ(token_of({{"Cookie", "x__Host-einlass=TOKEN; __Host-einlass2=T"}}), std::nullopt);
  EXPECT_EQ(token_of({}), std::nullopt);
}

TEST(SessionCookie, IsNoneWhereSomebodyPutASecondOne) {
  EXPECT_EQ(token_of({{"Cookie", "__Host-einlass=MINE; __Host-einlass=THEIRS"}}), std::nullopt);
  EXPECT_EQ(token_of({{"Cookie", "__Host-einlass=MINE; __Host-einlass=MINE"}}), "MINE");
}

TEST(SessionCookie, IsKeptFromScriptsAndOtherSites) {
  for (const auto& cookie : {session_cookie("TOKEN"), no_session_cookie()}) {
    for (const auto* attribute : {"Secure", "HttpOnly", "SameSite=Strict", "Path=/", "__Host-einlass="}) {
      EXPECT_THAT(cookie, HasSubstr(attribute));
    }
  }
  EXPECT_THAT(no_session_cookie(), HasSubstr("Max-Age=0"));
}

struct Sent {
  net::HttpHeaders headers;
  bool is_foreign;
};

TEST(Headers, TellARequestOfAnotherSite) {
  const std::vector<Sent> table{
      {{{"Host", "venue:8443"}}, false},  // no browser
      {{{"Host", "venue:8443"}, {"Origin", "https://venue:8443"}}, false},
      {{{"Host", "venue:8443"}, {"Origin", "https://venue:8443"}, {"Sec-Fetch-Site", "same-origin"}}, false},
      {{{"Host", "venue:8443"}, {"Sec-Fetch-Site", "none"}}, false},  // typed into the address bar
      {{{"Host", "venue:8443"}, {"Origin", "https://venue:9000"}}, true},
      {{{"Host", "venue:8443"}, {"Origin", "http://venue:8443"}}, true},
      {{{"Host", "venue:8443"}, {"Origin", "null"}}, true},
      {{{"Host", "venue:8443"}, {"Sec-Fetch-Site", "cross-site"}}, true},
      {{{"Host", "venue:8443"}, {"Sec-Fetch-Site", "same-site"}}, true},
  };
  for (const auto& sent : table) {
    const net::HttpRequest request{.method = "POST", .target = "/", .headers = sent.headers, .body = {}, .peer = {}};
    EXPECT_EQ(is_from_another_site(request), sent.is_foreign) << ::testing::PrintToString(sent.headers);
  }
}

TEST(Headers, AllowNothingFromElsewhere) {
  net::HttpResponse response;
  add_page_headers(response);
  const auto policy = std::find_if(response.headers.begin(), response.headers.end(),
                                   [](const auto& each) { return each.first == "Content-Security-Policy"; });
  ASSERT_NE(policy, response.headers.end());
  EXPECT_THAT(policy->second, HasSubstr("default-src 'none'"));
  for (const auto* word : {"'unsafe-inline'", "'unsafe-eval'", "http:", "https:", " *"}) {
    EXPECT_THAT(policy->second, ::testing::Not(HasSubstr(word)));
  }
}

}  // namespace
}  // namespace einlass::pages
