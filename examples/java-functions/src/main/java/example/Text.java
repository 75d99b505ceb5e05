package example;

import dev.mutirao.functions.Nullable;
import dev.mutirao.functions.ScalarFunction;
import java.text.Normalizer;
import java.util.Locale;

/// Functions of text.
public final class Text {
  private Text() {}

  @ScalarFunction(
      description = "A text as it can stand in a web address.",
      example = "slug('São Paulo')")
  public static String slug(String text) {
    var plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    return plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  @ScalarFunction(
      description = "First and last name with a blank between them, where both are there.",
      example = "full_name('Ana', NULL)")
  public static String full_name(@Nullable String first, @Nullable String last) {
    return first == null ? last : last == null ? first : first + " " + last;
  }

  @ScalarFunction(
      description = "Whether the digits of a card's number pass Luhn's check.",
      example = "is_card_number('4539 1488 0343 6467')")
  public static boolean is_card_number(String number) {
    int sum = 0;
    int digits = 0;
    for (int i = number.length() - 1; i >= 0; i--) {
      char letter = number.charAt(i);
      if (letter >= '0' && letter <= '9') {
        int digit = (letter - '0') * (digits++ % 2 == 0 ? 1 : 2);
        sum += digit > 9 ? digit - 9 : digit;
      } else if (letter != ' ') {
        return false;
      }
    }
    return digits > 0 && sum % 10 == 0;
  }
}
