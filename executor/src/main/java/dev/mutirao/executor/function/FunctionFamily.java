package dev.mutirao.executor.function;

/// The chapters of the manual's list of functions, in its order.
public enum FunctionFamily {
  OPERATORS("Operators", "Arithmetic, comparison and truth; dates and intervals too."),
  MATHEMATICS("Mathematics", "Over DOUBLE unless a signature says otherwise."),
  BITS("Bits", "Of integers in two's complement."),
  TEXT("Text", "Positions and lengths count characters (code points), from 1."),
  PATTERNS(
      "Patterns",
      "Regular expressions are those of RE2, which take time linear in the text: no back"
          + " references, no looking around."),
  ENCODINGS("Encodings and digests", "Between bytes, texts and numbers in other bases."),
  DATES(
      "Dates and times", "Of wall clocks; an instant counts as the session's time zone shows it."),
  FORMATS("Formats", "Dates and numbers as texts of a given shape, and back."),
  RANDOM(
      "Random numbers",
      "Pure functions of a seed and an id (of a row or a trial): the same numbers on every machine, in"
          + " every order. For several numbers of one id, say which as the last argument (the third, where values follow): 0, which it"
          + " is without, 1, 2 and so on. Philox 4x32-10 makes the bits, with the seed as key: id i has the"
          + " first two words of a block, or with i >> 3 & 1 the last two, whose counter is the block's"
          + " number (i >> 4 << 3) + (i & 7) in 64 bits, the draw, and 0."),
  CHOICES("Choices", "Which value, and of which type.");

  private final String title;
  private final String about;

  FunctionFamily(String title, String about) {
    this.title = title;
    this.about = about;
  }

  public String title() {
    return title;
  }

  /// One sentence below the title.
  public String about() {
    return about;
  }
}
