package dev.mutirao.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final int[] CHARACTERS = {
    'a', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF
  };

  @Test
  void agreesWithJavaOnTexts() {
    var random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      int characters = random.nextInt(20);
      for (int i = 0; i < characters; i++) {
        text.appendCodePoint(
            random.nextInt(3) > 0 ? 'x' : CHARACTERS[random.nextInt(CHARACTERS.length)]);
      }
      assertAgrees(text.toString().getBytes(StandardCharsets.UTF_8), random.nextInt(3));
    }
  }

  @Test
  void agreesWithJavaOnTextsWithOneWrongByte() {
    var random = new Random(2);
    for (int round = 0; round < 50_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.appendCodePoint(
            random.nextBoolean() ? 'x' : CHARACTERS[random.nextInt(CHARACTERS.length)]);
      }
      var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      assertAgrees(bytes, random.nextInt(3));
    }
  }

  @Test
  void agreesWithJavaOnTwoAndThreeBytes() {
    for (int bytes = 0; bytes < 1 << 16; bytes++) {
      assertAgrees(new byte[] {(byte) (bytes >> 8), (byte) bytes}, 0);
      assertAgrees(new byte[] {(byte) (bytes >> 8), (byte) bytes, (byte) 0x80}, 0);
      assertAgrees(new byte[] {(byte) (bytes >> 8), (byte) bytes, (byte) 0x80, (byte) 0xBF}, 0);
    }
  }

  private static void assertAgrees(byte[] bytes, int from) {
    var all = new byte[from + bytes.length + 1];
    System.arraycopy(bytes, 0, all, from, bytes.length);
    all[all.length - 1] = (byte) 0x80; // which belongs to nothing that is asked about
    int to = from + bytes.length;
    var segment = MemorySegment.ofArray(all);
    var input = ByteBuffer.wrap(all, from, bytes.length);
    StandardCharsets.UTF_8.newDecoder().decode(input, CharBuffer.allocate(all.length), true);
    int expected = input.position();
    assertEquals(
        expected,
        Utf8.firstWrong(segment, from, to),
        () -> HexFormat.of().formatHex(bytes) + " from " + from);
    boolean ascii = true;
    for (byte each : bytes) {
      ascii &= each >= 0;
    }
    assertEquals(ascii, Utf8.isAscii(segment, from, to));
  }
}
