package dev.mutirao.executor.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.MutiraoException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/// What looks at eight bytes at once against what looks at one, on seeded random texts.
class TextSearchTest {
  private static final int ROUNDS = 20_000;
  private static final String[] LETTERS = {"a", "b", "A", "Z", "z", "@", "[", "`", "{", "ç", "😀"};

  private final Random random = new Random(20240229);

  @Test
  void searchFindsTheFirstPlaceAndNoOther() {
    for (int round = 0; round < ROUNDS; round++) {
      var text = text(40, 2 + random.nextInt(LETTERS.length - 1));
      var part = text(5, 2 + random.nextInt(LETTERS.length - 1));
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      int from = random.nextInt(bytes.length + 1);
      int expected = naive(bytes, part.getBytes(StandardCharsets.UTF_8), from);
      assertEquals(
          expected,
          Utf8.indexOf(KeptBytes.of(text), KeptBytes.of(part), from),
          text + " / " + part + " / " + from);
    }
  }

  @Test
  void charactersAreCountedAndFoundAsInStrings() {
    for (int round = 0; round < ROUNDS; round++) {
      var text = text(40, LETTERS.length);
      var bytes = KeptBytes.of(text);
      int count = text.codePointCount(0, text.length());
      assertEquals(count, Utf8.length(bytes), text);
      int index = random.nextInt(count + 1);
      var before = text.substring(0, text.offsetByCodePoints(0, index));
      assertEquals(before.getBytes(StandardCharsets.UTF_8).length, Utf8.offset(bytes, index), text);
      assertEquals(text.chars().allMatch(each -> each < 128), Utf8.isAscii(bytes), text);
    }
  }

  @Test
  void caseChangesAsInStrings() {
    try (var allocator = new RootAllocator();
        var buffer = new TextBuffer(allocator)) {
      for (int round = 0; round < ROUNDS; round++) {
        var text = text(40, random.nextBoolean() ? 9 : LETTERS.length);
        buffer.reset();
        assertEquals(
            text.toUpperCase(Locale.ROOT), TextFunctions.upper(buffer, KeptBytes.of(text)).text());
        assertEquals(
            text.toLowerCase(Locale.ROOT), TextFunctions.lower(buffer, KeptBytes.of(text)).text());
      }
    }
  }

  @Test
  void likeMatchesWhatARegularExpressionDoes() {
    for (int round = 0; round < ROUNDS; round++) {
      var text = text(20, 4);
      var pattern = new StringBuilder();
      for (int i = random.nextInt(6); i > 0; i--) {
        pattern.append(random.nextInt(3) == 0 ? "%" : random.nextInt(4) == 0 ? "_" : text(3, 3));
      }
      var regex = pattern.toString().replace("%", ".*").replace("_", ".");
      assertEquals(
          java.util.regex.Pattern.matches("(?s)" + regex, text),
          LikePattern.of(KeptBytes.of(pattern.toString())).matches(KeptBytes.of(text)),
          text + " LIKE " + pattern);
    }
  }

  @Test
  void aRegularExpressionIsKeptForTheNextRowOnlyWhenItIsTheSame() {
    var first = Regex.of(KeptBytes.of("a+"));
    assertTrue(first == Regex.of(KeptBytes.of("a+")));
    assertTrue(Regex.of(KeptBytes.of("A+"), KeptBytes.of("i")).isFoundIn(KeptBytes.of("a")));
    assertFalse(Regex.of(KeptBytes.of("A+")).isFoundIn(KeptBytes.of("a")));
    assertThrows(MutiraoException.class, () -> Regex.of(KeptBytes.of("a**(")));
  }

  /// Up to `most` of the first `kinds` letters.
  private String text(int most, int kinds) {
    var text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(LETTERS[random.nextInt(kinds)]);
    }
    return text.toString();
  }

  private static int naive(byte[] text, byte[] part, int from) {
    for (int at = from; at + part.length <= text.length; at++) {
      int same = 0;
      while (same < part.length && text[at + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return at;
      }
    }
    return -1;
  }
}
