package dev.mutirao.connectors.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class XxHash64Test {
  /// Values of the reference implementation.
  @Test
  void knownTextsHaveKnownHashes() {
    assertEquals(0xEF46DB3751D8E999L, XxHash64.hash(new byte[0]));
    assertEquals(0xD24EC4F1A98C6E5BL, XxHash64.hash("a".getBytes(UTF_8)));
    assertEquals(0x44BC2CF5AD770999L, XxHash64.hash("abc".getBytes(UTF_8)));
  }
}
