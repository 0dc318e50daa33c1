#include "printing/badge/event_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge {
namespace {

using testing::HasSubstr;

const std::string drawing =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><circle cx="2" cy="2" r="2"/></svg>)";

TEST(EventPicture, IsTakenIfABadgeCanShowIt) {
  EXPECT_TRUE(check_event_picture("logo", drawing));
}

TEST(EventPicture, IsRefusedInOneSentenceThatSaysWhatToDo) {
  struct Case {
    std::string field, bytes, sentence;
  };
  const Case cases[] = {{"slogan", drawing, "No badge has a picture \"slogan\"; it is one of logo, photo."},
                        {"logo", std::string(largest_event_picture + 1, 'x'), "more than 4 MiB; save it smaller"},
                        {"logo", "GIF89a and more", "no PNG, JPEG, WebP or SVG; save it as one of them"},
                        {"logo", "Name,Category\n", "no PNG, JPEG, WebP or SVG"},
                        {"logo", "", "no PNG, JPEG, WebP or SVG"},
                        {"logo", "\x89PNG\r\n\x1a\nand no more", "is damaged: save it again"},
                        {"logo", "\xff\xd8\xff\xe0 and no more", "is damaged: save it again"},
                        {"logo", "\xff\xd8\xff\xe1 thumbnail \xff\xda...\xff\xd9 and \xff\xda...", "is damaged"},
                        {"logo", std::string("RIFF\xff\x00\x00\x00WEBP and no more", 24), "is damaged"}};
  for (const auto& [field, bytes, sentence] : cases) {
    const auto checked = check_event_picture(field, bytes);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().kind, base::ErrorKind::InvalidInput);
    EXPECT_THAT(checked.error().message, HasSubstr(sentence));
  }
}

}  // namespace
}  // namespace einlass::badge
